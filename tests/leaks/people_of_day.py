"""The people of the day in which leaks are looked for: put in, brought in, enrolled, away, changed."""

import json
from collections.abc import Callable
from typing import Any

from tests.leaks.process import Answer
from tests.leaks.sentinels import PEOPLE, WHY_LEFT, Kind
from tests.leaks.stage import Stage

WITHIN = ("--show-names", "--basis", "within-program")
NAMES = {Kind.NAME}

Run = Callable[..., Answer]


def _json(run: Run, *words: object) -> Any:
    return json.loads(run(*words, "--json").out)


def meet_people(stage: Stage, run: Run) -> None:
    """Good lines and bad ones about people and rosters."""
    first, second, *others = PEOPLE
    run("person", "add", first.name, "--alias", first.alias, "--phone", first.phone, "--email", first.email)
    run("person", "add", second.name, "--alias", second.alias, *WITHIN, may=NAMES)
    run("person", "import", stage.roster(), "--group", "Steady", "--dry-run")
    run("person", "import", stage.roster(), "--group", "Steady")
    run("person", "import", stage.roster(), "--json")
    run("person", "import", stage.roster(), "--dry-run", *WITHIN, may=NAMES)
    twice = f"Wer,phone\n{first.name},804 555 0177\n{first.name},\n{second.name},12\n"
    asked = ("person", "import", stage.typed("twice.csv", twice.encode()))
    run(*asked, code=2)
    run(*asked, "--column", "name=Wer", code=1)
    run(*asked, "--column", f"name={first.name}", code=2)
    run(*asked, "--column", "name=Wer", "--same", f"2={first.name}", "--same", "3=2", "--preview", "--json", code=None)
    stage.read_codes(_json(run, "person", "list"))
    run("person", "list")
    assert PEOPLE[0].name in run("person", "list", *WITHIN, "--json", may=NAMES).out.decode()
    run("person", "list", "--show-names", code=1)
    run("person", "show", first.alias)
    run("person", "show", first.alias, *WITHIN, may=NAMES)
    # the same person twice, somebody who is there, a file with mistakes
    run("person", "add", first.name, "--alias", first.alias, code=1)
    run("person", "add", first.name, "--alias", first.alias, *WITHIN, code=1, may=NAMES)
    run("person", "add", first.name, "--alias", first.alias, "--new", "--preview")
    run("person", "add", first.name, "--phone", first.name, code=2)
    run("person", "add", first.name, first.alias, code=2)
    run("enrol", "Steady", first.name, code=1)
    run("enrol", first.name, "Steady", code=2)
    run("unenrol", "Open", first.name, code=2)
    first_two = f"{others[0].name},{others[1].name}\n1,2\n"
    bad = (
        f"name,phone,email\n{others[0].name},{others[0].name},{others[0].name}\n{others[1].name},12,{others[1].email}\n"
    )
    run("person", "import", stage.typed("bad.csv", bad.encode()), code=1)
    run("person", "import", stage.typed("bad.csv", f'name\n"{others[0].name}'.encode()), code=None)
    run("person", "import", stage.typed("bad.csv", first_two.encode()), code=None)
    run("person", "import", stage.typed("bad.csv", f"name\n{others[0].name}\n".encode("utf-16")), code=None)
    latin = f"name,who is it\n{others[2].name},x\n".encode("latin-1")
    run("person", "import", stage.typed("bad.csv", latin), code=None)
    run("person", "edit", others[2].name, "--alias", f"{others[2].alias}x", "--preview")
    run("person", "edit", others[2].name, "--alias", f"{others[2].alias}x")
    run("undo")
    run("person", "edit", others[2].name, "--phone", others[2].name, code=2)
    run("person", "merge", others[0].name, others[1].name, "--preview", *WITHIN, may=NAMES, code=None)
    run("person", "merge", others[0].name, others[1].name, "--keep", "A", "--json")
    run("undo")
    run("person", "merge", others[0].name, others[0].name, code=2)
    run("person", "merge", others[0].name, others[1].name, "--keep", others[0].name, code=2)
    run("person", "away", others[2].name, "--from", "2027-03-20", "--to", "2027-03-25", "--preview")
    run("person", "away", others[2].name, "--from", "2027-03-20", "--to", "2027-03-25", *WITHIN, may=NAMES)
    run("person", "away", others[2].name, "--json")
    run("person", "away", others[2].name, "--from", others[2].name, code=2)
    run("person", "away", others[2].name, "--end")
    run("enrol", "Open", others[2].name, "--from", "2027-02-01", "--preview")
    run("enrol", "Open", others[2].name)
    run("enrol", "Open", others[2].name, "--from", "2027-02-01")
    run("unenrol", "Open", others[2].name, "--on", "2027-05-01", *WITHIN, may=NAMES)
    run("unenrol", "Open", others[2].name, "--on", "2027-05-02", "--preview", "--json")
    run("enrol", "Open", others[2].name, "--from", others[2].name, code=2)
    run("enrol", "Open", others[2].name)
    run("unenrol", "Steady", second.name, "--reason", WHY_LEFT)
    run("enrol", "Steady", second.name)

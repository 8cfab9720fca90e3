"""A working day at the command line: every command, with good input and bad, its output going into files."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.books import PASSPHRASE
from tests.leaks.people_of_day import meet_people
from tests.leaks.process import Answer, Lines
from tests.leaks.sentinels import (
    EMERGENCY,
    LEADER,
    PEOPLE,
    PURPOSE,
    RECIPIENT,
    REVOKED_HOW,
    SIGNATURE,
    TOLD,
    WHY_LEFT,
    WRONG,
    Kind,
)
from tests.leaks.stage import NEW_PASSPHRASE, Stage

S = "Steady@2027-03-04"
REPORT = ("--from", "2027-03-01", "--to", "2027-03-31")
WITHIN = ("--show-names", "--basis", "within-program")
NAMES = {Kind.NAME}
IN_CONFIDENCE = {Kind.TOLD}

Run = Callable[..., Answer]


def work(stage: Stage, lines: Lines) -> None:
    """From an empty book to a restored one."""

    def run(*words: object, **more: Any) -> Answer:
        return stage.run(lines, *words, **more)

    _look_around(stage, run)
    _set_up(run)
    meet_people(stage, run)
    _consents(stage, run)
    _schedule(run)
    _sessions(stage, run)
    _attendance(stage, run)
    _export(stage, run)
    _closures(stage, run)
    _look_back(stage, run)
    _keys(stage, run)
    _backups(stage, run)


def save_all_kinds(stage: Stage, lines: Lines) -> None:
    """An hour in which everything is written that a program writes: a roster, marks, papers, backups, a new key."""

    def run(*words: object, **more: Any) -> Answer:
        return stage.run(lines, *words, **more)

    _set_up(run)
    run("person", "import", stage.roster(), "--group", "Steady")
    run("consent", "add", PEOPLE[0].name, "--recipient", RECIPIENT, "--purpose", PURPOSE, "--what", TOLD,
        "--covers", "name", "--signed", "2027-02-01", "--signature", SIGNATURE, "--told-of-revoking",
        "--expires", "2027-12-31")  # fmt: skip
    run("unenrol", "Steady", PEOPLE[1].name, "--reason", WHY_LEFT)
    run("session", "start", S)
    for person in PEOPLE[:3]:
        run("attendance", "mark", S, person.name, "present")
    run("undo")
    run("session", "end", S, "--unmarked", "missed")
    run("print", "agenda", S, "-o", stage.out("agenda.pdf"))
    run("report", "person", *REPORT, "--format", "csv", "-o", stage.out("person.csv"))
    run("calendar", "export", "-o", stage.out("all.ics"))
    run("audit", "export", "-o", stage.out("audit.csv"))
    run("key", "renew", "--recovery-file", stage.root / "typed" / "recovery")
    stage.learn_secrets(PASSPHRASE, (stage.root / "typed" / "recovery").read_text("ascii").strip())
    run("backup", stage.out("by-hand.backup"))
    run("backups", "drill")
    run("restore", stage.out("by-hand.backup"))
    run("check")


def _json(run: Run, *words: object) -> Any:
    return json.loads(run(*words, "--json").out)


def _look_around(stage: Stage, run: Run) -> None:
    run("--help")
    run("--version")
    run("open", code=2)
    run("demo", "--no-open", "--home", stage.root / "data" / "practice", "--people", 6, "--groups", 2, "--weeks", 2)
    code = stage.root / "typed" / "recovery-of-another"
    run("init", "--home", stage.root / "data" / "another", "--name", "Other", "--zone", "UTC", "--recovery-file", code)
    run("curriculum", "list")
    run("curriculum", "show", "eight-steady-steps")
    run("curriculum", "new", "own-steps")
    run("curriculum", "check", stage.home.curricula, code=None)
    run("curriculum", "find", "stress")
    run("curriculum", "find", WRONG, code=None)
    run("curriculum", "schema")
    outline = "Week 1: Arriving\n- Hello (10 min)\n- Talk (50 min)\n"
    run("curriculum", "draft", stage.typed("outline.txt", outline.encode()), "--key", "own-two", code=None)
    run("group", "preview", "--start", "2027-03-04 18:30", "--zone", "UTC", "--repeat", "weekly", "--minutes", 60)


def _set_up(run: Run) -> None:
    run("site", "add", "Hall", "--address", "1 Main St")
    run("site", "add", "Annex")
    run("site", "edit", "Hall", "--address", "2 Main St")
    run("site", "travel", "Hall", "Annex", 15)
    run("site", "list")
    run("slot", "set", "on-call", "540-555-0142, till ten", "--site", "Hall", "--preview", "--json")
    run("slot", "set", "on-call", "540-555-0142, till ten", "--site", "Hall")
    run("slot", "list")
    run("slot", "clear", "on-call", "--site", "Hall")
    run("room", "add", "Hall", "Blue", "--capacity", 12)
    run("site", "add", "House [Main] [/]")
    run("room", "add", "House [Main] [/]", "[b]Attic[/b]")
    run("staff", "add", "Lee [/] Dorn")
    run("room", "edit", "Hall/Blue", "--capacity", 11)
    run("room", "list")
    run("staff", "add", LEADER, "--credential", "CPRS=2028-05-31")
    run("staff", "edit", LEADER, "--credential", "CPRS=2028-06-30")
    run("staff", "list")
    run("group", "find-time", "--minutes", 60, "--weeks", 4, "--days", "th", "--limit", 2, code=None)
    run(
        "group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 6 times",
        "--curriculum", "eight-steady-steps", "--room", "Blue", "--facilitator", LEADER, "--capacity", 4, "--public",
        "--minutes", 60, "--enrolment", "closed",
    )  # fmt: skip
    run("group", "add", "Open", "--start", "2027-03-05 10:00", "--repeat", "every friday", "--minutes", 60,
        "--enrolment", "open", "--room", "Blue")  # fmt: skip
    run("group", "add", "Grief [/] together", "--start", "2027-03-07 10:00", "--repeat", "every sunday",
        "--minutes", 60, "--room", "[b]Attic[/b]", "--facilitator", "Lee [/] Dorn")  # fmt: skip
    run("group", "add", "Twelve", "--start", "2027-03-06 10:00", "--repeat", "every saturday, 3 times",
        "--minutes", 150, "--curriculum", "wrap-frame", "--we-hold-the-manual", code=None)  # fmt: skip


def _consents(stage: Stage, run: Run) -> None:
    terms = (
        "--recipient", RECIPIENT, "--purpose", PURPOSE, "--what", TOLD, "--covers", "name", "--covers", "attendance",
        "--covers", "contact", "--covers", "enrolment", "--signed", "2027-02-01", "--signature", SIGNATURE,
    )  # fmt: skip
    whole = (*terms, "--told-of-revoking", "--expires", "2027-12-31")
    run("consent", "add", PEOPLE[0].name, *terms, code=2)
    for person in PEOPLE[:2]:
        run("consent", "add", person.name, *whole)
    run("consent", "add", PEOPLE[2].name, *terms, "--told-of-revoking", "--expires-event", "the group ends")
    found = _confided(run, "consent", "list")
    run("consent", "list", PEOPLE[0].name, may=IN_CONFIDENCE)
    run("consent", "show", found[0]["id"], may=IN_CONFIDENCE)
    by_event = next(each["id"] for each in found if not each.get("expires_on"))
    run("consent", "event", by_event, "--on", "2027-02-20", code=None)
    run("consent", "event", by_event, "--not-yet", code=None)
    run("consent", "revoke", by_event, "--how", REVOKED_HOW)
    run("disclosure", "add", PEOPLE[0].name, "--basis", "consent", "--recipient", RECIPIENT, "--part", "name",
        "--what", TOLD, "--cover", stage.out("cover.txt", names=True))  # fmt: skip
    run("disclosure", "add", PEOPLE[3].name, "--basis", "consent", "--recipient", RECIPIENT, "--part", "name", code=1)
    run("disclosure", "emergency", PEOPLE[4].name, "--recipient", RECIPIENT, "--affiliation", "City",
        "--nature", EMERGENCY, "--what", TOLD)  # fmt: skip
    run("disclosure", "list", may=IN_CONFIDENCE)
    run("disclosure", "list", "--person", PEOPLE[4].name, "--json", may=IN_CONFIDENCE)
    run("disclosure", "accounting", PEOPLE[0].name, may=IN_CONFIDENCE)
    for line in (
        ("consent", "show", WRONG),
        ("consent", "revoke", WRONG, "--how", "x"),
        ("disclosure", "list", "--from", WRONG),
    ):
        run(*line, code=2)


def _confided(run: Run, *words: object) -> Any:
    return json.loads(run(*words, "--json", may=IN_CONFIDENCE).out)


def _schedule(run: Run) -> None:
    run("group", "list")
    run("group", "show", "Steady")
    run("group", "show", "Steady", *WITHIN, may=NAMES)
    run("slot", "set", PEOPLE[0].name, "988", code=2)
    run("slot", "set", "on-call", PEOPLE[0].name, code=2)
    run("slot", "set", "on-call", "988", "--site", PEOPLE[0].name, code=2)
    run("group", "show", PEOPLE[0].name, code=2)
    run("group", "change", "Steady", "--minutes", 75, "--from-session", "2027-03-25", "--preview", code=None)
    run("group", "change", "Steady", "--minutes", 75, "--from-session", "2027-03-25", code=None)
    run("group", "change", "Steady", "--facilitator", WRONG, code=None)
    run("group", "change", "Steady", "--language", "es", "--access", "step-free", "--description", "Come.")
    run("group", "change", "Steady", "--link", PEOPLE[0].name, code=2)
    run("group", "edition", "Steady", code=None)
    run("undo", "--preview")
    run("undo")
    run("undo", "--redo")
    run("curriculum", "pages", "wrap-frame", "pp. 4-5", "--lesson", 1, "--item", 1)
    run("curriculum", "pages", "wrap-frame")


def _sessions(stage: Stage, run: Run) -> None:
    run("session", "list")
    run("session", "list", "--facilitator", LEADER, "--site", "Hall", "--status", "scheduled", "--json")
    run("session", "list", "--room", PEOPLE[0].name, code=2)
    run("session", "show", "Steady@2027-03-11")
    run("session", "lesson", "Steady@2027-03-11")
    run("session", "lesson", "Steady@2027-03-11", "--join", code=None)
    run("session", "lesson", "Steady@2027-03-11", WRONG, code=2)
    run("session", "minutes", "Steady@2027-03-11", 70, code=None)
    run("session", "move", "Steady@2027-03-18", "2027-03-19 18:30", code=None)
    run("session", "move", "Steady@2027-03-18", WRONG, code=2)
    run("session", "cancel", "Open@2027-03-12", "--reason", "snow")
    run("session", "cancel", "--site", "Hall", "--on", "2027-04-02", "--reason", "snow", "--preview")
    run("session", "cancel", "--site", "Hall", "--on", "2027-03-26", "--reason", "snow", *WITHIN, may=NAMES, code=None)
    run("session", "restore", "Open@2027-03-12")
    run("staff", "add", "Lee Novak", code=None)
    run("session", "substitute", "Steady@2027-03-25", "--facilitator", "Lee Novak", "--preview", code=None)
    run("session", "substitute", "Steady@2027-03-25", "--facilitator", "Lee Novak", code=None)
    run("session", "substitute", "Steady@2027-03-25", "--facilitator", PEOPLE[0].name, code=2)
    run("session", "substitute", "Steady@2027-03-25", "--facilitator", LEADER, "--json", code=None)
    run("staff", "away", LEADER, "--from", "2027-03-24", "--to", "2027-03-26", "--preview", "--json")
    run("staff", "away", LEADER, "--from", "2027-03-24", "--to", "2027-03-26")
    run("staff", "away", PEOPLE[0].name, "--from", "2027-03-24", code=2)
    run("staff", "away", LEADER, "--end", "2027-03-23")
    run("session", "did-not-meet", "Open@2027-03-12", "--reason", "nobody came", "--preview")
    run("session", "did-not-meet", "Open@2027-03-12", "--reason", "nobody came")
    run("session", "did-not-meet", PEOPLE[0].name, "--reason", WRONG, code=2)
    run("session", "restore", "Open@2027-03-12", "--json")
    run("session", "show", f"{PEOPLE[0].alias}@2027-03-04", code=2)
    run("print", "agenda", S, "-o", stage.out("agenda.pdf"))
    run("print", "lesson", "eight-steady-steps", "--lesson", 1, "-o", stage.out("lesson.pdf"))
    run("print", "handout", "eight-steady-steps", "-o", stage.out("handout.pdf"))
    for paper, about in (("sign-in", S), ("door", S), ("card", "Open"), ("flyer", "Steady"), ("month", "2027-03")):
        run("print", paper, about, "-o", stage.out(f"{paper}.pdf"))


def _attendance(stage: Stage, run: Run) -> None:
    stage.now += timedelta(days=3, hours=5)
    run("session", "start", S)
    run("session", "next", S)
    run("attendance", "show", S)
    run("attendance", "show", S, *WITHIN, "--json", may=NAMES)
    run("attendance", "mark", S, PEOPLE[0].name, "present", "--arrived", "18:40")
    run("attendance", "mark", S, PEOPLE[1].alias, "late")
    run("attendance", "mark", S, stage.codes[2], "excused")
    run("attendance", "mark", S, PEOPLE[0].name, "missed", *WITHIN, may=NAMES)
    run("attendance", "undo", S)
    run("attendance", "expect", "Open@2027-03-05", PEOPLE[2].name)
    run("attendance", "headcount", S, 4)
    for words in (
        (PEOPLE[0].name, S, "present"),
        (S, "present", PEOPLE[0].name),
        (S, *PEOPLE[0].name.split(), "present"),
        (S, PEOPLE[0].alias, "missed", "--arrived", "18:40"),
        (S, PEOPLE[0].name[:-1], "present"),
        (S, PEOPLE[0].name, "present", "--arrived", PEOPLE[0].name),
        (S, PEOPLE[0].name, "present", "--mode", PEOPLE[0].name),
    ):
        run("attendance", "mark", *words, code=2)
    run("session", "end", S, code=None)
    run("session", "end", S, "--unmarked", "missed", code=None)
    run("session", "reopen", S)
    run("session", "end", S, "--unmarked", "missed")
    run("attendance", "mark", S, PEOPLE[0].name, "present", code=1)
    run("attendance", "mark", S, PEOPLE[0].name, "present", "--reason", "the sheet says so")
    run("attendance", "recount", "--from", PEOPLE[0].name, code=2)
    run("attendance", "recount")


def _export(stage: Stage, run: Run) -> None:
    for name in ("group", "person", "staff", "coverage"):
        run("report", name, *REPORT)
        run("report", name, *REPORT, "--json")
        run("report", name, *REPORT, "--format", "csv", "-o", stage.out(f"{name}.csv"))
    run("report", "person", *REPORT, *WITHIN, may=NAMES)
    run("report", "person", *REPORT, "--format", "csv", "-o", stage.out("named.csv", names=True), *WITHIN)
    run("report", "coverage", *REPORT, "--person", PEOPLE[0].name)
    run("report", PEOPLE[0].name, *REPORT, code=2)
    run("calendar", "export", "-o", stage.out("all.ics"))
    run("calendar", "export", "--group", "Steady", "-o", stage.out("steady.ics"))
    run("calendar", "export", "--group", PEOPLE[0].name, "-o", stage.out("none.ics"), code=2)
    _publish(run)
    run("person", "export", PEOPLE[0].name, "-o", stage.out("own.json", names=True), "--pdf")
    run("person", "export", PEOPLE[1].name, "-o", stage.out("told.json", names=True), "--basis", "consent",
        "--recipient", RECIPIENT, code=None)  # fmt: skip
    run("person", "export", PEOPLE[4].name, "-o", stage.root / "out", code=None)
    stage.naming |= set((stage.root / "out").glob(f"record-*-{stage.now:%Y-%m}-*"))


def _publish(run: Run) -> None:
    """Feeds that show all they may, published, taken back, ended: the home's folder is looked through with the rest."""
    every = ("--titles", "topic", "--show", "about", "--show", "facilitators", "--show", "join", "--show", "map")
    run("calendar", "feed", "add", "All", *every, "--preview")
    run("calendar", "feed", "add", "All", *every)
    run("calendar", "feed", "add", "--group", "Steady")
    run("calendar", "feed", "add", "--team", "--show", "room-notes")
    run("calendar", "feed", "add", "--facilitator", PEOPLE[0].name, code=2)
    run("calendar", "feed", "add", PEOPLE[0].name, "--site", "nowhere", code=2)
    run("calendar", "publish", "--dry-run")
    run("calendar", "publish", "--json")
    run("session", "move", "Steady@2027-03-25", "2027-03-26 18:30", code=None)
    run("calendar", "publish", "--dry-run", "--json")
    run("calendar", "publish")
    run("calendar", "take-back", "Team", code=None)
    run("calendar", "history")
    run("calendar", "feed", "change", "All", "--hide", "map", "--preview")
    run("calendar", "feed", "change", "All", "--hide", "map")
    run("calendar", "feed", "token", "Team")
    run("serve", "--host", PEOPLE[0].name, code=2)
    run("serve", "--address", PEOPLE[0].name, code=2)
    for words in (("list",), ("show", "All"), ("show", PEOPLE[0].name), ("end", "All")):
        run("calendar", "feed", *words, code=None)


def _closures(stage: Stage, run: Run) -> None:
    run("closures", "add", "2027-04-01", "--reason", "staff day")
    run("closures", "holidays", "US", "--year", 2027)
    calendar = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\n"
        "DTSTAMP:20270101T000000Z\r\nDTSTART;VALUE=DATE:20270402\r\nSUMMARY:Spring\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    run("closures", "import", stage.typed("closed.ics", calendar.encode()))
    broken = calendar.replace("DTSTART;VALUE=DATE:20270402", f"DTSTART:{WRONG}")
    run("closures", "import", stage.typed("broken.ics", broken.encode()), code=None)
    offered = calendar.replace("SUMMARY:Spring", "TRANSP:TRANSPARENT\r\nSUMMARY:Fair").replace("1@", "2@")
    offered = offered.replace("20270402", "20270409")
    run("closures", "import", stage.typed("offered.ics", offered.encode()))
    run("closures", "take", "all")
    run("closures", "list")
    run("closures", "hit")
    run("closures", "answer", "all", "keep", code=None)
    run("closures", "remove", "staff day")
    run("closures", "add", WRONG, "--reason", "x", code=2)


def _look_back(stage: Stage, run: Run) -> None:
    run("undo", "--list")
    run("history")
    run("history", "--json", "--limit", 200)
    for record in ("Steady", S, stage.codes[0], "Hall"):
        run("history", record)
    run("history", PEOPLE[0].name)
    run("history", PEOPLE[0].name, *WITHIN, may=NAMES | IN_CONFIDENCE)
    run("audit", "list", "--limit", 500)
    run("audit", "list", "--about", PEOPLE[0].name, "--json")
    run("audit", "list", "--words", WRONG)
    run("audit", "export", "-o", stage.out("audit.csv"))
    run("audit", "export", "-o", stage.out("audit.jsonl"))
    run("audit", "witness", stage.out("witness"))
    run("audit", "verify", "--witness", stage.out("witness"))
    run("audit", "accept", "--reason", "nothing went back", code=1)
    run("book", "show")
    run("book", "unprotect", "--reason", "mutual aid only")
    run("person", "list", "--show-names", may=NAMES)
    run("book", "protect")
    run("group", "next", "Steady", "--start", "2027-05-06 18:30", "--with-roster", code=None)
    run("group", "end", "Open", "--preview")
    run("group", "end", "Open")
    run("login", "list")
    run("login", "add", "dana", "--facilitator", LEADER)
    run("login", "add", "dana", code=None)
    run("login", "add", "jo", "--facilitator", PEOPLE[0].name, code=2)
    run("login", "list")
    run("person", "list", "--as", PEOPLE[0].name, code=2)


def _keys(stage: Stage, run: Run) -> None:
    run("key", "show")
    new = NEW_PASSPHRASE.encode() + b"\n"
    run("key", "passphrase", "--new-fd", 7, fds={7: b"short\n"}, code=2)
    run("key", "passphrase", "--new-fd", 7, fds={7: new})
    run("person", "list", code=2)
    stage.typed("passphrase", new)
    code = stage.root / "typed" / "recovery"
    run("key", "recovery", "--recovery-file", code)
    stage.learn_secrets(NEW_PASSPHRASE, code.read_text("ascii").strip())
    run("person", "list", "--passphrase-fd", 8, fds={8: code.read_bytes()})
    run("person", "list", "--passphrase-fd", 8, fds={8: PASSPHRASE.encode() + b"\n"}, code=2)
    run("key", "keyring", "on", code=None)
    run("key", "keyring", "off", code=None)
    newest = stage.root / "typed" / "recovery-newest"
    run("key", "renew", "--recovery-file", newest)
    stage.learn_secrets(NEW_PASSPHRASE, newest.read_text("ascii").strip())


def _backups(stage: Stage, run: Run) -> None:
    stage.now += timedelta(minutes=5)
    run("backup")
    run("backup", stage.out("by-hand.backup"), "--copy-to", stage.root / "out", code=None)
    run("backups", "list")
    run("backups", "verify", code=None)
    run("backups", "drill")
    run("restore", stage.out("by-hand.backup"), "--preview")
    run("restore", stage.out("by-hand.backup"))
    run("restore", stage.typed("no.backup", PEOPLE[0].name.encode()), code=2)
    run("check")
    run("lock")
    run("help", "security")
    run("shell", "bash", "--print")
    run("doctor", code=None)
    run("doctor", "--json", code=None)

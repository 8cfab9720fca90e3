"""The wheel by itself: built, installed in a clean environment, and put through the slice from an empty folder."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command line of an installed wheel, with nothing of the checkout on its path."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", str(wheel)], check=True, capture_output=True)
    return [str(python), "-P", "-m", "facilitator"]


def test_slice_from_the_wheel(program: list[str], tmp_path: Path) -> None:
    """Nothing of the checkout is needed: curricula and closed days come with the wheel."""
    empty = tmp_path / "empty"
    empty.mkdir()
    home = str(tmp_path / "home")
    secret = tmp_path / "passphrase"
    secret.write_text("an invented passphrase\n", "utf-8")
    secret.chmod(0o600)
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "FACILITATOR_HOME")}
    environment["FACILITATOR_PASSPHRASE_FILE"] = str(secret)

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [*program, "--home", home, *arguments],
            cwd=empty,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [*program[:2], "-c", "import facilitator.home as p; print(p.__file__); print(p.bundled('calendars'))"],
        cwd=empty,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    assert not any(str(ROOT) in line for line in where)

    run("init", "--name", "Test House", "--zone", "America/New_York", "--recovery-file", str(tmp_path / "recovery"))
    run("closures", "import", str(Path(where[1]) / "closures" / "us-federal.ics"))
    keys = {each["key"] for each in json.loads(run("curriculum", "list", "--json"))}
    assert {"eight-steady-steps", "wrap-frame"} <= keys
    made = json.loads(
        run(
            *("group", "add", "Steps", "--program", "wellness", "--start", "2026-11-19 18:30"),
            *("--repeat", "every thursday", "--curriculum", "eight-steady-steps", "--json"),
        )
    )
    assert (made["sessions"], made["skipped"]) == (8, [{"date": "2026-11-26", "reason": "Thanksgiving Day"}])
    roster = tmp_path / "roster.csv"
    roster.write_text("name\nZoë A.\nMiro B.\n", "utf-8")
    run("person", "import", str(roster), "--group", "Steps")
    for name in ("Zoë A.", "Miro B."):  # the first session is over by now, and they were there from the beginning
        run("enrol", "Steps", name, "--from", "2026-11-19")
    run("session", "start", "Steps@2026-11-19")
    run("session", "next", "Steps@2026-11-19")
    run("attendance", "mark", "Steps@2026-11-19", "Zoë A.", "present")
    run("session", "end", "Steps@2026-11-19", "--unmarked", "missed")
    run("calendar", "export", "--group", "Steps", "-o", str(tmp_path / "steps.ics"))
    assert (tmp_path / "steps.ics").read_bytes().count(b"BEGIN:VEVENT") == 8
    run("print", "agenda", "Steps@2026-12-03", "-o", str(tmp_path / "agenda.pdf"))
    run("print", "handout", "eight-steady-steps", "-o", str(tmp_path / "handouts.pdf"))
    for name in ("agenda", "handouts"):
        # in the face that comes along: templates and fonts are in the wheel
        assert b"OpenSans" in (tmp_path / f"{name}.pdf").read_bytes()
    report = json.loads(run("report", "group", "--from", "2026-11-01", "--to", "2026-11-30", "--json"))
    assert report["totals"]["attendance_rate"] == 0.5
    assert list(empty.iterdir()) == []

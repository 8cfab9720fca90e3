from datetime import timedelta

import pytest


@pytest.fixture
def roster(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "people.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_enrol_and_unenrol(cli):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday", "--minutes", "60",
        "--capacity", "1")  # fmt: skip
    ana, bo = (cli.json("person", "add", name)["code"] for name in ("Ana", "Bo"))
    joined = cli.json("enrol", "Steady", "Ana")
    place = {"from": "2027-03-01", "to": None, "waitlisted": False}
    assert joined == {
        "group": "Steady", "person": ana, **place, "before": None, "seated": [], "closed_sessions": [], "overlaps": [],
    }  # fmt: skip
    assert cli("enrol", "Steady", "Bo", "--from", "8 mar").out == f"Steady is full: {bo} waits for a seat.\n"
    assert cli("enrol", "Steady", ana, code=1).err.splitlines()[0] == f"{ana} is on the roster of Steady already"
    assert cli("unenrol", "Steady", ana, "--reason", "moved").out == (
        f"{ana} is no longer on the roster of Steady: the enrolment ended before it began, so there was none.\n"
        f"{bo}, who waited longest, has a seat from Mon 8 Mar 2027: let them know.\n"
    )
    assert cli("unenrol", "Steady", ana, code=2).err.splitlines()[0] == f"{ana} is not on the roster of Steady"
    assert cli("enrol", "Steady", ana).out == f"Steady is full: {ana} waits for a seat.\n"
    seated = [(each["code"], each["from"]) for each in cli.json("group", "show", "Steady")["roster"]]
    assert seated == [(bo, "2027-03-08"), (ana, "2027-03-01")]


def test_days_are_entered_late_and_seen_first(cli):
    cli("group", "add", "Steady", "--start", "2027-03-04 18:30", "--repeat", "every thursday, 6 times",
        "--minutes", "60", "--capacity", "1", "--enrolment", "closed")  # fmt: skip
    ana, bo = (cli.json("person", "add", name)["code"] for name in ("Ana", "Bo"))
    for who in (ana, bo):
        cli("enrol", "Steady", who)
    shown = cli.json("enrol", "Steady", ana, "--from", "2027-02-01", "--preview")
    assert shown == {
        "preview": True,
        "changes": [
            {
                "what": "place",
                "object": ana,
                "before": {"from": "2027-03-01", "to": None, "waitlisted": False},
                "after": {"from": "2027-02-01", "to": None, "waitlisted": False},
            }
        ],
        "clashes": [],
        "warnings": [],
    }
    assert cli("enrol", "Steady", ana, "--from", "2027-02-01").out == (
        f"{ana}, Steady: seat from Mon 1 Mar 2027 -> seat from Mon 1 Feb 2027.\n"
    )
    assert cli("unenrol", "Steady", ana, "--on", "2027-03-20").out == (
        f"{ana} leaves the roster of Steady on Sat 20 Mar 2027, the first day off it.\n"
    )
    assert cli("enrol", "Steady", ana).out.endswith(
        "seat from Mon 1 Feb 2027 to Fri 19 Mar 2027 -> seat from Mon 1 Feb 2027.\n"
    )
    cli.now += timedelta(days=8)
    cli("session", "end", "Steady@2027-03-04", "--unmarked", "missed", "--yes")
    line = f"{ana} is no longer expected there; the mark missed goes.\n"
    told = cli("unenrol", "Steady", ana, "--on", "2027-03-03", "--dry-run").out
    assert told.startswith(
        f"Would change: {ana}, Steady: seat from Mon 1 Feb 2027 -> seat from Mon 1 Feb 2027 to Tue 2 Mar"
    )
    assert told.endswith(
        f"{bo}, who waited longest, would have a seat from Tue 9 Mar 2027.\n"
        f"Steady, Thu 4 Mar 2027, 6:30 pm, closed: {line}"
    )
    done = cli.json("unenrol", "Steady", ana, "--on", "2027-03-03")
    assert [(each["expected"], each["status"], each["cleared"]) for each in done["closed_sessions"]] == [
        (False, None, "missed")
    ]
    assert done["seated"] == [{"person": bo, "from": "2027-03-09"}]
    assert cli("undo").out.startswith(f"Undone: Steady: {ana} taken off the roster")

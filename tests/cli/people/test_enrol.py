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
    assert cli.json("enrol", "Steady", "Ana") == {
        "group": "Steady", "person": ana, "from": "2027-03-01", "waitlisted": False,
    }  # fmt: skip
    assert cli("enrol", "Steady", "Bo", "--from", "8 mar").out == f"Steady is full: {bo} waits for a seat.\n"
    assert cli("enrol", "Steady", ana, code=1).err.splitlines()[0] == f"{ana} is on the roster of Steady already"
    assert cli("unenrol", "Steady", ana, "--reason", "moved").out == (
        f"{ana} is no longer on the roster of Steady.\n{bo}, who waited longest, has the seat now: let them know.\n"
    )
    assert cli("unenrol", "Steady", ana, code=2).err.splitlines()[0] == f"{ana} is not on the roster of Steady"
    assert cli("enrol", "Steady", ana).out == f"Steady is full: {ana} waits for a seat.\n"
    seated = [(each["code"], each["from"]) for each in cli.json("group", "show", "Steady")["roster"]]
    assert seated == [(bo, "2027-03-08"), (ana, "2027-03-01")]

import pytest

from tests.cli.privacy.test_consent import WHOLE, fill

EMERGENCY = (
    "disclosure", "emergency", "Ana", "--recipient", "Sam Ortiz", "--affiliation", "City EMS",
    "--nature", "fainted in group",
)  # fmt: skip
COURT = ("disclosure", "add", "Bo", "--basis", "court-order", "--recipient", "The court", "--purpose", "case 12")


@pytest.fixture
def people(cli):
    """Ana and Bo."""
    return cli.filled(fill)


def test_what_was_told_on_a_consent(people, tmp_path):
    people(*WHOLE)
    line = ("disclosure", "add", "Ana", "--basis", "consent", "--recipient", "city clinic", "--part", "attendance")
    cover = tmp_path / "cover.txt"
    said = people(*line, "--at", "today 9 am")
    assert "--cover FILE" in said.err
    done = people.json(*line, "--by", "Dana", "--what", "how often she comes", "--cover", cover)
    assert cover.read_text("utf-8") == done["cover"]
    made = people.json("disclosure", "accounting", "Ana")
    assert (made["from"], made["to"]) == ("2021-03-01", "2027-03-01")
    (consent,) = people.json("consent", "list", "Ana")
    first, second = made["disclosures"]
    assert second == {
        "id": done["id"],
        "person": made["person"],
        "at": "2027-03-01T13:15:00-05:00",
        "basis": "consent",
        "basis_in_words": "written consent",
        "consent": consent["id"],
        "recipient": "city clinic",
        "description": "how often she comes",
        "purpose": "planning care together",
        "emergency": None,
        "made_by": "Dana",
        "statement": "2024",
    }
    assert (first["at"], first["description"]) == ("2027-03-01T09:00:00-05:00", "attendance")


def test_without_a_consent_it_is_refused_by_code(people):
    said = people("disclosure", "add", "Ana", "--basis", "consent", "--recipient", "X", "--part", "name", code=1)
    assert said.err.startswith("1 person has no consent in force for this: ")
    assert "Ana" not in said.err


def test_an_emergency_is_written_up(people):
    uid = people.json(*EMERGENCY, "--at", "today 12:30")["id"]
    (row,) = people.json("disclosure", "list")
    assert (row["id"], row["at"], row["basis"]) == (uid, "2027-03-01T12:30:00-05:00", "emergency")
    assert (row["recipient"], row["emergency"]) == ("Sam Ortiz, City EMS", "fainted in group")
    assert "fainted in group" in people("disclosure", "accounting", "Ana").out
    assert "not come yet" in people(*EMERGENCY, "--at", "tomorrow 9 am", code=2).err
    assert "Missing option '--nature'" in people(*EMERGENCY[:-2], code=2).err


def test_a_list_has_its_days_and_its_person(people):
    people(*COURT, "--what", "that he came on 4 February", "--at", "2027-02-20 10:00")
    people(*EMERGENCY)
    assert [row["basis"] for row in people.json("disclosure", "list")] == ["court-order", "emergency"]
    assert len(people.json("disclosure", "list", "--person", "Bo")) == 1
    assert len(people.json("disclosure", "list", "--from", "today")) == 1
    assert (
        "Nothing was told from Fri 1 Jan 2027 to Sat 2 Jan 2027."
        in people("disclosure", "list", "--from", "2027-01-01", "--to", "2027-01-02").out
    )
    assert "before" in people("disclosure", "list", "--from", "today", "--to", "yesterday", code=2).err

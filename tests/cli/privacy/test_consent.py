import pytest

LINE = (
    "consent", "add", "Ana", "--recipient", "City Clinic", "--purpose", "planning care together",
    "--what", "that she comes", "--covers", "name", "--covers", "attendance", "--signed", "1 feb",
    "--signature", "paper",
)  # fmt: skip
WHOLE = (*LINE, "--told-of-revoking", "--expires-event", "the group ends")


def fill(cli):
    cli("person", "add", "Ana")
    cli("person", "add", "Bo")


@pytest.fixture
def people(cli):
    """Ana and Bo."""
    return cli.filled(fill)


def test_a_consent_from_signing_to_its_end(people):
    said = people(*WHOLE)
    assert said.out.startswith("Kept, until this comes: the group ends. Its id: ")
    (kept,) = people.json("consent", "list", "Ana")
    assert kept == {
        "id": kept["id"],
        "person": next(each["code"] for each in people.json("person", "list") if each["code"] == kept["person"]),
        "discloser": "Harbor Street",
        "what": "that she comes",
        "covers": ["name", "attendance"],
        "recipient": "City Clinic",
        "purpose": "planning care together",
        "for_care": False,
        "signed": "2027-02-01",
        "signature": "paper",
        "expires": None,
        "expires_event": "the group ends",
        "event_came": None,
        "revoked": None,
        "revoked_how": None,
        "in_force": True,
        "why_not": None,
    }
    uid = kept["id"]
    assert people.json("consent", "show", uid[:8]) == kept
    assert "Covers    name, attendance" in people("consent", "show", uid).out
    assert people("consent", "event", uid).out == "Noted: it ended on Mon 1 Mar 2027.\n"
    assert not people.json("consent", "show", uid)["in_force"]
    assert people("consent", "event", uid, "--not-yet").out == "Noted: it holds until this comes: the group ends.\n"
    assert people("consent", "revoke", uid, "--how", "by letter").out.startswith("Revoked.")
    assert people.json("consent", "show", uid)["why_not"] == "revoked on Mon 1 Mar 2027"
    assert "already" in people("consent", "revoke", uid, "--how", "again", code=1).err
    assert "revoked on Mon 1 Mar 2027" in people("consent", "list").out
    assert "No consents yet" in people("consent", "list", "Bo").out


def test_a_consent_that_lacks_something_is_not_kept(people):
    said = people(*LINE, code=2)
    assert said.err.startswith(
        "a consent also says that they were told it can be revoked, and how; until when: a day, or an event\n"
    )
    assert people.json("consent", "list") == []


def test_one_for_care_may_have_no_end(people):
    assert "without an end" in people(*LINE, "--told-of-revoking", "--for-care").out


def test_an_id_that_is_none_repeats_no_name(people):
    assert "'feedbeef'" in people("consent", "show", "feedbeef", code=2).err
    assert "Ana" not in people("consent", "show", "Ana", code=2).err

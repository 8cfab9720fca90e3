from datetime import UTC, datetime


def test_the_shape_of_a_session(steady):
    found = steady.json("session", "list")
    first = found[0]
    assert first == {
        "id": first["id"],
        "group": steady.json("group", "list")[0]["id"],
        "title": "Steady",
        "start": "2027-03-04T18:30:00-05:00",
        "start_utc": "2027-03-04T23:30:00Z",
        "end": "2027-03-04T19:30:00-05:00",
        "zone": "America/New_York",
        "status": "scheduled",
        "lesson": 1,
        "last_lesson": None,
        "part": None,
        "parts": None,
        "lessons": 8,
        "lesson_title": "Where stress lands",
        "room": "Blue",
        "site": "North",
        "mode": "in-person",
        "facilitators": ["Sam Ortega"],
        "substitutes": [],
        "expected": 0,
        "present": None,
        "minutes": 60,
        "reason": None,
    }
    assert {type(each["expected"]) for each in found} == {int}


def test_a_list_is_of_today_and_thirty_days_on_unless_told(steady):
    def days(*more):
        return [each["start"][5:10] for each in steady.json("session", "list", *more)]

    assert days() == ["03-04", "03-11", "03-18", "03-25"]
    assert days("--to", "2027-04-08")[-1] == "04-08"
    assert days("--from", "2027-03-11", "--to", "2027-03-18") == ["03-11", "03-18"]
    assert days("--from", "next friday", "--to", "2027-03-18") == ["03-11", "03-18"]
    assert days("--from", "2027-04-02") == ["04-08", "04-15", "04-22"]
    assert len(days("--from", "2000-01-01", "--to", "2100-01-01")) == 8
    steady.now = datetime(2027, 3, 5, 3, tzinfo=UTC)  # still the fourth in New York
    assert days()[0] == "03-04"
    assert days("--group", "Steady") == days()
    assert "is before --from" in steady("session", "list", "--from", "2027-03-11", "--to", "2027-03-04", code=2).err
    assert steady("session", "list", "--from", "2026-01-01", "--to", "2026-01-02").out.startswith(
        "No sessions on these days"
    )


def test_expected_is_a_number_in_an_open_group_too(steady):
    steady("group", "add", "Open", "--start", "2027-03-05 10:00", "--repeat", "every friday", "--minutes", "60")
    for name in ("Ana", "Bo", "Cy"):
        steady("person", "add", name)
        steady("attendance", "expect", "Open@2027-03-05", name)
    assert steady.json("session", "show", "Open@2027-03-05")["expected"] == 3


def test_a_list_can_be_of_one_who_leads_one_place_or_one_state(steady):
    def days(*more):
        return [each["start"][5:10] for each in steady.json("session", "list", *more)]

    steady("staff", "add", "Lee Novak")
    steady("session", "substitute", "Steady@2027-03-11", "--facilitator", "Lee Novak")
    steady("session", "cancel", "Steady@2027-03-18", "--reason", "snow")
    assert days("--facilitator", "lee novak") == ["03-11"]
    assert days("--facilitator", "Sam Ortega") == ["03-04", "03-18", "03-25"]
    assert days("--facilitator", "Sam Ortega", "--status", "scheduled") == ["03-04", "03-25"]
    assert days("--status", "cancelled") == ["03-18"]
    assert len(days("--site", "north")) == len(days("--room", "North/Blue")) == 4
    steady("site", "add", "South")
    steady("room", "add", "South", "Red")
    assert days("--site", "South") == days("--room", "Red") == []
    assert steady("session", "list", "--site", "South").out.startswith("No such sessions on these days.")
    steady("session", "list", "--status", "planned", code=2)
    steady("session", "list", "--facilitator", "Nobody", code=2)

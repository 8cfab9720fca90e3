"""A person in a line and beside the list: hidden means that nothing but the code is there."""

from datetime import date

from facilitator.services.people.see_people import Membership, SeenPerson
from facilitator.tui.people.person_lines import person_line, person_side
from tests.tui.rows import person, shown

ANA = person(name="Amélie G.", alias="Ana", phone="555 0100", email="a@example.org")


def test_a_line_with_and_without_names() -> None:
    """The alias where there is one."""
    assert person_line(ANA, names=True).plain == " Amélie G.  (Ana)   CODE1"
    assert person_line(person(), names=True).plain == " Person 1   CODE1"
    assert person_line(ANA, names=False).plain == " CODE1"


def test_the_side_pane_names_nobody_where_names_are_hidden() -> None:
    """Groups stay: the roster's own screen is another question."""
    rows = (
        Membership("g1", "Steady", date(2027, 3, 1), None, waitlisted=False),
        Membership("g2", "Choir", date(2027, 3, 1), date(2027, 6, 1), waitlisted=False),
        Membership("g3", "Reading", date(2027, 3, 1), None, waitlisted=True),
    )
    groups = [
        "",
        "Groups",
        "  Steady, from Mon 1 Mar 2027",
        "  Choir, from Mon 1 Mar 2027 to Tue 1 Jun 2027",
        "  Reading, waiting for a seat",
    ]
    seen = SeenPerson(ANA, rows)
    reach = ["Goes by  Ana", "Code     CODE1", "Phone    555 0100", "Email    a@example.org"]
    assert shown(person_side(seen, names=True)) == ["Amélie G.", *reach, *groups]
    assert shown(person_side(seen, names=False)) == ["CODE1", "Names are hidden. h shows them.", *groups]
    assert shown(person_side(SeenPerson(person(), ()), names=True)) == [
        "Person 1",
        "Code     CODE1",
        "",
        "Groups",
        "  On no roster. e puts this person on one.",
    ]

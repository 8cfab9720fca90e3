"""A row knows how it is compared."""

from facilitator.domain.people.roster import LineWhat, RosterRow
from facilitator.domain.people.same_person import Particulars


def test_a_row_is_compared_by_meaning():
    row = RosterRow(2, "Bell, ANA", "Annie ", "804 555-0100", "Ana@Example.org", "+18045550100")
    assert row.name_key == "ana bell"
    assert row.particulars == Particulars("annie", "+18045550100", "ana@example.org")


def test_the_words_of_a_line_are_those_of_the_command_line():
    assert [each.value for each in LineWhat] == ["new", "changed", "same", "passed over", "asked"]

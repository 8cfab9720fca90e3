from datetime import date

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.services.agency import keep_staff
from facilitator.services.agency.staff_away import away_words, be_away, be_back
from facilitator.services.history.undo import undo
from facilitator.services.scheduling.substitute import see_candidates, substitute

S = "Steady@2027-03-11"


@pytest.fixture
def steady(program):
    for name in ("Sam Ortega", "Lee Novak"):
        keep_staff.add_facilitator(program.book, name=name, now=program.now)
    program.group(facilitators=("Sam Ortega",))
    return program


def day(number, month=3):
    return date(2027, month, number)


def away(program, who="Sam Ortega"):
    return {each.name: [away_words(days) for days in each.away] for each in keep_staff.list_staff(program.book)}[who]


def titles(done):
    return [f"{each.title} {each.start_local:%d}" for each in done.need_stand_in]


def test_what_needs_a_stand_in_is_told(steady):
    substitute(steady.book, "Steady@2027-03-18", "Lee Novak", now=steady.now)
    done = be_away(steady.book, "sam ortega", day(11), day(25), now=steady.now)
    assert titles(done) == ["Steady 11", "Steady 25"]
    assert away(steady) == ["from Thu 11 Mar 2027 to Thu 25 Mar 2027"]
    assert steady.acts()[-1] == "staff.away"
    with pytest.raises(Refused, match="Sam Ortega is away then already"):
        be_away(steady.book, "Sam Ortega", day(12), day(12), now=steady.now)
    # what was over by then needs nobody
    assert titles(be_away(steady.book, "Sam Ortega", day(26), now=steady.now)) == []
    assert away(steady) == ["from Thu 11 Mar 2027 on"]


def test_they_are_back_or_did_not_go(steady):
    be_away(steady.book, "Sam Ortega", day(11), now=steady.now)
    be_back(steady.book, "Sam Ortega", day(12), now=steady.now)
    assert away(steady) == ["from Thu 11 Mar 2027 to Fri 12 Mar 2027"]
    be_back(steady.book, "Sam Ortega", day(10), now=steady.now)
    assert away(steady) == []
    with pytest.raises(Refused, match="Sam Ortega is not away after"):
        be_back(steady.book, "Sam Ortega", day(10), now=steady.now)
    with pytest.raises(BadInput, match="is before --from"):
        be_away(steady.book, "Sam Ortega", day(12), day(11), now=steady.now)


def test_a_preview_writes_nothing_and_an_undo_puts_it_back(steady):
    acts = steady.acts()
    assert titles(be_away(steady.book, "Sam Ortega", day(11), day(11), now=steady.now, preview=True)) == ["Steady 11"]
    assert (away(steady), steady.acts()) == ([], acts)
    be_away(steady.book, "Sam Ortega", day(11), day(11), now=steady.now)
    be_away(steady.book, "Sam Ortega", day(12), day(20), now=steady.now)
    assert away(steady) == ["from Thu 11 Mar 2027 to Sat 20 Mar 2027"]
    undo(steady.book, now=steady.now)
    assert away(steady) == ["on Thu 11 Mar 2027"]
    undo(steady.book, now=steady.now)
    assert away(steady) == []


def test_whoever_is_away_stands_in_for_nobody_unless_it_is_said(steady):
    be_away(steady.book, "Lee Novak", day(8), day(12), now=steady.now)
    _, _, others = see_candidates(steady.book, S)
    assert [(each.facilitator.name, each.words) for each in others] == [("Lee Novak", ("Lee Novak is away",))]
    with pytest.raises(Refused, match="Lee Novak is away"):
        substitute(steady.book, S, "Lee Novak", now=steady.now)
    assert substitute(steady.book, S, "Lee Novak", now=steady.now, force=True).after.facilitators == ("Lee Novak",)

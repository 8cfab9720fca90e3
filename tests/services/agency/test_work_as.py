from datetime import date

import pytest

from facilitator.errors import NotFound
from facilitator.services.agency.keep_logins import add_login
from facilitator.services.agency.work_as import active_logins, signed_by, work_as

DAY = date(2027, 3, 1)


@pytest.fixture
def two(program):
    for name in ("dana", "lee"):
        add_login(program.book, name=name, now=program.now)
    return program.book


def test_what_is_said_goes_before_what_is_usual(two):
    lee = work_as(two, "LEE", today=DAY, usual="dana")
    assert lee is not None
    assert lee.login == "lee"
    assert two.actor == "lee"
    work_as(two, None, today=DAY, usual="dana")
    assert two.actor == "dana"


def test_nobody_is_guessed_where_there_are_several(two):
    assert work_as(two, None, today=DAY) is None
    assert two.actor == "pat"


def test_who_ended_works_no_longer(two):
    with two.raw() as raw:
        raw.execute("UPDATE login SET ended_on = '2027-03-02' WHERE login = 'lee'")
    work_as(two, "lee", today=DAY)
    with pytest.raises(NotFound) as refused:
        work_as(two, "lee", today=date(2027, 3, 2))
    assert refused.value.hint == "Use one of: dana."
    assert [each.login for each in active_logins(two, date(2027, 3, 2))] == ["dana"]


def test_who_is_known_already_signs_another_book(two):
    signed_by("lee")(two)
    assert two.actor == "lee"

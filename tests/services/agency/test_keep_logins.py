import pytest

from facilitator.errors import BadInput, NotFound
from facilitator.services.agency.keep_logins import add_login, list_logins
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.history.undo import undo
from facilitator.words import LoginRole


def test_a_login_may_be_a_facilitators(program):
    add_facilitator(program.book, name="Dana R.", now=program.now)
    add_login(program.book, name="dana.r", facilitator="dana r.", now=program.now)
    add_login(program.book, name="sam@north", role=LoginRole.COORDINATOR, now=program.now)
    found = [(each.login, each.role, each.facilitator, each.ended_on) for each in list_logins(program.book)]
    assert found == [
        ("dana.r", LoginRole.FACILITATOR, "Dana R.", None),
        ("sam@north", LoginRole.COORDINATOR, None, None),
    ]
    assert program.acts()[-2:] == ["login.add", "login.add"]


def test_a_login_is_undone_and_one_that_cannot_be_leaves_nothing(program):
    add_login(program.book, name="dana", now=program.now)
    with pytest.raises(BadInput, match="already"):
        add_login(program.book, name="DANA", now=program.now)
    with pytest.raises(NotFound):
        add_login(program.book, name="lee", facilitator="Nobody", now=program.now)
    assert len(list_logins(program.book)) == 1
    undo(program.book, now=program.now)
    assert list_logins(program.book) == []

from datetime import date

import pytest

from facilitator.domain.views import Credential
from facilitator.errors import BadInput
from facilitator.services.agency.keep_staff import add_facilitator, edit_facilitator, list_staff


@pytest.fixture
def sam(program):
    return add_facilitator(
        program.book,
        name=" Sam  Ortega ",
        credentials=[("CPRS", date(2027, 5, 31)), ("first aid", None)],
        now=program.now,
    )


def found(program):
    return [(each.uid, each.name, each.public_name, each.credentials) for each in list_staff(program.book)]


def test_a_facilitator_is_not_public_unless_they_said_so(program, sam):
    held = (Credential("CPRS", date(2027, 5, 31)), Credential("first aid", None))
    assert found(program) == [(sam, "Sam Ortega", False, held)]
    lee = add_facilitator(program.book, name="Lee", public_name=True, now=program.now)
    assert found(program)[0] == (lee, "Lee", True, ())


def test_a_credential_is_renewed_and_another_added(program, sam):
    edit_facilitator(
        program.book,
        "sam ortega",
        name="Sam O.",
        credentials=[("CPRS", date(2029, 5, 31)), ("WHAM", None)],
        public_name=True,
        now=program.now,
    )
    held = (Credential("CPRS", date(2029, 5, 31)), Credential("WHAM", None), Credential("first aid", None))
    assert found(program) == [(sam, "Sam O.", True, held)]
    edit_facilitator(program.book, "Sam O.", public_name=False, now=program.now)
    assert found(program) == [(sam, "Sam O.", False, held)]
    assert program.acts()[1:] == ["staff.add", "staff.edit", "staff.edit"]


def test_what_cannot_be_kept_is_refused(program, sam):
    add_facilitator(program.book, name="Lee", now=program.now)
    before = found(program), program.acts()
    for act, said in (
        (lambda: add_facilitator(program.book, name="SAM ortega", now=program.now), "called 'SAM ortega' already"),
        (lambda: add_facilitator(program.book, name=" ", now=program.now), "needs a name"),
        (
            lambda: add_facilitator(program.book, name="Kit", credentials=[(" ", None)], now=program.now),
            "a credential needs a name",
        ),
        (lambda: edit_facilitator(program.book, "Lee", name="sam ortega", now=program.now), "already"),
        (lambda: edit_facilitator(program.book, "Lee", name="", now=program.now), "needs a name"),
        (lambda: edit_facilitator(program.book, "Lee", now=program.now), "nothing to change"),
    ):
        with pytest.raises(BadInput, match=said):
            act()
    assert (found(program), program.acts()) == before
    edit_facilitator(program.book, "Lee", name="LEE", now=program.now)

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.services.book.open_book import book_info
from facilitator.services.privacy.protection import set_protection


def test_a_book_is_protected_until_somebody_says_why_not(program):
    assert book_info(program.book).protected
    with pytest.raises(BadInput, match="why"):
        set_protection(program.book, protected=False, reason=" ", now=program.now)
    assert not set_protection(program.book, protected=False, reason="mutual aid only", now=program.now).protected
    assert not book_info(program.book).protected
    with pytest.raises(Refused, match="not protected already"):
        set_protection(program.book, protected=False, reason="again", now=program.now)
    assert set_protection(program.book, protected=True, now=program.now).protected
    assert program.acts()[-2:] == ["book.unprotect", "book.protect"]

"""Today before the book is open is Today of the open book, or nothing."""

from facilitator.services.book.open_book import book_info
from facilitator.services.sessions.first_look import first_look
from facilitator.services.sessions.see_today import see_today
from tests.books import make_home


def test_it_shows_what_the_book_would_show_and_writes_nothing(program):
    program.group("Steady", "2027-02-25 18:30")
    program.people("Ana", "Bo", group="Steady")
    acts = program.acts()
    seen = first_look(program.home, program.now)
    assert seen is not None
    assert seen.info == book_info(program.book)
    assert seen.today == see_today(program.book, program.now)
    assert seen.today.coming
    assert program.acts() == acts


def test_a_book_with_a_passphrase_is_not_looked_at(tmp_path, program):
    assert first_look(make_home(tmp_path / "other"), program.now) is None


def test_what_opening_would_refuse_shows_nothing(program):
    program.home.practice_passphrase.write_text("another\n", "utf-8")
    assert first_look(program.home, program.now) is None
    program.home.practice_passphrase.unlink()
    assert first_look(program.home, program.now) is None

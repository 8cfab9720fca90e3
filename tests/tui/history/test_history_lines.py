"""What happened, in a line and in full."""

from facilitator.domain.history.history import AuditRow, Happening
from facilitator.tui.history.history_lines import audit_line, audit_text, happening_line, happening_text, what_first
from tests.books import NOW


def test_lines_tell_the_what_first() -> None:
    """On a small screen the end of a line is cut."""
    assert what_first("Steady on Thu 4 Mar 2027, 6:30 pm: moved") == "moved - Steady on Thu 4 Mar 2027, 6:30 pm"
    assert what_first("undone: KJ4MNP: added") == "undone: added - KJ4MNP"
    assert what_first("made the book") == "made the book"
    each = Happening(NOW, "pat", "site.edit", "uid", "North: changed", reason="why", undone=True)
    line = happening_line(each, lambda at: at, this_year=2027)
    assert line.plain == " Mon 01 Mar  18:15  pat       (undone) changed - North"
    assert happening_line(each, lambda at: at, this_year=2026).plain.startswith(" 01 Mar 2027 18:15")
    assert happening_text(each, lambda at: at).plain == (
        "North: changed\nMon 01 Mar 2027 18:15, pat\nReason: why\nIt was undone since.\n"
    )


def test_a_row_of_the_chain_in_a_line_and_whole() -> None:
    """What it holds beside its words stands below them; what it has not is left out; a long name is cut."""
    payload = {"new_start": "2027-03-05", "people": 2}
    row = AuditRow(7, NOW, "patricia-anne", "session.move", "uid-1", "snow", payload, "moved", "Steady", "KJ4MNP")
    assert (
        audit_line(row, lambda at: at, this_year=2027).plain == " Mon 01 Mar  18:15  patrici…  moved - Steady - KJ4MNP"
    )
    assert audit_text(row, lambda at: at).plain.splitlines() == [
        "Moved",
        "Mon 01 Mar 2027 18:15, patricia-anne",
        "About: Steady",
        "Person: KJ4MNP",
        "Reason: snow",
        "",
        "Row 7 of the chain, session.move",
        "id uid-1",
        "new start: 2027-03-05",
        "people: 2",
    ]
    bare = AuditRow(1, NOW, "pat", "book.create", "", "", {}, "made the book", "")
    assert audit_text(bare, lambda at: at).plain.splitlines()[2:] == ["", "Row 1 of the chain, book.create"]


def test_a_title_that_stands_above_is_not_said_again() -> None:
    """On the history of one record."""
    each = Happening(NOW, "pat", "site.edit", "uid", "North: changed")
    line = happening_line(each, lambda at: at, this_year=2027, without="North")
    assert line.plain == " Mon 01 Mar  18:15  pat       changed"

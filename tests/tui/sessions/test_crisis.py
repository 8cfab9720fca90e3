"""The crisis sheet: the same words wherever it is opened, the numbers to call first."""

from facilitator.tui.sessions.crisis import crisis_question, crisis_sheet


def test_the_numbers_stand_first() -> None:
    """911 and 988 in the title, which a small screen shows whatever else it cuts."""
    sheet, question = crisis_sheet(), crisis_question()
    assert sheet.shown_title == question.shown_title
    assert sheet.hint == question.hint
    assert all(number in sheet.shown_title for number in ("call 911", "988"))


def test_enter_alone_writes_nothing_up() -> None:
    """On a running session the sheet leads on to the emergency's form, and closes where nobody says so."""
    question = crisis_question()
    assert (question.yes, question.no) == ("Write up what medical people were told", "Close")
    assert question.AUTO_FOCUS == "#no"

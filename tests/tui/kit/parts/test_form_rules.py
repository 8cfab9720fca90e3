"""Which error a form shows, and where it goes first."""

from facilitator.tui.kit.parts.form_rules import enter_does, first_wrong, still_wrong, under_field

ORDER = ("title", "start", "minutes")


def test_the_uppermost_wrong_field_is_first() -> None:
    """By the order on the screen, not by the order in which it was found."""
    assert first_wrong(ORDER, {"minutes": "Too long.", "start": "No such day."}) == "start"
    assert first_wrong(ORDER, {"start": ""}) == ""


def test_an_error_goes_when_it_is_right_and_none_comes_while_somebody_types() -> None:
    """What is told changes its words, or goes; a field that nobody came to yet is left alone."""
    told = {"start": "No such day.", "minutes": "Too long."}
    now = {"title": "It has no title.", "minutes": "Too short."}
    assert still_wrong(told, now) == {"minutes": "Too short."}
    assert still_wrong({}, now) == {}


def test_under_a_field_stands_what_matters_most() -> None:
    """An error before what was understood, and that before help, which comes with the focus."""
    words = {"understood": "Thu 4 Mar", "help_words": "such as: next thu"}
    assert under_field(problem="No such day.", **words, focused=True) == "No such day."
    assert under_field(problem="", **words, focused=True) == "Thu 4 Mar"
    assert under_field(problem="", understood="", help_words="such as", focused=True) == "such as"
    assert under_field(problem="", understood="", help_words="such as", focused=False) == ""


def test_the_act_of_enter_is_marked_in_words() -> None:
    """Never by colour alone."""
    assert enter_does("Move it") == "Move it (Enter)"
    assert enter_does("Save", "Ctrl+S") == "Save (Ctrl+S)"

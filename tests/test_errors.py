"""What can go wrong: how it is said, at a command line and on a screen, and what is never said."""

import pytest
import yaml

from facilitator.errors import (
    Ambiguous,
    BadInput,
    BookError,
    FacilitatorError,
    NotFound,
    Refused,
    WrongKey,
    without_values,
)
from facilitator.formats.careful_yaml import composed


@pytest.mark.parametrize(
    ("kind", "code"),
    [(BadInput, 2), (NotFound, 2), (Ambiguous, 2), (Refused, 1), (BookError, 2), (WrongKey, 2)],
)
def test_a_refusal_ends_otherwise_than_a_mistake(kind: type[FacilitatorError], code: int) -> None:
    assert kind("no").exit_code == code


def test_a_wrong_key_is_caught_as_an_error_of_the_book() -> None:
    assert issubclass(WrongKey, BookError)


def test_an_error_reads_as_title_and_hint() -> None:
    assert str(BadInput("no such day", "Write it as 2027-03-04.")) == "no such day\nWrite it as 2027-03-04."
    assert str(BadInput("no such day")) == "no such day"


def test_an_error_was_not_compared_with_names_unless_somebody_says_so() -> None:
    assert BadInput("no").names_nobody is False


@pytest.mark.parametrize(
    ("hint", "spoken"),
    [
        ("", ""),
        ("Nothing was changed.", "Nothing was changed."),
        ("Restore it first: facilitator session restore SESSION", "Restore it first."),
        ("Give it up with --exceptions drop, or move it first.", ""),
        ("The clocks change then. Choose another with --home.", "The clocks change then."),
        ("See: facilitator group list", ""),
        ("Is it Rest? Use: facilitator lesson list", "Is it Rest?"),
        ("Move it first: facilitator session move S. Or wait", "Move it first. Or wait."),
        ("This shows it; the zone is given apart.", "This shows it; the zone is given apart."),
    ],
)
def test_a_hint_on_a_screen_has_no_commands_and_options(hint: str, spoken: str) -> None:
    assert BadInput("no", hint).spoken_hint == spoken


def broken(secret: str) -> None:
    raise ValueError(f"cannot use {secret}")


def test_what_nobody_expected_is_told_by_its_place_alone() -> None:
    try:
        broken("Rosa Lindqvist")
    except ValueError as error:
        told = without_values(error)
    assert "Rosa" not in told
    assert "cannot use" not in told
    assert told.startswith("internal error ValueError in ")
    assert "Please report this line." in told


def test_an_error_that_was_never_raised_has_an_unknown_place() -> None:
    assert "in an unknown place;" in without_values(RuntimeError("Rosa"))


def test_the_place_is_ours_and_not_the_librarys() -> None:
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        composed("a: [Rosa")
    told = without_values(caught.value)
    assert " in compose_node:" in told
    assert "Rosa" not in told

"""How a form speaks of what is wrong: no widget is needed to say which error is shown, and where to go."""

from collections.abc import Iterable, Mapping


def first_wrong(order: Iterable[str], problems: Mapping[str, str]) -> str:
    """The part that is put right first: the uppermost one with a problem; empty without one."""
    return next((part for part in order if problems.get(part)), "")


def still_wrong(told: Mapping[str, str], problems: Mapping[str, str]) -> dict[str, str]:
    """Of the problems that are told, those that are left after something was typed, in the words of now.

    Nothing new is told while somebody types: half of an answer is not wrong yet.
    """
    return {part: problems[part] for part in told if problems.get(part)}


def under_field(*, problem: str, understood: str, help_words: str, focused: bool) -> str:
    """The line under a field: what is wrong, else what was understood, else its help while it has the focus."""
    return problem or understood or (help_words if focused else "")


def enter_does(label: str, key: str = "Enter") -> str:
    """The label of the button whose act a key does as well."""
    return f"{label} ({key})"

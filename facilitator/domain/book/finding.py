"""What a look at an installation found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; ``to_do`` says what it needs and is empty where it is well.

    What ``can_wait`` is advice: nothing is broken without it.
    """

    name: str
    value: str
    to_do: str = ""
    can_wait: bool = False

"""A person's place on the roster of one group."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Membership:
    """From which day somebody is on a roster, until which day where an end is known, or waiting for a seat."""

    group_uid: str
    group_title: str
    starts_on: date
    ends_on: date | None
    waitlisted: bool

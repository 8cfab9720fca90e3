"""What a book says about itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BookInfo:
    """Whose book it is, the zone of its program, and whether its people are invented.

    ``protected`` is whether 42 CFR Part 2 protects its records: so, unless somebody says otherwise.
    """

    uid: str
    name: str
    zone: str
    practice: bool
    created_at: datetime
    protected: bool = True

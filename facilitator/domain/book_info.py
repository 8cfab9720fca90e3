"""What a book says about itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BookInfo:
    """Whose book it is, the zone of its program, and whether its people are invented."""

    uid: str
    name: str
    zone: str
    practice: bool
    created_at: datetime

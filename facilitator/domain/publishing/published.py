"""What is published: sessions as strangers may see them.

No value here has a field for a participant, a headcount or an attendance mark, so that no writer of calendars can let
one out by mistake.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

COLOURS: Mapping[str, str] = MappingProxyType(
    {
        "blue": "#0000FF",
        "brown": "#A52A2A",
        "coral": "#FF7F50",
        "crimson": "#DC143C",
        "gold": "#FFD700",
        "gray": "#808080",
        "green": "#008000",
        "indigo": "#4B0082",
        "navy": "#000080",
        "olive": "#808000",
        "orange": "#FFA500",
        "orchid": "#DA70D6",
        "purple": "#800080",
        "salmon": "#FA8072",
        "seagreen": "#2E8B57",
        "slateblue": "#6A5ACD",
        "steelblue": "#4682B4",
        "teal": "#008080",
        "tomato": "#FF6347",
        "turquoise": "#40E0D0",
    }
)
"""Colours a calendar may have: CSS names, as RFC 7986 wants them, with the ``#RRGGBB`` that Apple's apps read."""


@dataclass(frozen=True, slots=True)
class PublishedSession:
    """One dated session as a public calendar shows it.

    ``uid`` is the session's own and stays when the session moves. ``sequence`` and ``updated_at_utc`` come from the
    schedule alone. The zone is a canonical IANA name; every datetime is aware. ``point`` is latitude and longitude in
    degrees, where a map may show it.

    Raises:
        ValueError: for naive datetimes, an end that is not after the start, an empty uid, or a point that is nowhere on
            earth: a fault of the caller.
    """

    uid: str
    sequence: int
    created_at_utc: datetime
    updated_at_utc: datetime
    starts_at_utc: datetime
    ends_at_utc: datetime
    zone: str
    title: str
    description: str = ""
    location: str = ""
    url: str = ""
    cancelled: bool = False
    categories: tuple[str, ...] = ()
    point: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        for at in (self.created_at_utc, self.updated_at_utc, self.starts_at_utc, self.ends_at_utc):
            if at.tzinfo is None:
                raise ValueError("a published session needs aware datetimes")
        if self.ends_at_utc <= self.starts_at_utc:
            raise ValueError("a published session ends after it starts")
        if not self.uid:
            raise ValueError("a published session needs a uid")
        if self.point and not (abs(self.point[0]) <= 90 and abs(self.point[1]) <= 180):
            raise ValueError("a point is a latitude and a longitude")


@dataclass(frozen=True, slots=True)
class PublishedCalendar:
    """A named calendar of sessions, of a site, a group or the whole program.

    ``zone`` is the zone apps show first; each session has its own. ``colour`` is a name out of :data:`COLOURS`.
    """

    uid: str
    name: str
    zone: str
    description: str = ""
    colour: str | None = None
    sessions: tuple[PublishedSession, ...] = ()

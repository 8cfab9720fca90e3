"""From what the schedule says of a session to what a reader is told of it, under the terms of a feed."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import partial
from typing import NamedTuple

from facilitator.domain.dates.plain_dates import WEEKDAYS
from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.domain.publishing.published import PublishedSession
from facilitator.words import Mode

_LANGUAGES = {"en": "English", "es": "Español"}
_instant = partial(datetime.fromtimestamp, tz=UTC)


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """Where a group meets, as it may be told; ``point`` is latitude and longitude in degrees."""

    room: str
    site: str
    address: str = ""
    access: str = ""
    bus: str = ""
    point: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What is true of all sessions of a group, as it may be told."""

    title: str
    mode: Mode
    language: str = ""
    access: str = ""
    about: str = ""
    link: str = ""


class ToldMeeting(NamedTuple):
    """One dated session as the schedule has it: instants in seconds since 1970, ``day`` on the clock on its wall.

    ``title`` and ``mode`` are its own, where it has any. It has no field for a participant.
    """

    uid: str
    group_id: int
    sequence: int
    created_at: int
    updated_at: int
    starts_at: int
    ends_at: int
    zone: str
    day: date
    cancelled: bool
    title: str
    topic: str
    room_id: int | None
    mode: Mode | None


@dataclass(slots=True)
class Telling:
    """Tells sessions under the terms of one feed; what sessions have in common is put into words once."""

    terms: FeedTerms
    offers: dict[int, Offer]
    places: dict[int, ToldPlace]
    _words: dict[tuple[object, ...], tuple[str, str, str]] = field(default_factory=dict)

    def tell(self, meeting: ToldMeeting, leaders: tuple[str, ...] = ()) -> PublishedSession:
        """The session as this feed shows it: when, where, what about; never why it is off, or who comes.

        ``leaders`` are those who lead it and said that their names may be public.
        """
        place = self.places.get(meeting.room_id) if meeting.room_id is not None else None
        key = (meeting.group_id, meeting.room_id, meeting.mode, leaders)
        words = self._words.get(key)
        if words is None:
            words = self._words[key] = self._in_words(meeting, place, leaders)
        description, location, url = words
        return PublishedSession(
            meeting.uid,
            meeting.sequence,
            _instant(meeting.created_at),
            _instant(meeting.updated_at),
            _instant(meeting.starts_at),
            _instant(meeting.ends_at),
            meeting.zone,
            self._title(meeting),
            description,
            location,
            url,
            bool(meeting.cancelled),
            (),
            place.point if place and FeedField.MAP in self.terms.fields else None,
        )

    def _title(self, meeting: ToldMeeting) -> str:
        if self.terms.neutral:
            title = f"{WEEKDAYS[meeting.day.weekday()]} group"
        else:
            title = meeting.title or self.offers[meeting.group_id].title
        return f"{title}: {meeting.topic}" if self.terms.topic and meeting.topic else title

    def _in_words(
        self, meeting: ToldMeeting, place: ToldPlace | None, leaders: tuple[str, ...]
    ) -> tuple[str, str, str]:
        """Description, location and link."""
        offer, fields = self.offers[meeting.group_id], self.terms.fields
        mode = meeting.mode or offer.mode
        online = mode is not Mode.IN_PERSON
        link = offer.link if online and FeedField.JOIN in fields else ""
        lines = [
            offer.about if FeedField.ABOUT in fields else "",
            _line("Language", language_name(offer.language) if FeedField.LANGUAGE in fields else ""),
            *(_ways(offer, place if mode is not Mode.ONLINE else None) if FeedField.ACCESS in fields else ()),
            _line("Join online", link or ("ask us how" if online else "")),
            _line("Led by", ", ".join(leaders) if FeedField.LEADERS in fields else ""),
            _line("Room", ", ".join(place.notes) if place and FeedField.NOTES in fields else ""),
        ]
        where = "" if mode is Mode.ONLINE else self._where(place)
        if mode is Mode.ONLINE:
            where = link or "Online"
        return "\n".join(each for each in lines if each), where, link

    def _where(self, place: ToldPlace | None) -> str:
        if place is None:
            return ""
        named = (place.room, place.site) if FeedField.PLACE in self.terms.fields else ()
        address = place.address if FeedField.ADDRESS in self.terms.fields else ""
        return ", ".join(each for each in (*named, address) if each)


def language_name(code: str) -> str:
    """A language as those who speak it call it, where that is known; else its code."""
    return _LANGUAGES.get(code, code)


def _ways(offer: Offer, place: ToldPlace | None) -> tuple[str, ...]:
    access = "; ".join(dict.fromkeys(each for each in (offer.access, place.access if place else "") if each))
    return _line("Access", access), _line("Way there", place.bus if place else "")


def _line(what: str, words: str) -> str:
    return f"{what}: {words}" if words else ""

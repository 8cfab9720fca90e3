"""What a feed may show: a list of fields for each kind of reader, and what a session is called in it.

Participants are in no list: nothing that a feed is made from has a place for them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from facilitator.errors import BadInput
from facilitator.words import FeedAudience, TitleStyle


class FeedField(StrEnum):
    """Something that a feed may show beside when a session is and whether it is held."""

    PLACE = "place"
    ADDRESS = "address"
    MAP = "map"
    LANGUAGE = "language"
    ACCESS = "access"
    JOIN = "join"
    LEADERS = "facilitators"
    ABOUT = "about"
    NOTES = "room-notes"


_OF_ANYBODY = tuple(each for each in FeedField if each is not FeedField.NOTES)
ALLOWED: Mapping[FeedAudience, tuple[FeedField, ...]] = MappingProxyType(
    {
        FeedAudience.PUBLIC: _OF_ANYBODY,
        FeedAudience.FACILITATOR: tuple(FeedField),
        FeedAudience.TEAM: tuple(FeedField),
    }
)
"""What each kind of reader may be shown; what a room has is for those who work there."""

_USUAL = (FeedField.PLACE, FeedField.ADDRESS, FeedField.MAP, FeedField.LANGUAGE, FeedField.ACCESS)
# a link can be used by whoever has it, a name tells of somebody's own recovery, and free text may hold anything
SAID: Mapping[FeedField, str] = MappingProxyType(
    {
        FeedField.PLACE: "room and site",
        FeedField.ADDRESS: "the site's address",
        FeedField.MAP: "the point on a map",
        FeedField.LANGUAGE: "the language",
        FeedField.ACCESS: "access and the way there",
        FeedField.JOIN: "the link to join online",
        FeedField.LEADERS: "names of facilitators who said that theirs may be public",
        FeedField.ABOUT: "the group's description (free text)",
        FeedField.NOTES: "what the room has (free text)",
    }
)
"""Each field in words."""

STYLES: Mapping[TitleStyle, str] = MappingProxyType(
    {
        TitleStyle.TOPIC: "the group's title and the topic",
        TitleStyle.TITLE: "the group's title",
        TitleStyle.NEUTRAL_TOPIC: 'a neutral title ("Tuesday group") and the topic',
        TitleStyle.NEUTRAL: 'a neutral title ("Tuesday group")',
    }
)
"""Each way to call a session, in words."""


@dataclass(frozen=True, slots=True)
class FeedTerms:
    """What a feed may show, and how it calls a session."""

    style: TitleStyle
    fields: frozenset[FeedField]

    @property
    def neutral(self) -> bool:
        """Whether a session is called by its weekday alone."""
        return self.style in (TitleStyle.NEUTRAL, TitleStyle.NEUTRAL_TOPIC)

    @property
    def topic(self) -> bool:
        """Whether the topic of the day is told."""
        return self.style in (TitleStyle.TOPIC, TitleStyle.NEUTRAL_TOPIC)

    @property
    def listed(self) -> tuple[FeedField, ...]:
        """Its fields in their order."""
        return tuple(each for each in FeedField if each in self.fields)

    def say(self) -> tuple[str, ...]:
        """What it may show, a line each: what is asked for before it goes out."""
        return (f"each session as {STYLES[self.style]}", *(SAID[each] for each in self.listed))


def usual_terms(audience: FeedAudience, *, protected: bool) -> FeedTerms:
    """What a feed shows unless told otherwise: where the program is protected no title of a group, and no map point."""
    fields = frozenset(_USUAL) - ({FeedField.MAP} if protected else set())
    if audience is FeedAudience.PUBLIC:
        return FeedTerms(TitleStyle.NEUTRAL if protected else TitleStyle.TOPIC, fields)
    return FeedTerms(TitleStyle.NEUTRAL_TOPIC if protected else TitleStyle.TOPIC, fields)


def read_fields(names: Iterable[str], audience: FeedAudience) -> frozenset[FeedField]:
    """The fields of these names.

    Raises:
        BadInput: for one that is none, or that these readers may not be shown.
    """
    fields = frozenset(_field(each) for each in names)
    beyond = sorted(fields - set(ALLOWED[audience]))
    if beyond:
        raise BadInput(
            f"a {audience.value} feed may not show {beyond[0].value}",
            f"It may show: {', '.join(ALLOWED[audience])}.",
        )
    return fields


def known_fields(names: Collection[str]) -> frozenset[FeedField]:
    """The fields of a feed that was kept: a name that a newer program wrote is left out, never shown."""
    return frozenset(each for each in FeedField if each in names)


def _field(name: str) -> FeedField:
    try:
        return FeedField(name.strip().lower())
    except ValueError as error:
        raise BadInput("that is no field of a feed", f"Use one of: {', '.join(FeedField)}.") from error

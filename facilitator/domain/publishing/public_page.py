"""The public page of a feed: its groups, their next dates, and what changed, as strangers may read them.

The dates are those that subscribers were told, and what is said of a group is what the terms of the feed allow: nothing
here has a field for a participant, a headcount or a mark.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from facilitator.domain.dates.plain_dates import WEEKDAYS, say_date, say_time
from facilitator.domain.publishing.changes import Shown
from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.domain.publishing.telling import Offer, ToldPlace, language_name
from facilitator.words import EnrolmentKind, Mode
from facilitator.zones import zone as find_zone

DATES: Final = 8
"""So many dates of a group stand on its page."""

SOON: Final = timedelta(days=28)
"""How far ahead changes stand at the top."""


class DatedSession(NamedTuple):
    """A session with the wall time that it was meant for; it has no field for a participant."""

    uid: str
    group_id: int
    zone: str
    meant: datetime
    topic: str
    room_id: int | None
    rule: str


class GroupFacts(NamedTuple):
    """What a page says of a group beside its offer; ``checked_on`` is when somebody last saw that it is so."""

    uid: str
    program: str
    curriculum_id: int | None
    checked_on: date | None
    enrolment: EnrolmentKind


@dataclass(frozen=True, slots=True)
class SaidToMembers:
    """What a curriculum says to members: the aim of each lesson by its title, and whose work a frame is for."""

    aims: Mapping[str, str] = field(default_factory=dict)
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date as it was told; ``moved_from`` is the wall time that it was meant for, where that is another."""

    starts: datetime
    ends: datetime
    words: str
    where: str
    off: bool
    moved_from: datetime | None = None

    @property
    def day(self) -> str:
        """``Thu 4 Mar 2027``."""
        return say_date(self.starts.date())

    @property
    def span(self) -> str:
        """``6:30 pm to 7:30 pm``."""
        return _span(self.starts.time(), self.ends.time())

    @property
    def meant(self) -> datetime:
        """When it was to begin, wherever it was moved to."""
        return self.moved_from or self.starts

    @property
    def was(self) -> str:
        """The day that it was meant for, or the time where the day is the same."""
        if self.moved_from is None:
            return ""
        if self.moved_from.date() == self.starts.date():
            return say_time(self.moved_from.time())
        return say_date(self.moved_from.date())

    @property
    def changed(self) -> bool:
        """Whether somebody who comes as always would come in vain."""
        return self.off or self.moved_from is not None


@dataclass(frozen=True, slots=True)
class PageGroup:
    """A group; ``weekdays`` count from Monday as 0, ``address`` is the feed of it alone, where there is one.

    ``weekly`` is whether it meets on the same days in each week; ``room``, ``site`` and ``street`` are where.
    """

    uid: str
    title: str
    weekdays: tuple[int, ...]
    dates: tuple[PageDate, ...]
    zone: str
    where: str
    mode: Mode
    enrolment: EnrolmentKind
    weekly: bool
    room: str = ""
    site: str = ""
    street: str = ""
    program: str = ""
    language: str = ""
    spoken: str = ""
    access: tuple[str, ...] = ()
    way: str = ""
    about: str = ""
    link: str = ""
    leaders: tuple[str, ...] = ()
    point: tuple[float, float] | None = None
    topics: tuple[tuple[str, str], ...] = ()
    notice: str = ""
    checked_on: date | None = None
    address: str | None = None

    def usual_on(self, weekday: int) -> tuple[time, time]:
        """From when to when it meets on that day of the week, as it was meant."""
        here = [each for each in self.dates if each.meant.weekday() == weekday]
        usual = next((each for each in here if not each.moved_from), here[0])
        return usual.meant.time(), (usual.meant + (usual.ends - usual.starts)).time()

    @property
    def next(self) -> PageDate | None:
        """The first date on which it meets."""
        return next((each for each in self.dates if not each.off), None)


@dataclass(frozen=True, slots=True)
class PublicPage:
    """All that stands on a page; ``others`` were told, and are of no group that is public now."""

    name: str
    zone: str
    as_of: date
    country: str
    warmline: str
    groups: tuple[PageGroup, ...]
    others: tuple[PageDate, ...] = ()

    @property
    def days(self) -> tuple[tuple[str, tuple[tuple[PageGroup, str], ...]], ...]:
        """Each weekday on which a group meets, from Monday, with its groups and their times in the order of these."""
        found = ((name, self._on(number)) for number, name in enumerate(WEEKDAYS))
        return tuple((name, groups) for name, groups in found if groups)

    @property
    def changes(self) -> tuple[tuple[PageGroup | None, PageDate], ...]:
        """What is called off or moved in the next four weeks, by date."""
        of_groups = [(group, each) for group in self.groups for each in group.dates if each.changed]
        every = [*of_groups, *((None, each) for each in self.others if each.off)]
        soon = [each for each in every if each[1].starts.date() - self.as_of <= SOON]
        return tuple(sorted(soon, key=lambda each: (each[1].starts, each[1].words, each[0].uid if each[0] else "")))

    @property
    def beside(self) -> tuple[PageDate, ...]:
        """Dates of no group that is public now, and that are held."""
        return tuple(each for each in self.others if not each.off)

    def _on(self, weekday: int) -> tuple[tuple[PageGroup, str], ...]:
        groups = [each for each in self.groups if weekday in each.weekdays]
        groups.sort(key=lambda each: (each.usual_on(weekday), each.title, each.uid))
        return tuple((each, _span(*each.usual_on(weekday))) for each in groups)


@dataclass(frozen=True, slots=True)
class PageMaker:
    """Makes groups out of what was told of their sessions, under the terms of one feed."""

    terms: FeedTerms
    offers: Mapping[int, Offer]
    places: Mapping[int, ToldPlace]
    facts: Mapping[int, GroupFacts]
    leaders: Mapping[str, tuple[str, ...]]
    lines: Mapping[int, SaidToMembers]
    addresses: Mapping[str, str]

    def groups(self, told: Sequence[tuple[DatedSession, Shown]]) -> tuple[PageGroup, ...]:
        """The groups of these dates, which come by their start; each with its next ones."""
        by_group: dict[int, list[tuple[DatedSession, Shown]]] = {}
        for each in told:
            by_group.setdefault(each[0].group_id, []).append(each)
        made = [self._group(key, dates) for key, dates in by_group.items()]
        return tuple(sorted(made, key=lambda each: (each.title, each.uid)))

    def _group(self, key: int, told: Sequence[tuple[DatedSession, Shown]]) -> PageGroup:
        offer, facts, fields = self.offers[key], self.facts[key], self.terms.fields
        first = told[0][0]
        title = f"{WEEKDAYS[first.meant.weekday()]} group" if self.terms.neutral else offer.title
        dates = tuple(page_date(shown, session.zone, title, session.meant) for session, shown in told[:DATES])
        place = self.places.get(first.room_id) if first.room_id is not None else None
        mode = offer.mode
        here = place if place and mode is not Mode.ONLINE else None
        said = FeedField.ACCESS in fields
        access = ";".join((offer.access, here.access if here else "")) if said else ""
        lines = self.lines.get(facts.curriculum_id or 0, SaidToMembers())
        topics = dict.fromkeys(each.topic for each, _ in told[:DATES] if each.topic) if self.terms.topic else {}
        open_words = not self.terms.neutral  # what tells of a title is told where the title is
        return PageGroup(
            facts.uid,
            title,
            tuple(sorted({each.meant.weekday() for each in dates})),
            dates,
            first.zone,
            "" if mode is Mode.ONLINE else _most_common(each.where for each in dates),
            mode,
            facts.enrolment,
            all(_weekly(session.rule) for session, _ in told),
            here.room if here and FeedField.PLACE in fields else "",
            here.site if here and FeedField.PLACE in fields else "",
            here.address if here and FeedField.ADDRESS in fields else "",
            facts.program if open_words else "",
            language_name(offer.language) if FeedField.LANGUAGE in fields else "",
            offer.language if FeedField.LANGUAGE in fields else "",
            tuple(dict.fromkeys(each.strip() for each in access.split(";") if each.strip())),
            here.bus if here and said else "",
            offer.about if FeedField.ABOUT in fields else "",
            offer.link if mode is not Mode.IN_PERSON and FeedField.JOIN in fields else "",
            self.leaders.get(first.uid, ()) if FeedField.LEADERS in fields else (),
            here.point if here and FeedField.MAP in fields else None,
            tuple((each, lines.aims.get(each, "")) for each in topics),
            lines.notice if open_words else "",
            facts.checked_on,
            self.addresses.get(facts.uid),
        )


def page_date(shown: Shown, zone: str, title: str = "", meant: datetime | None = None) -> PageDate:
    """A date as it was told, on the clock of a zone; ``words`` are what its title says beyond that of its group."""
    here = find_zone(zone)
    starts, ends = (each.astimezone(here).replace(tzinfo=None) for each in (shown.starts_at_utc, shown.ends_at_utc))
    words = "" if shown.title == title else shown.title.removeprefix(f"{title}: ")
    return PageDate(starts, ends, words, shown.location, shown.cancelled, meant if meant != starts else None)


def _span(starts: time, ends: time) -> str:
    return f"{say_time(starts)} to {say_time(ends)}"


def _weekly(rule: str) -> bool:
    """Whether what a rule says comes round each week, on the same days."""
    parts = dict(each.split("=", 1) for each in rule.split(";") if "=" in each)
    inside = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY"}
    return parts.keys() <= inside and parts.get("FREQ") in ("WEEKLY", "DAILY") and parts.get("INTERVAL", "1") == "1"


def _most_common(texts: Iterable[str]) -> str:
    """The text that most have; of two the one that comes first."""
    return Counter(texts).most_common(1)[0][0]

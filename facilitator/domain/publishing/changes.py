"""What a publication says anew, as dates and words: it is read before anything leaves."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.publishing.published import PublishedSession
from facilitator.zones import zone as find_zone


class NewsKind(StrEnum):
    """What becomes of a session in a calendar."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Shown:
    """A session as subscribers see it, as far as words tell of it; ``title`` does not say that it is cancelled."""

    starts_at_utc: datetime
    ends_at_utc: datetime
    zone: str
    title: str
    location: str
    cancelled: bool

    @property
    def when(self) -> str:
        """Its start on the clock on its wall."""
        return say_moment(self.starts_at_utc.astimezone(find_zone(self.zone)).replace(tzinfo=None))

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return round((self.ends_at_utc - self.starts_at_utc).total_seconds() / 60)

    def say(self) -> str:
        """It in a line."""
        return f"{self.when}, {self.title}{' (canceled)' if self.cancelled else ''}"


def shown_of(each: PublishedSession) -> Shown:
    """What words tell of a session."""
    return Shown(each.starts_at_utc, each.ends_at_utc, each.zone, each.title, each.location, each.cancelled)


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One session that subscribers see anew: as it was told, and as it is told from now on."""

    what: NewsKind
    uid: str
    before: Shown | None
    after: Shown | None

    def say(self) -> str:
        """The change in a line."""
        if self.before is None:
            return self.after.say() if self.after else ""
        what = differences(self.before, self.after) if self.after else ("told as canceled",)
        return f"{self.before.when}, {self.before.title}: {'; '.join(what)}"


def differences(before: Shown, after: Shown) -> tuple[str, ...]:
    """What is different, in words."""
    said = []
    if before.cancelled != after.cancelled:
        said.append("canceled" if after.cancelled else "held after all")
    if before.starts_at_utc != after.starts_at_utc:
        said.append(f"moved to {after.when}")
    if before.minutes != after.minutes:
        said.append(f"{after.minutes} minutes, not {before.minutes}")
    if before.title != after.title:
        said.append(f"called {after.title}")
    if before.location != after.location:
        said.append(f"at {after.location}" if after.location else "no place told")
    return tuple(said) or ("what is told of it beside",)

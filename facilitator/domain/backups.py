"""Which backups to keep: by day, by week and by month, so that a slip which is seen late can still be undone.

Only what the program made by itself is ever given up. Copies that lie in the future are kept: a clock that was wrong
once is no reason to throw anything away.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Final

DAYS: Final = 7
WEEKS: Final = 5
MONTHS: Final = 12
NEWEST: Final = 3
SAFETY: Final = timedelta(days=30)
"""How long a copy is kept that was made before something went in the place of the book."""

WEEK_OLD: Final = timedelta(days=7)
"""From this age on the last verified backup is too old."""


class BackupReason(StrEnum):
    """Why a backup was made; the value stands in its name."""

    BY_HAND = ""
    DAILY = "daily"
    BEFORE_IMPORT = "before-import"
    BEFORE_UPGRADE = "before-upgrade"
    BEFORE_RESTORE = "before-restore"
    BEFORE_NEW_KEY = "before-new-key"
    NEW_KEY = "new-key"

    @property
    def words(self) -> str:
        """As people say it."""
        return _WORDS[self]

    @property
    def safety(self) -> bool:
        """Whether it was made before something went in the place of the book, so that one could go back."""
        return self not in (BackupReason.BY_HAND, BackupReason.DAILY, BackupReason.BEFORE_IMPORT)


_WORDS = {
    BackupReason.BY_HAND: "by hand",
    BackupReason.DAILY: "by itself",
    BackupReason.BEFORE_IMPORT: "before an import",
    BackupReason.BEFORE_UPGRADE: "before an upgrade",
    BackupReason.BEFORE_RESTORE: "before a restore",
    BackupReason.BEFORE_NEW_KEY: "before a new key",
    BackupReason.NEW_KEY: "under a new key",
}


@dataclass(frozen=True, slots=True, order=True)
class KeptCopy:
    """A backup of a book that can be read: when it was made, aware, its name, which is its own, and why."""

    made_at: datetime
    name: str
    reason: BackupReason


def superseded(copies: Iterable[KeptCopy], *, now: datetime, zone: tzinfo) -> tuple[KeptCopy, ...]:
    """The copies that may go, oldest first.

    What somebody made by hand stays for good. Of the others stay: the newest three; the newest of each of the last
    seven days, five weeks (from Monday) and twelve months in the zone of the program, those of now among them; for
    thirty days what was made before an upgrade, a restore or a new key, and the first one under a new key; and
    whatever lies in the future. What may go once may go ever after, and taking it away lets nothing else go.
    """
    ours = sorted(each for each in copies if each.reason is not BackupReason.BY_HAND)
    past = [each for each in ours if each.made_at <= now]
    kept: set[KeptCopy] = set(past[-NEWEST:])
    kept.update(each for each in past if each.reason.safety and now - each.made_at <= SAFETY)
    for period, most in ((_day, DAYS), (_week, WEEKS), (_month, MONTHS)):
        newest_of = {period(each.made_at.astimezone(zone)): each for each in past}  # in order: the last one wins
        here = period(now.astimezone(zone))
        kept.update(each for number, each in newest_of.items() if here - number < most)
    return tuple(each for each in past if each not in kept)


def too_old(made_at: datetime, now: datetime) -> bool:
    """Whether a backup of that moment is older than a week."""
    return now - made_at > WEEK_OLD


def _day(at: datetime) -> int:
    return at.toordinal()


def _week(at: datetime) -> int:
    """Weeks from Monday, counted on."""
    return (at.toordinal() - 1) // 7


def _month(at: datetime) -> int:
    return at.year * 12 + at.month

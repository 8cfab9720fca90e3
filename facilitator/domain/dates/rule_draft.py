"""What a phrase has said so far about a rule, and the rule it makes in the end."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.plain_dates import WEEKDAYS, say_date, say_time
from facilitator.domain.dates.rule import Day, Freq, Rule
from facilitator.domain.dates.rule_words import say_implied
from facilitator.domain.dates.wall_time import end_of_day
from facilitator.errors import BadInput

RULE_HINT: Final = (
    "Say it like 'every thursday, 8 times', 'every other tuesday', 'first and third monday of the month', "
    "'monthly on the 15th until june' or 'once'."
)


@dataclass(slots=True)
class RuleDraft:
    """What has been understood so far, of a series from ``start``."""

    start: datetime
    zone: ZoneInfo
    freq: Freq | None = None
    interval: int | None = None
    days: list[Day] = field(default_factory=list)
    month_days: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    times: list[time] = field(default_factory=list)
    count: int | None = None
    until: datetime | None = None
    weeks: int | None = None
    week_start: int = 0
    said_every: bool = False
    without: list[int] = field(default_factory=list)
    days_off: list[Day] = field(default_factory=list)
    begins: date | None = None
    minutes: int | None = None
    aside: str = ""

    def come_round(self, freq: Freq, interval: int | None = None) -> None:
        """Note how often; saying it twice differently is refused."""
        if self.freq not in (None, freq) or (interval is not None and self.interval not in (None, interval)):
            raise BadInput("the rule comes round in two different ways", RULE_HINT)
        self.freq, self.interval = freq, self.interval if interval is None else interval

    def end(self, *, count: int | None = None, until: date | None = None, weeks: int | None = None) -> bool:
        """Note the end, once; always True, for a reader that took its words."""
        if any(end is not None for end in (self.count, self.until, self.weeks)):
            raise BadInput("the rule ends in two different ways", "Say how many times, or until when, not both.")
        self.count, self.weeks = count, weeks
        self.until = end_of_day(until, self.zone) if until else None
        return True


def finish(draft: RuleDraft) -> Rule | None:
    """The rule that was said, or None when nothing says how often.

    Raises:
        BadInput: for what can be understood in two ways, or contradicts the start.
    """
    freq = draft.freq or _freq_of_days(draft)
    if freq is None:
        return None
    if draft.days_off:
        freq = _leave_out_days(draft, freq)
    if draft.without:
        draft.months = [each for each in draft.months or range(1, 13) if each not in draft.without]
        if not draft.months:
            raise BadInput("the rule leaves out every month it names", RULE_HINT)
    _check_one_way(draft, freq)
    byhour, byminute = _times_of_day(draft.times, draft.start)
    rule = Rule(
        freq,
        1 if draft.interval is None else draft.interval,
        byday=tuple(draft.days),
        bymonthday=tuple(draft.month_days),
        bymonth=tuple(draft.months),
        bysetpos=tuple(draft.positions),
        byhour=byhour,
        byminute=byminute,
        count=draft.count,
        until=draft.until,
        wkst=draft.week_start,
    )
    if draft.aside and draft.aside != say_implied(rule, draft.start).lower():
        raise BadInput(f"'({draft.aside})' is not understood", "Brackets may only repeat what follows from the start.")
    _check_begin(rule, draft)
    return _lasting(rule, draft.weeks, draft) if draft.weeks is not None else rule


def _leave_out_days(draft: RuleDraft, freq: Freq) -> Freq:
    """``daily except sundays``, ``weekdays except friday``: the days that are left, in a weekly rule."""
    off = {day.weekday for day in draft.days_off}
    if freq is Freq.DAILY and draft.interval in (None, 1) and not draft.days:
        draft.days, freq = [Day(weekday) for weekday in range(7)], Freq.WEEKLY
    left = [day for day in draft.days if day.weekday not in off]
    if freq is not Freq.WEEKLY or not left or len(left) == len(draft.days):
        raise BadInput("the days that are left out are not among those of the rule", "Name the days on which it meets.")
    draft.days = left
    return freq


def _check_begin(rule: Rule, draft: RuleDraft) -> None:
    """See that the day the rule says it starts on is the start's, or the first weekday of it."""
    begins, first = draft.begins, draft.start.date()
    if begins is None or begins == first:
        return
    days = {day.weekday for day in rule.byday}
    passed = [first + timedelta(days=ahead) for ahead in range(min(7, max(0, (begins - first).days)))]
    weekly = rule.freq is Freq.WEEKLY and begins.weekday() in days and (begins - first).days in range(7)
    if not weekly or any(day.weekday() in days for day in passed):
        raise BadInput(
            f"the rule starts on {say_date(begins)}, the start says {say_date(first)}",
            "Give the first day with the start and leave it out of the rule.",
        )


def _check_one_way(draft: RuleDraft, freq: Freq) -> None:
    every_one = [day for day in draft.days if not day.nth]
    if freq in (Freq.MONTHLY, Freq.YEARLY) and every_one and not (draft.said_every or draft.positions):
        day = WEEKDAYS[every_one[0].weekday]
        raise BadInput(
            f"which {day} of the month?", f"Say 'second {day} of the month', or 'every {day}' for all of them."
        )
    if freq is Freq.YEARLY and draft.month_days and not draft.months:
        raise BadInput("a day of which month?", "Say 'yearly on 19 feb', or 'monthly on the 19th'.")


def _lasting(rule: Rule, weeks: int, draft: RuleDraft) -> Rule:
    """The rule for some weeks: in sessions where that is exact, so that a pushed series keeps its number."""
    whole = rule.freq is Freq.WEEKLY and weeks % rule.interval == 0
    if whole and not (rule.bymonth or rule.bysetpos or rule.byhour or rule.byminute):
        return replace(rule, count=weeks // rule.interval * max(1, len(rule.byday)))
    return replace(rule, until=end_of_day(draft.start.date() + timedelta(days=7 * weeks - 1), draft.zone))


def _freq_of_days(draft: RuleDraft) -> Freq | None:
    if draft.month_days or draft.positions or any(day.nth for day in draft.days):
        return Freq.YEARLY if draft.months else Freq.MONTHLY
    return Freq.WEEKLY if draft.days else None


def _times_of_day(times: list[time], start: datetime) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """BYHOUR and BYMINUTE for the times said; none for the start's own time."""
    if not times or times == [start.time()]:
        return (), ()
    hours, minutes = {at.hour for at in times}, {at.minute for at in times}
    if len(times) == 1:
        raise BadInput(
            f"the rule says {say_time(times[0])}, the start says {say_time(start.time())}",
            "Give the time with the start and leave it out of the rule.",
        )
    if len(times) != len(hours) * len(minutes):
        raise BadInput("times of day with different minutes need a series each", "Say 'at 9 am and 3 pm'.")
    return tuple(hours), () if minutes == {start.minute} else tuple(minutes)

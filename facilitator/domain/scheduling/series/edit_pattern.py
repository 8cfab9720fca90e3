"""The pattern that a series has after an edit: another day takes the rule along, and what was held is counted off."""

from calendar import monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final

from facilitator.domain.dates.recurrence import local_starts, parse_rule
from facilitator.domain.dates.rule import Day, Freq, Rule
from facilitator.domain.dates.wall_time import end_of_day
from facilitator.domain.scheduling.meetings import Pattern
from facilitator.domain.scheduling.series.edit_plan import EditWish
from facilitator.zones import zone

_WEEK: Final = timedelta(days=7)


def edited_pattern(
    old: Pattern, wish: EditWish, *, first: datetime, consumed: int, last_kept: datetime | None
) -> tuple[Pattern, tuple[str, ...]]:
    """The pattern from the session planned for ``first`` (wall time) on, and what to know of it.

    ``consumed`` dates of the old rule stay behind, so that COUNT=10 after three becomes COUNT=7. Dates up to
    ``last_kept`` are not made again where the wished start lies before it.
    """
    notes: list[str] = []
    rule = replace(old.rule, count=max(1, old.rule.count - consumed)) if old.rule.count is not None else old.rule
    start = _start(wish.start, first)
    zone_name = wish.zone or old.zone
    if wish.repeat is None:
        rule = follow_start(rule, first, start, old_zone=old.zone, new_zone=zone_name)
    else:
        ended = rule
        lasts = wish.minutes if wish.minutes is not None else old.minutes
        rule = parse_rule(wish.repeat, start=start, zone=zone(zone_name), minutes=lasts)
        if rule.endless and not ended.endless and "=" not in wish.repeat:
            rule = replace(rule, count=ended.count, until=ended.until)
            notes.append("The rule names no end, so the series ends as it did before.")
    if last_kept is not None and start <= last_kept:
        start = _after(rule, start, zone_name, last_kept)
    pattern = replace(
        old,
        zone=zone_name,
        start_local=start,
        minutes=wish.minutes if wish.minutes is not None else old.minutes,
        rule=rule,
        on_closure=wish.on_closure or old.on_closure,
        room_id=wish.room[0] if wish.room is not None else old.room_id,
        leader_ids=wish.leaders if wish.leaders is not None else old.leader_ids,
    )
    return pattern, tuple(notes)


def follow_start(rule: Rule, old: datetime, new: datetime, *, old_zone: str, new_zone: str) -> Rule:
    """The rule of a series whose start goes to another day or time: every Thursday becomes every Friday.

    A rule with several days keeps them, and so may one that the new start does not lie on: the plan says so then.
    """
    if (old, old_zone) == (new, new_zone):
        return rule
    followed = _follow_time(_follow_day(rule, old.date(), new.date()), old, new)
    if followed.until is None:
        return followed
    last = followed.until.astimezone(zone(old_zone)).date()
    days = (new.date() - old.date()).days
    # within a week another day is meant, with as many sessions; beyond it the last date stays what it was
    return replace(followed, until=end_of_day(last + timedelta(days=days if abs(days) < 7 else 0), zone(new_zone)))


def _start(wished: datetime | time | None, first: datetime) -> datetime:
    if wished is None:
        return first
    return wished if isinstance(wished, datetime) else datetime.combine(first.date(), wished)


def _after(rule: Rule, start: datetime, zone_name: str, last_kept: datetime) -> datetime:
    """The rule's first date behind what stays, in step with the start."""
    dates = local_starts(replace(rule, count=None, until=None), start, zone=zone(zone_name), after=last_kept)
    return next((local for local in dates if local > last_kept), start)


def _follow_day(rule: Rule, old: date, new: date) -> Rule:
    if len(rule.byday) == 1 and rule.byday[0].weekday == old.weekday() and not rule.bymonthday:
        nth = rule.byday[0].nth
        if nth == 0:
            return replace(rule, byday=(Day(new.weekday()),))
        if rule.freq is Freq.MONTHLY and nth == _nth(old, from_end=nth < 0):
            if nth < 0 and new.weekday() != old.weekday() and abs(new - old) < _WEEK:
                return replace(rule, byday=(Day(new.weekday(), nth),))  # the last Friday becomes the last Thursday
            return replace(rule, byday=(Day(new.weekday(), _nth(new, from_end=nth < 0)),))
    if rule.bymonthday == (old.day,) and not rule.byday:
        rule = replace(rule, bymonthday=(new.day,))
        if rule.bymonth == (old.month,):
            rule = replace(rule, bymonth=(new.month,))
    return rule


def _nth(day: date, *, from_end: bool) -> int:
    """Which of its weekday in the month a day is: 2 the second, -1 the last.

    A fifth one is the last, and a fifth from the end the first: few months have five.
    """
    nth = (monthrange(day.year, day.month)[1] - day.day if from_end else day.day - 1) // 7 + 1
    if nth == 5:
        return 1 if from_end else -1
    return -nth if from_end else nth


def _follow_time(rule: Rule, old: datetime, new: datetime) -> Rule:
    if rule.byhour == (old.hour,):
        rule = replace(rule, byhour=(new.hour,))
    if rule.byminute == (old.minute,):
        rule = replace(rule, byminute=(new.minute,))
    return rule

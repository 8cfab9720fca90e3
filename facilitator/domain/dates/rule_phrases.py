"""Reading a rule in plain words: ``every thursday, 8 times``; ``2nd and 4th monday until june``.

Nothing is guessed and nothing is passed over: words that are not understood, or that people understand in two ways,
are refused with what was understood before them.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.phrase_times import read_at, take_time
from facilitator.domain.dates.phrase_words import PhraseWords, split_phrase
from facilitator.domain.dates.plain_dates import MONTH_NAMES, WEEKDAY_NAMES, add_months, read_date
from facilitator.domain.dates.rule import WORKDAYS, Day, Freq, Rule
from facilitator.domain.dates.rule_draft import RULE_HINT, RuleDraft, finish
from facilitator.domain.dates.wall_time import to_utc
from facilitator.errors import BadInput

_ADVERBS: Final = {
    "daily": (Freq.DAILY, 1),
    "weekly": (Freq.WEEKLY, 1),
    "biweekly": (Freq.WEEKLY, 2),
    "fortnightly": (Freq.WEEKLY, 2),
    "monthly": (Freq.MONTHLY, 1),
    "quarterly": (Freq.MONTHLY, 3),
    "yearly": (Freq.YEARLY, 1),
    "annually": (Freq.YEARLY, 1),
}
_UNITS: Final = {"day": Freq.DAILY, "week": Freq.WEEKLY, "month": Freq.MONTHLY, "year": Freq.YEARLY}
_UNITS_PLURAL: Final = _UNITS | {f"{word}s": freq for word, freq in _UNITS.items()}
_TWO_WAYS: Final = {
    "bimonthly": "Say 'every 2 months' or 'first and third monday of the month'.",
    "semiweekly": "Name the days: 'every monday and thursday'.",
    "semimonthly": "Name the days: 'first and third monday of the month'.",
    "twice": "Name the days: 'every monday and thursday', or the number: '2 times'.",
}
_HINTS: Final = (
    (
        re.compile("except|not|no "),
        "Months and weekdays can be left out: 'except july and august'. Closed days are kept apart: "
        "facilitator closures add.",
    ),
    (
        re.compile(r"\d+[/-]|\d+:|[a-z]+ \d"),
        "The first day and its time are the start; the rule says how often it comes.",
    ),
)
_SESSIONS: Final = {"time", "times", "session", "sessions", "meeting", "meetings", "lesson", "lessons"}
_UNTIL: Final = {"until", "till", "til", "through", "thru", "ending"}
_TO: Final = {"to", "through", "thru", "until", "-", "\u2013"}
_WEEKENDS: Final = {"weekend", "weekends"}
_WEEKDAY: Final = {"weekday", "weekdays"}


def read_phrase(text: str, *, start: datetime, zone: ZoneInfo, minutes: int | None = None) -> Rule:
    """The rule that plain words stand for; ``start`` is the naive wall time of the first session.

    ``minutes`` is how long a session lasts: words that say until when must agree with it.

    Raises:
        BadInput: for words that are not understood, or can be understood in two ways.
    """
    words = split_phrase(text)
    if words.at_end():
        raise BadInput("the rule is empty", RULE_HINT)
    again = words.ahead(2) in ("once a", "once an", "once per", "once every", "once each")
    again = again or words.ahead(2).removeprefix("once ") in _ADVERBS
    if not again and words.takes_one_of("once", "one time", "one time only", "just once", "does not repeat"):
        return Rule(Freq.DAILY, count=1) if words.at_end() else _not_understood(words)
    draft = RuleDraft(start, zone, minutes=minutes)
    while not words.at_end():
        if not _read_clause(words, draft):
            _not_understood(words)
    rule = finish(draft)
    if rule is None:
        raise BadInput(f"{words.taken!r} does not say how often", RULE_HINT)
    return rule


def _not_understood(words: PhraseWords) -> Rule:
    if words.next in _TWO_WAYS:
        raise BadInput(f"{words.next!r} is understood in two ways", _TWO_WAYS[words.next])
    if words.at_end():
        raise BadInput(f"{words.taken!r} stops too early", RULE_HINT)
    if not words.taken:
        raise BadInput(f"not a rule: {words.rest!r}", RULE_HINT)
    hint = next((hint for begins, hint in _HINTS if begins.match(words.rest)), RULE_HINT)
    raise BadInput(f"understood {words.taken!r}, but not {words.rest!r}", hint)


def _read_clause(words: PhraseWords, draft: RuleDraft) -> bool:
    for read in _CLAUSES:
        before = words.place
        if read(words, draft):
            return True
        if words.place != before:
            # it made sense up to here: no other clause may go on in the middle
            return False
    return False


# Each clause takes the words it understands, notes what they mean, and says whether it was one.


def _read_adverb(words: PhraseWords, draft: RuleDraft) -> bool:
    if words.ahead(2).removeprefix("once ") in _ADVERBS:
        words.takes_one_of("once")
    if words.next not in _ADVERBS:
        return False
    draft.come_round(*_ADVERBS[words.take()])
    return True


def _read_every(words: PhraseWords, draft: RuleDraft) -> bool:
    if words.takes_one_of("alternate", "alternating"):
        if words.next in ("day", "days", "week", "weeks", "month", "months", "year", "years"):
            draft.come_round(_UNITS_PLURAL[words.take()], 2)
            return True
        return _read_every_other(words, draft)
    once = words.takes_one_of("once a", "once an", "once per", "once every", "once each")
    if not once and not words.takes_one_of("every", "each"):
        return False
    if words.next in _UNITS:
        draft.come_round(_UNITS[words.take()], 1)
        return True
    if (interval := words.interval(_UNITS_PLURAL)) is not None:
        draft.come_round(_UNITS_PLURAL[words.take()], interval)
        return True
    if once:
        return False
    if words.takes_one_of("other"):
        return _read_every_other(words, draft)
    if _read_days(words, draft):
        draft.said_every = True
        return True
    before = words.place
    ordinals = words.ordinals()
    counted = _take_counted(words, draft, ordinals)
    alone = len(ordinals) == 1 and ordinals[0] > 1 and not words.next_is("of", "in")
    if counted and draft.days and alone:
        raise BadInput(
            f"{words.since(before)!r} is understood in two ways",
            f"Say 'every {ordinals[0]} weeks', or '{words.since(before)} of the month'.",
        )
    return counted


def _read_every_other(words: PhraseWords, draft: RuleDraft) -> bool:
    if words.next in _WEEKDAY or not (days := words.weekdays()):
        return False
    draft.come_round(Freq.WEEKLY, 2)
    draft.days += days
    return True


def _read_weekdays(words: PhraseWords, draft: RuleDraft) -> bool:
    before = words.place
    words.takes_one_of("on", "and")
    if words.takes_one_of("every", "each"):
        draft.said_every = True
    return _read_days(words, draft) or words.back_to(before)


def _read_days(words: PhraseWords, draft: RuleDraft) -> bool:
    if words.next in _WEEKDAY | _WEEKENDS:
        draft.days += [Day(weekday) for weekday in (WORKDAYS if words.take() in _WEEKDAY else (5, 6))]
        return True
    days = words.weekdays()
    draft.days += days
    return bool(days)


def _read_counted(words: PhraseWords, draft: RuleDraft) -> bool:
    before = words.place
    words.takes_one_of("on the", "and the", "on", "and", "the")
    return _take_counted(words, draft, words.ordinals()) or words.back_to(before)


def _take_counted(words: PhraseWords, draft: RuleDraft, ordinals: list[int]) -> bool:
    """``first and third`` before a weekday, ``last`` before weekday or day, ``15th`` alone."""
    if not ordinals:
        return False
    if words.next in _WEEKDAY:
        words.take()
        draft.days += [Day(weekday) for weekday in WORKDAYS]
        draft.positions += ordinals
    elif weekdays := words.weekdays(listed=False):
        draft.days += [Day(weekday.weekday, nth) for weekday in weekdays for nth in ordinals]
    elif words.takes_one_of("days", "day") or words.numbered:
        draft.month_days += ordinals
    else:
        return False
    return True


def _read_of(words: PhraseWords, draft: RuleDraft) -> bool:
    """``of the month``, ``of every 3 months``, ``of the year``, ``in june and july``."""
    before = words.place
    if not words.takes_one_of("of", "in"):
        return False
    if months := words.names(MONTH_NAMES):
        draft.months += months
        return True
    interval = words.interval(_UNITS_PLURAL) if words.takes_one_of("each", "every") else None
    words.takes_one_of("the", "a")
    if words.next in ("month", "months", "year", "years"):
        draft.come_round(_UNITS_PLURAL[words.take()], interval)
        return True
    return words.back_to(before)


def _read_months(words: PhraseWords, draft: RuleDraft) -> bool:
    """``september through may``, every year again."""
    before = words.place
    words.takes_one_of("from")
    months = words.names(MONTH_NAMES)
    if len(months) < 2 or words.next[:1].isdigit():
        return words.back_to(before)
    draft.months += months
    return True


def _read_except(words: PhraseWords, draft: RuleDraft) -> bool:
    """``except july and august``, ``except sundays``."""
    before = words.place
    if not words.takes_one_of("except for", "except in", "except on", "except", "excluding", "but not in", "not in"):
        return False
    months = words.names(MONTH_NAMES)
    days = words.weekdays() if not months else []
    draft.without += months
    draft.days_off += days
    return bool(months or days) or words.back_to(before)


def _read_starting(words: PhraseWords, draft: RuleDraft) -> bool:
    """``starting january 5``: the start itself, said again."""
    before = words.place
    said = words.takes_one_of("starting on", "starting", "beginning on", "beginning", "starts on", "starts", "from")
    begins = _read_date(words, draft.start.date(), (4, 3, 2, 1))
    if begins is None or not (said or words.next in _TO):
        return words.back_to(before)
    draft.begins = begins
    return True


def _read_date_of_year(words: PhraseWords, draft: RuleDraft) -> bool:
    """``on 19 feb`` and ``on feb 19``, in a yearly rule."""
    before = words.place
    words.takes_one_of("on", "on the")
    found = _read_date(words, draft.start.date(), (2,)) if draft.freq is Freq.YEARLY and not draft.months else None
    if found is None:
        return words.back_to(before)
    draft.months, draft.month_days = [found.month], [found.day]
    return True


def _read_falling(words: PhraseWords, draft: RuleDraft) -> bool:
    if not words.takes_one_of("falling on the", "falling on"):
        return False
    draft.month_days += words.ordinals()
    words.takes_one_of("days", "day")
    return bool(draft.month_days)


def _read_only(words: PhraseWords, draft: RuleDraft) -> bool:
    if not words.takes_one_of("only the"):
        return False
    draft.positions += words.ordinals()
    return bool(draft.positions)


def _read_length(words: PhraseWords, draft: RuleDraft) -> bool:
    """``8 times``, ``for 8 sessions``, ``for 6 weeks``."""
    before = words.place
    lasting = words.takes_one_of("for")
    number = words.number()
    if number is not None and words.next in _SESSIONS:
        words.take()
        return draft.end(count=number)
    if number is not None and words.next in WEEKDAY_NAMES and words.next.endswith("s"):  # 8 tuesdays
        draft.days += words.weekdays(listed=False)
        if words.ahead(2).removeprefix("and ") in WEEKDAY_NAMES or words.next in WEEKDAY_NAMES:
            raise BadInput(
                f"{words.since(before)!r} with another day is understood in two ways",
                "Say 'every monday and wednesday, 6 times', and how many there are in all.",
            )
        return draft.end(count=number)
    if number is None or not lasting or words.next not in _UNITS_PLURAL:
        return words.back_to(before)
    freq, first = _UNITS_PLURAL[words.take()], draft.start.date()
    if not 0 < number <= 600:
        raise BadInput(f"a series cannot last that long: {words.since(before)!r}", RULE_HINT)
    if freq is Freq.WEEKLY:
        return draft.end(weeks=number)
    months = {Freq.MONTHLY: number, Freq.YEARLY: 12 * number}.get(freq)
    after = add_months(first, months) if months else first + timedelta(days=number)
    return draft.end(until=after - timedelta(days=1))


def _read_until(words: PhraseWords, draft: RuleDraft) -> bool:
    """``until 30 jun 2026``; ``until june`` is until the end of June. The day named is included."""
    before = words.place
    if words.next not in _UNTIL and not (draft.begins and words.next in _TO):
        return False
    words.take()
    first = draft.start.date()
    at = take_time(words)
    if at is not None:
        words.takes_one_of("on")
    day = _read_date(words, first, (4, 3, 2, 1)) or _read_end_of_month(words, first)
    if day is None:
        return words.back_to(before)
    ended = draft.end(until=day)
    if at is not None:
        draft.until = to_utc(datetime.combine(day, at), draft.zone)
    return ended


def _read_end_of_month(words: PhraseWords, first: date) -> date | None:
    before = words.place
    words.takes_one_of("the end of", "end of")
    months = words.names(MONTH_NAMES)
    if len(months) != 1:
        words.back_to(before)
        return None
    year = words.year() or first.year + (months[0] < first.month)
    return add_months(date(year, months[0], 1), 1) - timedelta(days=1)


def _read_date(words: PhraseWords, first: date, lengths: tuple[int, ...]) -> date | None:
    """The date in the next words, the longest that is one."""
    for length in lengths:
        ahead = words.ahead(length).split()
        # a date has a figure in it, so that 'until thursday' and 'until today' stay out
        if any(character.isdigit() for word in ahead for character in word):
            day = read_date(ahead, first)
            if day is not None:
                words.skip(length)
                return day
    return None


def _read_week_start(words: PhraseWords, draft: RuleDraft) -> bool:
    if not words.takes_one_of("weeks starting on", "weeks starting"):
        return False
    days = words.weekdays(listed=False)
    draft.week_start = days[0].weekday if days else 0
    return bool(days)


def _read_aside(words: PhraseWords, draft: RuleDraft) -> bool:
    if draft.aside or not words.next.startswith("("):
        return False
    draft.aside = words.take().strip("()")
    return True


_CLAUSES: Final[tuple[Callable[[PhraseWords, RuleDraft], bool], ...]] = (
    _read_adverb,
    _read_every,
    _read_length,
    _read_until,
    _read_date_of_year,
    _read_counted,
    _read_weekdays,
    _read_of,
    _read_falling,
    _read_only,
    read_at,
    _read_week_start,
    _read_aside,
    _read_except,
    _read_starting,
    _read_months,
)

"""Dates and times as people say them: ISO first, then plain words; and how the program says them back.

A day without a year, and a bare weekday, is the coming one, today included; with ``back`` it is the latest one,
today included. ``next thu`` is the first Thursday after today, ``last thu`` the latest before it, ``this thu`` the
same as ``thu``. A month and day with slashes is written the US way. A time without am or pm is on the 24-hour clock;
beside a day in words, 1:00 to 7:59 is the afternoon or evening, as people say it, unless a zero stands before it. A
weekday whose time is over today is that of next week.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from facilitator.errors import BadInput

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NUMBER_WORDS: Final = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
NUMBERS: Final = {word: number for number, word in enumerate(_NUMBER_WORDS, start=1)}
WEEKDAY_NAMES: Final = {
    name: number
    for number, full in enumerate(WEEKDAYS)
    for name in (full.lower(), full.lower() + "s", full[:3].lower(), full[:3].lower() + "s", full[:2].lower())
} | {"tues": 1, "thur": 3, "thurs": 3}
MONTH_NAMES: Final = {
    name: number for number, full in enumerate(MONTHS, start=1) for name in (full.lower(), full[:3].lower())
} | {"sept": 9}

_MAX_LENGTH: Final = 60
_YEARS: Final = range(1900, 2201)
_MAX_AWAY: Final = 5000
_DATE_HINT: Final = "Write it like 2026-02-19, 19 feb, next thu, tomorrow or in 2 weeks."
_TIME_HINT: Final = "Write it like 18:30, 6:30 pm, 6p or noon."
_ISO_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_US_DAY: Final = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d\d))?", re.ASCII)
_DAY_OF_MONTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_TIME: Final = re.compile(r"(\d{1,2})(?::(\d\d)(?::(\d\d))?)?\s?(?:([ap])\.?(?:m\.?)?)?", re.ASCII)
_EVENING: Final = re.compile(r"[1-7]:\d\d", re.ASCII)
_OFFSET: Final = re.compile(r"\d{4}-\d\d-\d\d[t ]\d\d:\d\d\S*?\s*(z|utc|gmt|[+-]\d\d(:?\d\d)?)", re.ASCII)


def parse_date(text: str, today: date, *, back: bool = False) -> date:
    """The date meant by ISO text or plain words, seen from ``today``; ``back`` prefers the past, as reports do.

    Raises:
        BadInput: for words that name no date, and for dates that do not exist.
    """
    words = _words(text)
    found = read_date(words, today, back)
    if found is None:
        raise BadInput(f"not a date: {_shown(text)}", _DATE_HINT)
    return found


def parse_time(text: str) -> time:
    """The time of day meant by ``18:30``, ``6:30 pm``, ``6p``, ``noon`` or ``midnight``.

    Raises:
        BadInput: for words that name no time, such as a bare ``6``, and for times that do not exist.
    """
    found = read_time(_words(text))
    if found is None:
        raise BadInput(f"not a time of day: {_shown(text)}", _TIME_HINT)
    return found


def parse_moment(text: str, now: datetime, *, back: bool = False) -> datetime:
    """The naive wall time meant by ISO text or plain words: a date and a time, or a time alone, which is today.

    Raises:
        BadInput: when the date or the time is missing, does not exist, or comes with an offset or ``Z``.
    """
    if _OFFSET.fullmatch(text.strip().lower()):
        raise BadInput(
            f"{_shown(text)} comes with an offset",
            "Give the time as the clock on the wall shows it; the zone is given apart.",
        )
    plain = re.sub(r"(?<=\d)[tT](?=\d)", " ", text).replace("@", " ")
    words = [word for word in _words(plain) if word not in ("at", "on")]
    for cut in range(len(words) + 1):
        for day_words, time_words in ((words[:cut], words[cut:]), (words[cut:], words[:cut])):
            # the time first: what is left over for a date may be too little of one, and look wrong
            at = read_time(time_words)
            if at is None:
                continue
            day = read_date(day_words, now.date(), back) if day_words else now.date()
            if day is None:
                continue
            if day_words and not _ISO_DAY.fullmatch(day_words[0]) and _EVENING.fullmatch(" ".join(time_words)):
                at = at.replace(hour=at.hour + 12)
            moment = datetime.combine(day, at)
            over = not back and moment < now and day_words[-1:] and day_words[-1] in WEEKDAY_NAMES
            coming = over and day == now.date() and day_words[0] != "last"
            return moment + timedelta(days=7) if coming else moment
    day = read_date(words, now.date(), back)
    if day is not None:
        raise BadInput(f"{_shown(text)} has no time of day", f"Add it: {say_date(day)}, 6:30 pm.")
    raise BadInput(f"not a date and time: {_shown(text)}", "Write it like 2026-02-19 18:30, or next thu 6:30 pm.")


def say_date(day: date) -> str:
    """``Thu 19 Feb 2026``, the same in every locale."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def say_time(at: time) -> str:
    """``6:30 pm``."""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'am' if at.hour < 12 else 'pm'}"


def say_moment(moment: datetime) -> str:
    """``Thu 19 Feb 2026, 6:30 pm``, of the wall time that the moment shows."""
    return f"{say_date(moment.date())}, {say_time(moment.time())}"


def _words(text: str) -> list[str]:
    if len(text) > _MAX_LENGTH:
        raise BadInput("too long for a date or a time", _DATE_HINT)
    return [word.rstrip(".") for word in text.lower().replace(",", " ").split() if word.strip(".")]


def _shown(text: str) -> str:
    return repr(text.strip()) if text.strip() else "nothing was written"


def read_date(words: Sequence[str], today: date, back: bool = False) -> date | None:
    """The date in small-letter words, or None for words of another shape; one that does not exist is refused."""
    readers: tuple[Callable[[Sequence[str], date, bool], date | None], ...] = (
        _read_relative,
        _read_numeric,
        _read_weekday,
        _read_month_day,
    )
    try:
        return next((day for reader in readers if (day := reader(words, today, back)) is not None), None)
    except OverflowError:
        raise BadInput("that date is too far away", _DATE_HINT) from None


def _read_relative(words: Sequence[str], today: date, _back: bool) -> date | None:
    days = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if len(words) == 1 and words[0] in days:
        return today + timedelta(days=days[words[0]])
    if len(words) != 3 or (words[0] == "in") == (words[2] == "ago"):
        return None
    amount, unit = (words[1], words[2]) if words[0] == "in" else (words[0], words[1])
    if not (number := _number(amount)):
        return None
    if number > _MAX_AWAY:
        raise BadInput("that date is too far away", _DATE_HINT)
    signed = number if words[0] == "in" else -number
    match unit.removesuffix("s"):
        case "day":
            return today + timedelta(days=signed)
        case "week":
            return today + timedelta(weeks=signed)
        case "month":
            return add_months(today, signed)
    return None


def _number(word: str) -> int:
    if word in ("a", "an"):
        return 1
    return int(word) if re.fullmatch(r"\d{1,6}", word, re.ASCII) else NUMBERS.get(word, 0)


def add_months(day: date, months: int) -> date:
    """The same day some months on or back; the month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year not in _YEARS:
        raise BadInput("that date is too far away", _DATE_HINT)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _read_numeric(words: Sequence[str], today: date, back: bool) -> date | None:
    if len(words) == 2 and words[0] in WEEKDAY_NAMES:
        day = _read_numeric(words[1:], today, back)
        return None if day is None else _on_weekday(day, WEEKDAY_NAMES[words[0]])
    if len(words) != 1:
        return None
    if iso := _ISO_DAY.fullmatch(words[0]):
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    if us := _US_DAY.fullmatch(words[0]):
        if us[3]:
            return _made(int(us[3]) + (2000 if len(us[3]) == 2 else 0), int(us[1]), int(us[2]))
        return _nearest(int(us[1]), int(us[2]), today, back)
    return None


def _read_weekday(words: Sequence[str], today: date, back: bool) -> date | None:
    if not words or words[-1] not in WEEKDAY_NAMES or len(words) > 2:
        return None
    ahead = (WEEKDAY_NAMES[words[-1]] - today.weekday()) % 7
    match words[:-1]:
        case [] | ["this"] | ["on"]:
            return today + timedelta(days=ahead - 7 if back and ahead else ahead)
        case ["next"]:
            return today + timedelta(days=ahead or 7)
        case ["last"]:
            return today + timedelta(days=ahead - 7)
    return None


def _read_month_day(words: Sequence[str], today: date, back: bool) -> date | None:
    """``19 feb``, ``feb 19 2027``, ``thu 19 feb``; a weekday that does not fit is refused."""
    weekday = WEEKDAY_NAMES.get(words[0]) if words else None
    rest = list(words if weekday is None else words[1:])
    year = int(rest.pop()) if len(rest) == 3 and re.fullmatch(r"\d{4}", rest[2], re.ASCII) else None
    if len(rest) != 2:
        return None
    month_word, day_word = rest if rest[0] in MONTH_NAMES else reversed(rest)
    number = _DAY_OF_MONTH.fullmatch(day_word)
    if month_word not in MONTH_NAMES or not number:
        return None
    month, day_of_month = MONTH_NAMES[month_word], int(number[1])
    day = _made(year, month, day_of_month) if year is not None else _nearest(month, day_of_month, today, back)
    return day if weekday is None else _on_weekday(day, weekday)


def _on_weekday(day: date, weekday: int) -> date:
    """The day, which is on that weekday; else refused."""
    if weekday != day.weekday():
        raise BadInput(
            f"{say_date(day)[4:]} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[weekday]}",
            "Correct the weekday or the date, or leave the weekday out.",
        )
    return day


def _nearest(month: int, day: int, today: date, back: bool) -> date:
    """The coming such day, today included, or the latest; 29 February may be eight years away."""
    _made(2000, month, day, year_known=False)
    for away in range(9):
        year = today.year - away if back else today.year + away
        if day > monthrange(year, month)[1]:
            continue
        found = date(year, month, day)
        if found <= today if back else found >= today:
            return found
    raise AssertionError("every day of a leap year comes within nine years")


def _made(year: int, month: int, day: int, *, year_known: bool = True) -> date:
    if year not in _YEARS:
        raise BadInput(f"the year {year} is out of range", f"Years go from {_YEARS[0]} to {_YEARS[-1]}.")
    if not 1 <= month <= 12:
        raise BadInput(f"there is no month {month}", "Dates are written year-month-day, or month/day.")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        which = f"{MONTHS[month - 1]} {year}" if year_known else MONTHS[month - 1]
        raise BadInput(f"{which} has no day {day}", f"It has {days} days.")
    return date(year, month, day)


def read_time(words: Sequence[str]) -> time | None:
    """The time in small-letter words, or None for words of another shape; one that does not exist is refused."""
    text = " ".join(words)
    if text in ("noon", "midnight"):
        return time(12 if text == "noon" else 0)
    match = _TIME.fullmatch(text)
    if not match or (match[2] is None and match[4] is None):
        return None
    hour, minute, second, half = int(match[1]), int(match[2] or 0), int(match[3] or 0), match[4]
    if second:
        raise BadInput("times are whole minutes", f"Leave the seconds out of {text!r}.")
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        raise BadInput(f"there is no time {text!r}", _TIME_HINT)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute)

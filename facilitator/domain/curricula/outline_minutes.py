"""Minutes and clock times in a line of an outline, in the many ways in which people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from facilitator.domain.curricula.curriculum import MAX_MINUTES

HALF_A_DAY: Final = 720
"""Minutes: a clock on a wall shows the same time again."""


@dataclass(frozen=True, slots=True)
class Timed:
    """A line with its minutes taken off; ``rest`` is what stood behind or beside them. None where it says no minutes.

    ``starts`` and ``ends`` are minutes since midnight, where the line says a time on the clock.
    """

    title: str
    minutes: int | None = None
    least_minutes: int | None = None
    rest: str = ""
    starts: int | None = None
    ends: int | None = None


@dataclass(frozen=True, slots=True)
class _Length:
    """A length of time at a place of a text."""

    start: int
    end: int
    minutes: int
    least: int


_MOST: Final = 40
"""Lengths, times or brackets of one line that are looked at: more have nothing to say of how long it takes."""

_NEAR: Final = 200
"""Characters before a length that say how it is meant."""

_IN_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "twelve": 12, "fifteen": 15, "twenty": 20, "twenty-five": 25, "thirty": 30, "forty": 40, "forty-five": 45,
    "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
_WORDS: Final = "|".join(sorted(_IN_WORDS, key=len, reverse=True))
_ABOUT: Final = (
    r"(?:(?:~|≈|±|\+/-|<|≤)\s*|(?:approx(?:imately|\.)?|about|around|roughly|circa|ca\.?|c\.|up to|max(?:imum|\.)?|"
    r"at most|est\.?|nearly|just)\s+)"
)
_NUMBER: Final = r"[0-9]{1,3}(?:[.,][0-9]{1,2})?(?![0-9])"
_ENDS: Final = r"(?![^\W\d_])"  # no letter of any alphabet goes on
_UNIT: Final = rf"(?:\s*-?\s*(?:minut(?:es?|os?|en|a|i)|mins?|mn|min){_ENDS}\.?|m(?![\w'’])|\s?['′’´](?!['′’´\w]))"
_HOURS: Final = rf"(?:\s*-?\s*(?:hours?|hrs?|horas?|heures?|std){_ENDS}\.?|\s?h{_ENDS}\.?)"
_TO: Final = r"\s*(?:-|–|—|‒|−|/|\bto\b|\bor\b|\bbis\b|\ba\b)\s*"
_LENGTHS: Final = re.compile(
    rf"""(?<![\w.,:/$€£#]) (?:\bbetween\s+)? {_ABOUT}?
    (?: (?P<quarters>three[ -]quarters|a\ quarter|quarter)\ (?:of\ )?an\ hour\b
      | (?P<half>half\ an\ hour|half[ -]hour|(?:1/2|½)\ (?:an\ )?hour)\b
      | (?P<and_half>(?:an|one|1)\ hour\ and\ (?:a\ half|(?P<quarter>a\ quarter)))\b
      | (?P<an>(?:an|one)[ ]hour)\b
      | (?P<whole>[0-9]{{1,2}}){_HOURS}\s*(?:,|and|&|\+)?\s*(?P<more>[0-9]{{1,2}})(?:{_UNIT})
      | (?P<french>[0-5])\s?h\s?(?P<past>[0-5][0-9])(?![0-9\w])
      | (?P<colon>[0-9]{{1,2}}):(?P<tail>[0-5][0-9]){_HOURS}
      | (?P<halves>[0-9]?)\s?½{_HOURS}
      | (?P<h_one>{_NUMBER})(?:{_HOURS})?{_TO}(?P<h_two>{_NUMBER}){_HOURS}
      | (?P<hours>{_NUMBER}){_HOURS}
      | (?P<one>{_NUMBER})(?:{_UNIT})?(?:{_TO}|\s+and\s+){_ABOUT}?(?P<two>{_NUMBER}){_UNIT}
      | (?P<word>{_WORDS})(?:(?:{_TO})(?P<word_two>{_WORDS}))?\s*-?\s*min(?:ute)?s?\b\.?
      | (?:(?P<times>[0-9]{{1,2}})\s*(?P<sign>[x×*+])\s*)?(?P<minutes>{_NUMBER}){_UNIT}
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_LEAST: Final = re.compile(r"\s*,?\s*at least\s+(?P<least>[0-9]{1,3})(?:\s*min(?:ute)?s?\b\.?)?", re.IGNORECASE)
_EACH: Final = re.compile(
    r"\s*(?:/|each\b|apiece\b|per\b|a (?:person|pair|group|turn|round)\b|for each\b|early\b|late\b|ago\b|before\b|"
    r"after\b|later\b|into\b|left\b)",
    re.IGNORECASE,
)
_NOT_HOW_LONG: Final = re.compile(
    r"\b(?:in|after|within|every|first|last|next|until|by|at|another|extra|each|before|past|to|than)\s+(?:the\s+)?$|"
    r"\b(?:rounds?|turns?|times|slots?|parts?|blocks?|pieces?)\s+of\s+$",
    re.IGNORECASE,
)
_IN_PROSE: Final = re.compile(
    r"\b(?:for|of|takes?|lasts?|is|are|the|a|an|and|with|plus|these|this|those|spend|use|give|allow|take)\s+$",
    re.IGNORECASE,
)
_GOES_ON: Final = re.compile(r"\s+(?:of|to|for|in)\b", re.IGNORECASE)
_LABELS: Final = (
    r"(?:(?:total|estimated|suggested|approximate|overall|session|running|allotted|lesson|workshop|class|meeting)\s+)?"
    r"(?:time(?:\s+(?:needed|required|frame|allotted|limit))?|timing|duration|length|minutes|mins?|total|runtime|"
    r"how long)"
    r"(?:\s*\((?:in\s+)?min(?:ute)?s?\.?\))?"
)
_OF_EACH: Final = (
    r"(?:each|every|all(?: the)?|our)\s+(?:sessions?|meetings?|lessons?|weeks?|class(?:es)?)"
    r"(?:\s+(?:is|are|lasts?|takes?|runs?))?"
)
_SIGN: Final = r"[⏱⏲⏰🕐-🕧⌛⏳]\ufe0f?"
_LABELLED: Final = re.compile(
    rf"[\s*_(\[]*(?:(?:{_SIGN}\s*)?(?P<label>{_LABELS})\s*[*_]*\s*[:=–—-]\s*[*_]*|{_SIGN}|{_OF_EACH}\s*:?)\s*",
    re.IGNORECASE,
)
LENGTH_LABEL: Final = re.compile(rf"[\s*_]*{_LABELS}[\s*_:]*$", re.IGNORECASE)
"""A cell or a line that only announces how long something takes."""

_AROUND: Final = " \t*_([{)]}.,;:–—-"
_TOTAL: Final = re.compile(
    r"\b(?:total|overall|altogether|session|lesson|meeting|workshop|class|week)\b", re.IGNORECASE
)
_TAIL: Final = re.compile(
    r"\s*(?:(?:in\s+)?total|long|altogether|overall|(?:for\s+)?(?:each|per|every|a)\s+(?:session|meeting|lesson|week|class))?[\s*_)\]}.,;]*$",
    re.IGNORECASE,
)
_STRONG: Final = re.compile(r"\*\*|(?<!_)__(?!_)|(?<![\w_])_(?=[^\s_])|(?<=[^\s_])_(?![\w_])")
_BARE: Final = re.compile(rf"(?P<one>[0-9]{{1,3}})(?:{_TO}(?P<two>[0-9]{{1,3}}))?\s*$")
_GROUP: Final = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_SPLIT: Final = " \t:;,.–—-−|•·…*_"
_CLOSES: Final = re.compile(r"\s*(?:[:;,.|–—−-]|$|\.{2,}|\s{2,})")
_OPENS: Final = re.compile(r"(?:^|[:;,|–—−-]|\.{2,}|\s{2,})[\s*_]*$")

_AM: Final = r"(?:\s*[ap]\.?\s?m\b\.?)"
_CLOCK: Final = re.compile(
    rf"""(?<![\w.:/-]) (?:from\s+|@\s*)?
    (?: (?P<one>(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?{_AM}? | (?:0?[6-9]|1[0-9]|2[0-4])\s?h\s?[0-5][0-9]
          | (?:[01]?[0-9]|2[0-4])\.[0-5][0-9]{_AM}? | [0-1][0-9][0-5][0-9](?:\s*hrs?\b)? | [0-9]{{1,2}}{_AM} | noon\b
          | [0-9]{{1,2}}(?=\s*(?:-|–|—|to)\s*[0-9]{{1,2}}(?::[0-5][0-9]|{_AM})))
      (?:\s*(?:-|–|—|−|→|to|until|till|bis)\s*
      (?P<two>(?:[01]?[0-9]|2[0-4])(?::|\.|\s?h\s?)[0-5][0-9](?::[0-5][0-9])?{_AM}? | [0-1][0-9][0-5][0-9](?:\s*hrs?\b)?
          | [0-9]{{1,2}}{_AM} | noon\b | midnight\b | (?:[01]?[0-9]|2[0-4])(?![0-9:.])))?
    )(?![0-9\w%])""",
    re.IGNORECASE | re.VERBOSE,
)


def split_minutes(text: str) -> Timed:
    """Take what a line says of its length, or of the clock, off its words.

    Of a range the item takes the longer and may shrink to the shorter. Minutes that no session has, or that are said
    of each person or of another moment ("2 min each", "after 10 min"), stay words.
    """
    text = _STRONG.sub("", text) or text
    clocked = _split_clock(text)
    timed = _split_length(clocked.title if clocked else text)
    if clocked is None:
        return timed
    if timed.minutes is None:
        return clocked
    rest = " ".join(each for each in (timed.rest, clocked.rest) if each)
    return replace(timed, rest=rest, starts=clocked.starts, ends=clocked.ends)


def only_minutes(text: str) -> Timed | None:
    """What a cell or a line that holds nothing but minutes says; a bare number is minutes."""
    bare = text.strip(_AROUND + "~≈")
    if found := _BARE.match(bare):
        return _ranged(int(found["one"]), int(found["two"] or found["one"]))
    return alone(text)


def alone(text: str) -> Timed | None:
    """Minutes on a line of their own: ``10 minutes``, ``(10 min)``, ``Duration: 10``, ``Time: 6:30 - 8:00 pm``."""
    labelled = _LABELLED.match(text)
    words = (text[labelled.end() :] if labelled else text).strip(" \t*_([{")
    for length in islice(_lengths(words), _MOST):
        least = _LEAST.match(words, length.end)
        end = least.end() if least else length.end
        if words[: length.start].strip(_AROUND) == "" and _TAIL.match(words, end):
            return Timed("", length.minutes, min(length.minutes, int(least["least"]) if least else length.least))
    clock = _CLOCK.match(words)
    if clock and clock["two"] and not words[clock.end() :].strip(_AROUND):
        return _spanned("", clock)
    if labelled and labelled["label"] and (found := _BARE.match(words.strip(_AROUND))):
        return _ranged(int(found["one"]), int(found["two"] or found["one"]))
    return None


def hours_and_minutes(text: str) -> int | None:
    """A length that is written as on a stopwatch, ``0:10`` or ``1:30``, or ``10:00`` where that would be ten hours."""
    found = re.fullmatch(r"([0-9]{1,2}):([0-5][0-9])(?::00)?", text.strip(_AROUND))
    if found is None:
        return None
    minutes = int(found[1]) * 60 + int(found[2])
    minutes = int(found[1]) if minutes >= 300 and found[2] == "00" else minutes
    return minutes if 1 <= minutes <= MAX_MINUTES else None


def only_clock(text: str) -> Timed | None:
    """What a cell that holds nothing but a time on the clock, or two, says."""
    bare = text.strip(_AROUND)
    found = _CLOCK.match(bare)
    return _spanned("", found) if found and not bare[found.end() :].strip(_AROUND) else None


def says_total(text: str) -> bool:
    """Whether minutes on a line of their own are those of the whole session."""
    return bool(_TOTAL.search(text))


def told_as_minutes(text: str) -> bool:
    """Whether a text says a length of time somewhere."""
    return next(_lengths(text), None) is not None


def between(starts: int, ends: int) -> int:
    """Minutes from one time to a later one, on a clock that begins again after twelve hours."""
    return (ends - starts) % HALF_A_DAY


def _split_length(text: str) -> Timed:
    lengths = [length for length in islice(_lengths(text), _MOST) if not _EACH.match(text, length.end)]
    for found in islice(_GROUP.finditer(text), _MOST):
        inside = [length for length in lengths if found.start() < length.start < length.end <= found.end()]
        if (timed := _in_brackets(text, found, inside)) is not None:
            return timed
    for length in lengths:
        if (timed := _in_line(text, length)) is not None:
            return timed
    return Timed(text)


def _in_brackets(text: str, found: re.Match[str], lengths: list[_Length]) -> Timed | None:
    before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip(_SPLIT)
    if not before.strip(_AROUND) and not after.strip(_AROUND):
        return None
    if lengths:
        length = lengths[0]
        least = _LEAST.match(text, length.end)
        head = text[found.start() + 1 : length.start]
        tail = text[least.end() if least else length.end : found.end() - 1]
        if _NOT_HOW_LONG.search(head[-_NEAR:]):
            return None
        labelled = _LABELLED.fullmatch(head)
        kept = ["" if labelled else head.strip(_SPLIT), tail.strip(_SPLIT)]
        low = min(length.minutes, int(least["least"])) if least else length.least
        return _built(before, after, [each for each in kept if each], length.minutes, low)
    bare = _BARE.match(found[1].strip(" ~≈"))
    if bare and not after:
        ranged = _ranged(int(bare["one"]), int(bare["two"] or bare["one"]))
        return _built(before, after, [], ranged.minutes, ranged.least_minutes) if ranged else None
    return None


def _in_line(text: str, length: _Length) -> Timed | None:
    """Minutes at the beginning, at the end, or between two signs that part a line."""
    before, after = text[: length.start], text[length.end :]
    least = _LEAST.match(after)
    low = min(length.minutes, int(least["least"])) if least else length.least
    after = after[least.end() :] if least else after
    near = before[-_NEAR:]
    if _NOT_HOW_LONG.search(near):
        return None
    if not before.strip(_SPLIT):
        if _GOES_ON.match(after):
            return Timed(text, length.minutes, low)
        return _built("", after.lstrip(_SPLIT + ")"), [], length.minutes, low) if after.strip(_SPLIT) else None
    if labelled := re.search(rf"(?:^|[\s,;|–—-])(?P<label>{_LABELS})\s*[:=]\s*$", near, re.IGNORECASE):
        before = before[: len(before) - len(near) + labelled.start()]
    elif _IN_PROSE.search(near):
        return Timed(text, length.minutes, low) if not after.strip(_SPLIT) else None
    elif not _OPENS.search(near) and after.strip(_SPLIT):
        return None
    return _built(before, after.lstrip(_SPLIT), [], length.minutes, low) if before.strip(_SPLIT) else None


def _built(before: str, after: str, beside: list[str], minutes: int | None, least: int | None) -> Timed | None:
    title, rest = before.rstrip(_SPLIT), after
    if not title.strip(_AROUND):
        title, rest = after, ""
    rest = " ".join(each for each in (*beside, rest) if each)
    return Timed(title.strip(), minutes, least, rest.strip()) if title.strip() else None


def _split_clock(text: str) -> Timed | None:
    for found in islice(_CLOCK.finditer(text), _MOST):
        before, after = text[: found.start()], text[found.end() :]
        dotted = "." in found["one"] and not re.search(r"[ap]\.?\s?m", found["one"], re.IGNORECASE)
        if found["two"] is None and (dotted or found["one"].isdigit()):
            continue
        first = not before.strip(_SPLIT + "([{")
        bracketed = bool(re.search(r"[(\[{]\s*$", before[-_NEAR:]) and re.match(r"\s*[)\]}]", after))
        last = not after.strip(_SPLIT + ")]}") and (found["two"] is not None or _OPENS.search(before[-_NEAR:]))
        if not (first or bracketed or last):
            continue
        title = before.rstrip(_SPLIT + "([{") if not first else ""
        rest = after.lstrip(_SPLIT + ")]}")
        if not title:
            title, rest = rest, ""
        return _spanned(title.strip(), found, rest.strip()) if title.strip() else None
    return None


def _spanned(title: str, found: re.Match[str], rest: str = "") -> Timed | None:
    starts, half = _time(found["one"])
    if found["two"] is None:
        return Timed(title, rest=rest, starts=starts)
    ends, _ = _time(found["two"])
    if half is None and ends >= HALF_A_DAY and starts < HALF_A_DAY and starts + HALF_A_DAY < ends <= 2 * HALF_A_DAY:
        starts += HALF_A_DAY if re.search(r"p\.?\s?m", found["two"], re.IGNORECASE) else 0
    minutes = ends - starts if starts < ends <= starts + MAX_MINUTES else between(starts, ends)
    return Timed(title, minutes, minutes, rest, starts, ends) if minutes else None


def _time(text: str) -> tuple[int, str | None]:
    """Minutes since midnight, and which half of the day was said."""
    low = text.lower().strip()
    if low in ("noon", "midnight"):
        return (HALF_A_DAY if low == "noon" else 2 * HALF_A_DAY), "pm"
    half = re.search(r"([ap])\.?\s?m\.?$", low)
    numbers = [int(number) for number in re.findall(r"[0-9]+", low)]
    if len(numbers) == 1 and numbers[0] > 24:
        numbers = [numbers[0] // 100, numbers[0] % 100]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if half:
        hour = hour % 12 + (12 if half[1] == "p" else 0)
    return hour * 60 + minute, half[1] if half else None


def _lengths(text: str) -> Iterator[_Length]:
    for found in _LENGTHS.finditer(text):
        low, high = _low_and_high({name: value for name, value in found.groupdict().items() if value is not None})
        from_the_start = low == 0 and ("two" in found.groupdict() and found["two"] is not None)
        if (low or from_the_start) and 1 <= high <= MAX_MINUTES:
            yield _Length(found.start(), found.end(), high, low)


def _low_and_high(said: dict[str, str]) -> tuple[int, int]:
    if "h_one" in said:
        found = [_amount(said[name], hours=True) for name in ("h_one", "h_two")]
    elif "one" in said:
        found = [_amount(said[name]) for name in ("one", "two")]
    elif "word" in said:
        found = [_IN_WORDS[said[name].lower()] for name in ("word", "word_two") if name in said]
    else:
        found = [_one_length(said)]
    return min(found), max(found)


def _one_length(said: dict[str, str]) -> int:
    if "quarters" in said:
        return 45 if said["quarters"].lower().startswith("three") else 15
    if "half" in said:
        return 30
    if "and_half" in said:
        return 75 if "quarter" in said else 90
    if "an" in said:
        return 60
    for whole, past in (("whole", "more"), ("french", "past"), ("colon", "tail")):
        if whole in said:
            return int(said[whole]) * 60 + int(said[past])
    if "halves" in said:
        return int(said["halves"] or 0) * 60 + 30
    if "hours" in said:
        return _amount(said["hours"], hours=True)
    minutes, times = _amount(said["minutes"]), int(said.get("times", 0))
    return minutes + times if said.get("sign") == "+" else minutes * (times or 1)


def _amount(number: str, *, hours: bool = False) -> int:
    amount = float(number.replace(",", "."))
    return int(amount * 60) if hours else int(amount)


def _ranged(one: int, two: int) -> Timed | None:
    minutes, least = max(one, two), min(one, two)
    return Timed("", minutes, least) if 1 <= minutes <= MAX_MINUTES else None

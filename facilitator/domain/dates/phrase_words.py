"""The words of a phrase, taken one after the other: numbers, ordinals, weekdays and lists of them."""

import re
from collections.abc import Mapping
from typing import Final

from facilitator.domain.dates.plain_dates import MONTH_NAMES, NUMBERS, WEEKDAY_NAMES, WEEKDAYS, read_time
from facilitator.domain.dates.rule import Day
from facilitator.domain.dates.rule_words import ORDINALS
from facilitator.errors import BadInput

_MAX_LENGTH: Final = 500
_ORDINALS: Final = {word: number for number, word in enumerate(ORDINALS, start=1)} | {"last": -1}
_NUMBERED: Final = re.compile(r"(\d{1,3})(?:st|nd|rd|th)", re.ASCII)
_CODES: Final = {"m": 0, "tu": 1, "t": 1, "w": 2, "th": 3, "r": 3, "f": 4}
_CODE: Final = "m|tu|th|t|w|r|f"
# letters for days: two or more joined by signs, or run together in the order of the week
_LETTERS: Final = re.compile(
    rf"\b(?<!\d)(?:(?:{_CODE})(?:\s*[/,&+\u2013-]\s*(?:{_CODE}))+|(?=[a-z]{{2}})m?(?:tu|t(?!h\b))?w?(?:th|r)?f?)\b(?!['\d])"
)
_CLOCK: Final = r"\d{1,2}(?::\d\d)?"
_HALF: Final = r"[ap](?:\.?m\b\.?|\b)"
_HOURS: Final = re.compile(
    rf"(?<![\d/:-])({_CLOCK}|noon)\s*({_HALF})?\s*(?:-|\u2013|to)\s*({_CLOCK}|noon)\s*({_HALF})?(?![\d/:-])"
)
_WORD: Final = re.compile(r"\([^()]*\)|[^\s()]+")


def split_phrase(text: str) -> "PhraseWords":
    """The words of a phrase, in small letters, without commas; ``tue/thu`` and ``mon-fri`` in full words.

    Raises:
        BadInput: when the phrase is too long to be a rule.
    """
    if len(text) > _MAX_LENGTH:
        raise BadInput("the rule is too long", f"Plain words may have {_MAX_LENGTH} characters.")
    plain = text.lower().replace("bi-weekly", "biweekly").replace("semi-", "semi").replace("bi-month", "bimonth")
    plain = _HOURS.sub(_hours, plain.replace("@", " at "))
    plain = re.sub(r"['\u2019](?=s\b)", "", plain)
    plain = _LETTERS.sub(_spelled_days, plain)
    plain = re.sub(r"[,;]", " ", plain).replace("&", " and ").replace("+", " and ")
    plain = re.sub(r"(?<=[a-z])\.?/(?=[a-z])|(?<=st|nd|rd|th)/(?=\d)", " and ", plain)
    plain = re.sub(r"\b([a-z]+)\s*[-–]\s*([a-z]+)\b", _unhyphened, plain)
    return PhraseWords([word.rstrip(".") for word in _WORD.findall(plain) if word.strip(".")])


def _unhyphened(match: re.Match[str]) -> str:
    span = any(match[1] in names and match[2] in names for names in (WEEKDAY_NAMES, MONTH_NAMES))
    return f"{match[1]} to {match[2]}" if span else f"{match[1]} {match[2]}"


def _hours(match: re.Match[str]) -> str:
    """``6-7:30pm`` as ``18:00-19:30``; a beginning without am or pm lies before the end, in the same half if it can."""
    first, first_half, last, last_half = match.groups()
    if not (first_half or last_half or "noon" in (first, last)):
        bare = ":" in first and ":" in last  # of the half of the day that the start is in
        return f" {first}-{last} " if bare else match[0]
    ends = read_time([f"{last}{last_half or ''}"])
    given = first_half or (last_half if first != "noon" else "")
    begins = read_time([f"{first}{given or ''}"])
    if begins and ends and begins >= ends and not first_half and given:
        begins = read_time([f"{first}{'a' if given.startswith('p') else 'p'}"])
    return f" {begins:%H:%M}-{ends:%H:%M} " if begins and ends else match[0]


def _spelled_days(match: re.Match[str]) -> str:
    """``M/W/F``, ``TTh`` and ``M-F`` as names of days."""
    letters = re.findall(_CODE, match[0])
    names = [WEEKDAYS[_CODES[letter]][:3].lower() for letter in letters]
    if len(names) == 2 and ("-" in match[0] or "\u2013" in match[0]):
        return f"{names[0]} to {names[1]}"
    return " and ".join(names)


class PhraseWords:
    """Words with a place among them; what is taken is before it, what is still to be understood after it."""

    __slots__ = ("_words", "numbered", "place")

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self.place = 0
        #: whether the last ordinals were written in figures, as days of the month are
        self.numbered = False

    def at_end(self) -> bool:
        """Whether every word was taken."""
        return self.place >= len(self._words)

    @property
    def next(self) -> str:
        """The next word, or nothing at the end."""
        return "" if self.at_end() else self._words[self.place]

    @property
    def taken(self) -> str:
        """The words understood so far."""
        return " ".join(self._words[: self.place])

    @property
    def rest(self) -> str:
        """The words that are left."""
        return " ".join(self._words[self.place :])

    def since(self, place: int) -> str:
        """The words taken since a place."""
        return " ".join(self._words[place : self.place])

    def ahead(self, length: int) -> str:
        """The next words, or nothing when there are fewer."""
        words = self._words[self.place : self.place + length]
        return " ".join(words) if len(words) == length else ""

    def take(self) -> str:
        """The next word, taken."""
        word = self.next
        self.place += 1
        return word

    def skip(self, length: int) -> None:
        """Take that many words."""
        self.place += length

    def back_to(self, place: int) -> bool:
        """Give back what was taken since a place; always False, for a reader that took nothing after all."""
        self.place = place
        return False

    def next_is(self, *words: str) -> bool:
        """Whether the next word is one of these."""
        return self.next in words

    def takes_one_of(self, *phrases: str) -> bool:
        """Take the longest of these phrases that comes next, and say whether one did."""
        for phrase in sorted(phrases, key=len, reverse=True):
            length = phrase.count(" ") + 1
            if self.ahead(length) == phrase:
                self.skip(length)
                return True
        return False

    def number(self) -> int | None:
        """A number in figures (``8``) or words, taken."""
        word = self.next
        if word in NUMBERS:
            self.place += 1
            return NUMBERS[word]
        if re.fullmatch(r"\d{1,6}", word, re.ASCII):
            self.place += 1
            return int(word)
        return None

    def year(self) -> int | None:
        """A year in four figures, taken."""
        return int(self.take()) if re.fullmatch(r"(19|20|21)\d\d", self.next, re.ASCII) else None

    def interval(self, units: Mapping[str, object]) -> int | None:
        """``2``, ``two``, ``other``, ``second`` or ``2nd`` when one of the units follows; the unit stays."""
        before = self.place
        if self.takes_one_of("other"):
            found: int | None = 2
        else:
            found = self.number()
            if found is None and (ordinals := self.ordinals()):
                found = ordinals[0] if len(ordinals) == 1 and ordinals[0] > 0 else None
        if found is not None and self.next in units:
            return found
        self.place = before
        return None

    def ordinals(self) -> list[int]:
        """``first``, ``2nd and 4th``, ``last``, ``second to last``: negative from the end; taken."""
        found: list[int] = []
        self.numbered = False
        while True:
            before = self.place
            if found:
                self.takes_one_of("and the", "and")
            word = self.next
            match = _NUMBERED.fullmatch(word)
            number = _ORDINALS.get(word, int(match[1]) if match else 0)
            if not number:
                self.place = before
                return found
            self.place += 1
            if number > 0 and self.takes_one_of("to last"):
                number = -number
            self.numbered = bool(match) and (self.numbered or not found)
            found.append(number)

    def weekdays(self, *, listed: bool = True) -> list[Day]:
        """Weekdays, taken: one, or ``mon, tue and thu``, or ``monday to friday``."""
        found: list[Day] = []
        while True:
            before = self.place
            if found:
                self.takes_one_of("and")
            if self.next not in WEEKDAY_NAMES:
                self.place = before
                return found
            first = WEEKDAY_NAMES[self.take()]
            found.append(Day(first))
            if not listed:
                return found
            before = self.place
            if self.takes_one_of("to", "through", "thru") and self.next in WEEKDAY_NAMES:
                last = WEEKDAY_NAMES[self.take()]
                found += [Day((first + ahead) % 7) for ahead in range(1, (last - first) % 7 + 1)]
            else:
                self.place = before

    def names(self, numbers: Mapping[str, int]) -> list[int]:
        """Names of numbers from 1 to 12, listed with or without ``and``, or from one through another; taken."""
        found: list[int] = []
        while True:
            before = self.place
            if found:
                self.takes_one_of("and")
            if self.next not in numbers:
                self.place = before
                return found
            first = numbers[self.take()]
            found.append(first)
            before = self.place
            if self.takes_one_of("to", "through", "thru") and self.next in numbers:
                last = numbers[self.take()]
                found += [(first + ahead - 1) % 12 + 1 for ahead in range(1, (last - first) % 12 + 1)]
            else:
                self.place = before

"""Phone numbers as people write them: read, compared by their digits, and never a pattern of allowed signs."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from facilitator.domain.spelling import tidy

LONGEST: Final = 80
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−－﹣", "-"))
_RUNS: Final = re.compile(r"\+?\(?\d(?:[\s().-]*\d)+")
_LONGEST_SHORT: Final = 6
_ROUNDED: Final = re.compile(r"\s*[+-]?\d+([.,]\d+)?[eE][+]?\d+\s*|\s*\d{5,}\.0+\s*")


@dataclass(frozen=True, slots=True)
class PhoneRead:
    """A number as it is kept and compared; ``odd`` where it does not look like one, ``wrong`` where it cannot be."""

    kept: str
    key: str = ""
    odd: str = ""
    wrong: str = ""


@lru_cache(maxsize=4096)
def read_phone(text: str, region: str) -> PhoneRead:
    """Read a number that is written as in a country (ISO 3166; else the United States).

    What the library does not know but holds digits is kept as it was typed: it may be a short code, or two numbers.
    """
    kept = tidy(text).translate(_DASHES)
    if not kept:
        return PhoneRead("")
    digits = "".join(str(int(sign)) for sign in kept if sign.isdecimal())
    if not digits:
        return PhoneRead(kept, wrong="the phone has no digits")
    if _ROUNDED.fullmatch(kept):
        return PhoneRead(kept, wrong="the phone was made a decimal number by a spreadsheet: format its column as text")
    if len(kept) > LONGEST:
        return PhoneRead(kept, wrong=f"the phone has more than {LONGEST} characters")
    key = _key(kept, region or "US")
    return PhoneRead(kept, key) if key else PhoneRead(kept, digits, odd="the phone does not look like a number")


def number_in(text: str, region: str) -> str:
    """The first number in a text that can be called, with its country; a short one, such as 988, as it stands.

    Empty where there is none. What counts as short is what the country has, by libphonenumber's list.
    """
    import phonenumbers  # its tables of all countries take 26 ms, and most lines hold no number

    where = region or "US"
    for run in _RUNS.findall(text.translate(_DASHES)):
        digits = "".join(sign for sign in run if sign.isdecimal())
        if len(digits) <= _LONGEST_SHORT:
            if phonenumbers.is_valid_short_number_for_region(phonenumbers.parse(digits, where), where):
                return digits
            continue
        found = next(iter(phonenumbers.PhoneNumberMatcher(run, where, phonenumbers.Leniency.POSSIBLE)), None)
        if found is not None:
            return phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.E164)
    return ""


def _key(text: str, region: str) -> str:
    """The whole number with its country and extension; empty where it cannot be one."""
    import phonenumbers  # its tables of all countries take 26 ms, and most lines hold no number

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    whole = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return f"{whole};{number.extension}" if number.extension else whole

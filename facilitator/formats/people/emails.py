"""Addresses as people write them: whether one can be an address at all, without asking anybody else."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from facilitator.domain.spelling import tidy

_SHAPED: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s.,;<>]+")
_NAMED: Final = re.compile(r"[^<>@]*<([^<>]+)>")


@dataclass(frozen=True, slots=True)
class EmailRead:
    """An address as it is kept; ``odd`` where it does not look like one, ``wrong`` where it is none."""

    kept: str
    odd: str = ""
    wrong: str = ""


@lru_cache(maxsize=4096)
def read_email(text: str) -> EmailRead:
    """Read an address; ``Ana <ana@example.org>`` and ``mailto:`` are the address alone.

    No name server is asked: it would see the domains of members. Several addresses are kept as they were typed.
    """
    kept = tidy(text)
    named = _NAMED.fullmatch(kept)
    kept = re.sub(r"(?i)^mailto:\s*", "", named[1].strip() if named else kept)
    if not kept or _is_address(kept):
        return EmailRead(kept)
    several = [part for part in re.split(r"\s*(?::::|[,;\s])\s*", kept) if part]
    if len(several) > 1 and all(_is_address(part) for part in several):
        return EmailRead(kept, odd="there is more than one email")
    if _SHAPED.fullmatch(kept):
        return EmailRead(kept, odd="the email does not look like an address")
    return EmailRead(kept, wrong="the email is not an address such as name@example.org")


def _is_address(text: str) -> bool:
    from email_validator import EmailNotValidError, validate_email  # 28 ms, and most lines hold no address

    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True

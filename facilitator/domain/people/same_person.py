"""When two ways of writing somebody down mean the same: names, addresses, and the person altogether."""

from dataclasses import dataclass
from typing import Final

from facilitator.domain.spelling import fold

_AFTER_A_NAME: Final = frozenset(
    ("jr", "sr", "ii", "iii", "iv", "phd", "esq", "cprs", "cprp", "csac", "cadc", "lpc", "lcsw", "msw", "rn", "lpn")
)
"""What stands behind a comma and is nobody's first name."""


def plain_name(name: str) -> str:
    """A name in the order in which it is spoken: "Bell, Ana" is Ana Bell, and "Ana Bell, Jr." is no "Jr. Ana Bell".

    What has more commas than that stays as it is.
    """
    parts = [part.strip() for part in name.split(",")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    if len(parts) not in (2, 3) or not all(parts):
        return ", ".join(parts) if len(parts) > 1 else parts[0]
    suffix = next((part for part in parts[1:] if _is_suffix(part)), "")
    if suffix:
        parts.remove(suffix)
    if len(parts) == 3:
        return ", ".join(parts)
    return " ".join([*reversed(parts), *([suffix] if suffix else [])])


def _is_suffix(part: str) -> bool:
    return fold(part).replace(".", "").replace(" ", "") in _AFTER_A_NAME


def name_key(name: str) -> str:
    """What a name is looked up by: folded, in the order in which it is spoken."""
    return fold(plain_name(name)) if "," in name else fold(name)


def email_key(email: str) -> str:
    """An address as it is compared: without case."""
    return fold(email)


def phone_tail(phone: str) -> str:
    """The last digits of a phone: enough to know somebody by, and no number to call."""
    digits = [sign for sign in phone if sign.isdecimal()]
    return f"phone ending in {''.join(digits[-4:])}" if digits else ""


@dataclass(frozen=True, slots=True)
class Particulars:
    """What tells people of one name apart, as it is compared; empty is unknown, and no difference to anything."""

    alias: str
    phone: str
    email: str

    @property
    def values(self) -> tuple[str, str, str]:
        """All three, in their order."""
        return self.alias, self.phone, self.email

    def told_apart(self, other: "Particulars") -> bool:
        """Whether something that both have is not the same."""
        # written out: of two thousand rows of one name each is held against each
        return bool(
            (self.phone and other.phone and self.phone != other.phone)
            or (self.alias and other.alias and self.alias != other.alias)
            or (self.email and other.email and self.email != other.email)
        )

    def shared(self, other: "Particulars") -> int:
        """How many of the three both have, and have alike."""
        return (
            (self.alias != "" and self.alias == other.alias)
            + (self.phone != "" and self.phone == other.phone)
            + (self.email != "" and self.email == other.email)
        )

    def filled_from(self, other: "Particulars") -> "Particulars":
        """These, and where one is empty the other's: a filled value beats a blank in any order."""
        return Particulars(self.alias or other.alias, self.phone or other.phone, self.email or other.email)

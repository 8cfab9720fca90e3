"""The time zone of this computer, as a first guess for a new program."""

import os
from pathlib import Path

from facilitator.errors import BadInput
from facilitator.zones import canonical

_LINK = Path("/etc/localtime")
_NAMED = Path("/etc/timezone")


def local_zone(*, link: Path = _LINK, named: Path = _NAMED) -> str:
    """The IANA name of this computer's zone; empty where it cannot be told, as on Windows."""
    for guess in (os.environ.get("TZ", "").lstrip(":"), _linked(link), _written(named)):
        try:
            found = canonical(guess) if guess else ""
        except BadInput:
            continue
        if found and found != "UTC":  # a machine without a zone says UTC: no program lives there
            return found
    return ""


def _linked(link: Path) -> str:
    try:
        target = str(link.readlink()) if link.is_symlink() else ""
    except OSError:
        return ""
    return target.partition("zoneinfo/")[2]


def _written(named: Path) -> str:
    try:
        return named.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""

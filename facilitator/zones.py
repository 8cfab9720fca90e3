"""Time zones by their IANA names, from the tzdata package before the system's files.

An old laptop has old rules: Vancouver, Edmonton and Winnipeg stopped falling back in 2026. The package comes
with the program, so every machine computes the same dates.
"""

from datetime import tzinfo
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import tzdata

from facilitator.errors import BadInput

_FIXED = {"EST": "America/New_York", "MST": "America/Denver", "HST": "Pacific/Honolulu"}


@cache
def canonical(name: str) -> str:
    """The canonical IANA name: ``US/Eastern`` becomes ``America/New_York``.

    A name that has a country in ``zone.tab`` stands for itself even where tzdata links it to a neighbour.

    Raises:
        BadInput: for unknown names, fixed offsets and abbreviations that never change their clocks.
    """
    wanted = name.strip()
    places = _places()
    if wanted in places:
        return wanted
    links, zones = _links_and_zones()
    if wanted in ("UTC", "Etc/UTC") or links.get(wanted) == "Etc/UTC":
        return "UTC"
    if wanted in _FIXED:
        raise BadInput(
            f"zone {wanted!r} never changes its clocks",
            f"Write the place instead, such as {_FIXED[wanted]}.",
        )
    target = links.get(wanted, wanted)
    if target in places or (target in zones and not target.startswith(("Etc/", "Factory"))):
        return target
    near = links.get(f"US/{wanted.strip().capitalize()}") or _nearest(wanted, places)
    raise BadInput(
        f"unknown time zone {wanted!r}",
        f"Did you mean {near}?" if near else "Use an IANA name such as America/New_York.",
    )


@cache
def zone(name: str) -> ZoneInfo:
    """The zone of that name, its rules read from the tzdata package.

    Raises:
        BadInput: as :func:`canonical`.
    """
    key = canonical(name)
    with tzdata_file("zoneinfo", *key.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=key)


def key_of(tz: tzinfo | None) -> str:
    """The IANA name behind a zone made here."""
    return getattr(tz, "key", None) or "UTC"


@cache
def country(name: str) -> str:
    """The country of a zone by its ISO 3166 code, as zone.tab has it; empty for UTC and for nothing.

    Raises:
        BadInput: as :func:`canonical`.
    """
    key = canonical(name) if name else ""
    lines = tzdata_file("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
    return next((line[:2] for line in lines if line[:1] != "#" and line.split("\t")[2].strip() == key), "")


def tzdata_file(*path: str) -> Path:
    """A file of the tzdata package. importlib.resources finds it too, and takes 5 ms of each start to be imported."""
    return Path(tzdata.__path__[0], *path)


def tzdata_version() -> str:
    """The version of the zone rules in use, as ``doctor`` shows it."""
    from importlib import metadata  # 10 ms, most of it the parser of mail

    return metadata.version("tzdata")


def _nearest(wanted: str, places: frozenset[str]) -> str:
    import difflib  # 6 ms, and only when a name is wrong

    tail = {place.rsplit("/", 1)[-1].lower(): place for place in sorted(places)}
    close = difflib.get_close_matches(wanted.rsplit("/", 1)[-1].lower().replace(" ", "_"), tail, 1, 0.75)
    return tail[close[0]] if close else ""


@cache
def _places() -> frozenset[str]:
    """Places with a country, as the tzdata package lists them."""
    return frozenset(
        line.split("\t")[2].strip()
        for line in tzdata_file("zoneinfo", "zone.tab").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    )


@cache
def _links_and_zones() -> tuple[dict[str, str], frozenset[str]]:
    """Links and zones, as the tzdata package lists them: 4,000 lines, which the name of a place does without."""
    links: dict[str, str] = {}
    zones: set[str] = set()
    for line in tzdata_file("zoneinfo", "tzdata.zi").read_text("utf-8").splitlines():
        words = line.split()
        if line.startswith("L "):
            links[words[2]] = words[1]
        elif line.startswith("Z "):
            zones.add(words[1])
    return links, frozenset(zones)

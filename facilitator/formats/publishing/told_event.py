"""Read and change the VEVENTs that were written here: what was told, told as withdrawn, told once more."""

from datetime import UTC, datetime

from facilitator import zones
from facilitator.domain.publishing.changes import Shown
from facilitator.formats.publishing.ics_write import CANCELED
from facilitator.formats.publishing.lines import folded, unfolded

_UNESCAPED = {"n": "\n", "N": "\n"}


def read_event(event: bytes) -> Shown:
    """What subscribers were told by a VEVENT; only for bytes that were written here."""
    values = {name: value for name, _, value in map(_parted, unfolded(event))}
    zone = next((each[len("DTSTART;TZID=") :].partition(":")[0] for each in unfolded(event) if "DTSTART;" in each), "")
    title = _unescaped(values["SUMMARY"])
    return Shown(
        _moment(values["DTSTART"], zone),
        _moment(values["DTEND"], zone),
        zone or "UTC",
        title.removeprefix(CANCELED),
        _unescaped(values.get("LOCATION", "")),
        title.startswith(CANCELED),
    )


def withdrawn_event(event: bytes, *, sequence: int, at: datetime) -> bytes:
    """The session told as cancelled, with its title and its time, and nothing else of what was told.

    Its times are in UTC: no VTIMEZONE has to be there for it.
    """
    told = read_event(event)
    values = {name: f"{name}:{value}" for name, _, value in map(_parted, unfolded(event))}
    summary = values["SUMMARY"] if told.cancelled else values["SUMMARY"].replace(":", f":{CANCELED}", 1)
    lines = (
        "BEGIN:VEVENT",
        values["UID"],
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        values["CREATED"],
        f"LAST-MODIFIED:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{sequence}",
        "STATUS:CANCELLED",
        f"DTSTART:{told.starts_at_utc:%Y%m%dT%H%M%SZ}",
        f"DTEND:{told.ends_at_utc:%Y%m%dT%H%M%SZ}",
        summary,
        "END:VEVENT",
    )
    return "".join(map(folded, lines)).encode()


def told_again(event: bytes, *, sequence: int, at: datetime) -> bytes:
    """The same as was told once, as a newer word: apps pass over what has a lower SEQUENCE than they know."""
    stamp = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    new = {"SEQUENCE": f"{sequence}", "DTSTAMP": stamp, "LAST-MODIFIED": stamp}
    lines = ((line, _parted(line)[0]) for line in unfolded(event))
    return "".join(folded(f"{name}:{new[name]}" if name in new else line) for line, name in lines).encode()


def _parted(line: str) -> tuple[str, str, str]:
    """The name of a line, its parameters, and its value; none of the parameters written here has a colon."""
    before, _, value = line.partition(":")
    name, _, parameters = before.partition(";")
    return name, parameters, value


def _moment(value: str, zone: str) -> datetime:
    at = datetime.fromisoformat(value.removesuffix("Z"))
    if value.endswith("Z"):
        return at.replace(tzinfo=UTC)
    return at.replace(tzinfo=zones.zone(zone)).astimezone(UTC)


def _unescaped(value: str) -> str:
    parts = iter(value)
    return "".join(_UNESCAPED.get(after := next(parts, ""), after) if each == "\\" else each for each in parts)

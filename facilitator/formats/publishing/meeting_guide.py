"""The groups of a public page in the Meeting Guide format, for the sites and apps that list meetings of many programs.

It has room for what meets each week and is open to whoever comes; the rest is left out, with a reason.

Source: https://github.com/code4recovery/spec (README.md and data/types.json, as of March 2026).
"""

import json
from collections.abc import Mapping
from datetime import time
from types import MappingProxyType
from typing import Any, Final

from facilitator.domain.publishing.feed import Feed
from facilitator.domain.publishing.public_page import PageGroup, PublicPage
from facilitator.words import EnrolmentKind, Mode

LONGEST_NAME: Final = 255

_AS_THEY_ARE: Final = "af am ar bg da de el en fa fi fr he hi hr hu is ja ka lt ml mt ne nl no sk sl sv th tl uk"
_OTHERS: Final = {
    "ase": "ASL", "es": "S", "it": "ITA", "ko": "KOR", "pa": "PUN", "pl": "POL", "pt": "POR", "ru": "RUS", "tr": "TUR",
}  # fmt: skip

LANGUAGE_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {each: each.upper() for each in _AS_THEY_ARE.split()} | _OTHERS
)
"""The code of each language that the format has one for, by that of BCP 47."""

_WHEELCHAIR: Final = frozenset(
    f"wheelchair{each}" for each in ("", "s", " access", "-accessible", " accessible", " ramp")
)


def meeting_guide(page: PublicPage, feed: Feed, web_address: str, paths: Mapping[str, str]) -> bytes:
    """The meetings as JSON; ``paths`` are the pages of the groups by their uids. The same page gives the same bytes."""
    found = [each for group in page.groups if not why_left_out(group) for each in _meetings(page, group)]
    if web_address:
        for each, uid in found:
            each["url"] = f"{web_address}/{paths[uid]}"
            each["entity_url"] = f"{web_address}/{feed.page}"
    listed = sorted((each for each, _ in found), key=lambda each: str(each["slug"]))
    return json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8", "replace") + b"\n"


def why_left_out(group: PageGroup) -> str:
    """Why a group is not in it; empty where it is."""
    if not group.weekly:
        return "it does not meet every week"
    if group.enrolment is EnrolmentKind.CLOSED:
        return "it takes nobody new"
    if group.mode is Mode.ONLINE and not _is_web(group.link):
        return "it is online, and its link is not told"
    if group.mode is not Mode.ONLINE and not group.street:
        return "its address is not told"
    return ""


def left_out(page: PublicPage) -> tuple[str, ...]:
    """Each group that is not in it, with the reason, in a line."""
    return tuple(f"{each.title}: {why}" for each in page.groups if (why := why_left_out(each)))


def _meetings(page: PublicPage, group: PageGroup) -> list[tuple[dict[str, Any], str]]:
    """One meeting for each time of day, on the days on which it is at that time."""
    by_time: dict[tuple[time, time], list[int]] = {}
    for weekday in group.weekdays:
        by_time.setdefault(group.usual_on(weekday), []).append((weekday + 1) % 7)  # theirs begin with Sunday
    made = []
    for number, ((starts, ends), days) in enumerate(sorted(by_time.items()), 1):
        meeting: dict[str, Any] = {
            "name": group.title[:LONGEST_NAME],
            "slug": group.uid[:8] if number == 1 else f"{group.uid[:8]}-{number}",
            "day": days[0] if len(days) == 1 else sorted(days),
            "time": f"{starts:%H:%M}",
            "end_time": f"{ends:%H:%M}",
            "timezone": group.zone,
            "types": _types(group),
            "entity": page.name,
            "location": group.site,
            "formatted_address": group.street,
            "notes": _notes(group),
        }
        if group.mode is not Mode.IN_PERSON and _is_web(group.link):
            meeting["conference_url"] = group.link
        if group.point:
            meeting["latitude"], meeting["longitude"] = (round(each, 5) for each in group.point)
        made.append(({key: value for key, value in meeting.items() if value not in ("", [])}, group.uid))
    return made


def _types(group: PageGroup) -> list[str]:
    """Codes of what is said of a group in so many words; nothing is guessed."""
    found = {LANGUAGE_TYPES.get(group.spoken.partition("-")[0], "")}
    if any(each.lower() in _WHEELCHAIR for each in group.access):
        found.add("X")
    if group.enrolment is EnrolmentKind.DROP_IN:
        found.add("O")
    return sorted(found - {""})


def _notes(group: PageGroup) -> str:
    """What stands beside an address, which has to be one that a map finds; as plain text."""
    lines = (group.room, "; ".join(group.access), group.way, group.about)
    return "\n".join(each for each in lines if each)


def _is_web(link: str) -> bool:
    return link.startswith(("https://", "http://"))

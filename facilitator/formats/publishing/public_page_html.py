"""The public page of a feed as files: HTML without a word of script in it, one style sheet, and a small script.

Each value that goes into a template is escaped by it: somebody typed it. The same values give the same bytes.
"""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from facilitator.domain.agency.slots import HAS_988
from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.publishing.feed import Feed
from facilitator.domain.publishing.public_page import PageGroup, PublicPage
from facilitator.formats.publishing.meeting_guide import meeting_guide
from facilitator.formats.publishing.page_words import ENGLISH
from facilitator.formats.publishing.subscribe_links import qr_svg, subscribe_links

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE: Final = Path(__file__).resolve().parent / "templates"
# what no HTML may hold, and lone surrogates, which no encoding carries
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MEETINGS: Final = "meetings.json"
"""The groups for those who list meetings of many programs."""

_BESIDE: Final = ("page.css", "page.js")


def page_files(page: PublicPage, feed: Feed, web_address: str) -> dict[str, bytes]:
    """Each file of the page by its path in the folder of the feed; ``web_address`` is empty where nobody said it."""
    made = {feed.page: _html("page.html", page, feed, web_address, feed.page, None)}
    paths = {group.uid: group_path(feed, group.uid) for group in page.groups}
    for group in page.groups:
        made[paths[group.uid]] = _html("group.html", page, feed, web_address, paths[group.uid], group)
    made[f"{feed.page_folder}/{MEETINGS}"] = meeting_guide(page, feed, web_address, paths)
    return made | {f"{feed.page_folder}/{each}": (_HERE / each).read_bytes() for each in _BESIDE}


def group_path(feed: Feed, uid: str) -> str:
    """The page of a group: its address stays when its title changes, for somebody has it."""
    return f"{feed.page_folder}/{uid[:8]}.html"


def _html(template: str, page: PublicPage, feed: Feed, web_address: str, path: str, group: PageGroup | None) -> bytes:
    calendar = (group.address if group else None) or feed.path
    own = f"{web_address}/{path}" if web_address else ""
    from markupsafe import Markup

    values: dict[str, Any] = {
        "w": ENGLISH,
        "page": page,
        "group": group,
        "feed": feed,
        "path": path,
        "root": "../" if group else "",
        "calendar": calendar,
        "whole": group is not None and group.address is None,
        "links": subscribe_links(web_address, calendar, group.title if group and group.address else page.name),
        "own": own,
        "meetings": f"{web_address}/{feed.page_folder}/{MEETINGS}" if web_address and group is None else "",
        "qr": Markup(qr_svg(own)) if own else "",  # noqa: S704 - drawn here, of squares
        "has_988": not page.country or page.country in HAS_988,
        "choices": _choices(page),
        "say_date": say_date,
        "group_path": group_path,
    }
    return _templates().get_template(template).render(values).encode("utf-8")


def _choices(page: PublicPage) -> list[tuple[str, str, list[str]]]:
    """What can be chosen from: the name of each filter, its label, and what is there, where that is more than one."""
    found = {
        "site": {each.site for each in page.groups},
        "program": {each.program for each in page.groups},
        "spoken": {each.language for each in page.groups},
        "mode": {ENGLISH[each.mode.value] for each in page.groups},
        "access": {way for each in page.groups for way in each.access},
    }
    listed = [(name, ENGLISH[name], sorted(words - {""})) for name, words in found.items()]
    return [each for each in listed if len(each[2]) > 1 or (each[2] and each[0] == "access")]


@cache
def _templates() -> "Environment":
    """Templates that escape, and break where a value is not there."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # 60 ms, and only where something is published

    made = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    made.tests["web"] = lambda text: str(text).startswith(("https://", "http://"))
    return made


def _clean(value: Any) -> Any:
    return type(value)(_CONTROLS.sub("", value)) if isinstance(value, str) else value

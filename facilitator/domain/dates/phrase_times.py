"""Times of day in the words of a rule."""

import re
from datetime import datetime, time
from typing import Final

from facilitator.domain.dates.phrase_words import PhraseWords
from facilitator.domain.dates.plain_dates import read_time, say_time
from facilitator.domain.dates.rule_draft import RuleDraft
from facilitator.errors import BadInput

_HOURS: Final = re.compile(r"(\d{1,2}:\d\d)-(\d{1,2}:\d\d)")


def read_at(words: PhraseWords, draft: RuleDraft) -> bool:
    """``at 9 am and 3 pm``, ``6-7:30pm``: taken and noted; whether there was one."""
    before = words.place
    words.takes_one_of("at", "from")
    if hours := _HOURS.fullmatch(words.next):
        words.take()
        begins, ends = (read_time([text]) for text in hours.groups())
        return begins is not None and ends is not None and _read_hours(draft, begins, ends)
    times = list[time]()
    while (at := take_time(words, draft.start)) is not None:
        times.append(at)
        words.takes_one_of("and")
    draft.times += times
    return bool(times) or words.back_to(before)


def _read_hours(draft: RuleDraft, begins: time, ends: time) -> bool:
    """``6-7:30pm``: when it begins, and how long it lasts, which is said apart."""
    if begins.hour < ends.hour <= 12 and (begins.hour + 12, begins.minute) == (draft.start.hour, draft.start.minute):
        begins, ends = begins.replace(hour=begins.hour + 12), ends.replace(hour=ends.hour % 12 + 12)
    draft.times.append(begins)
    lasts = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
    if draft.minutes is None or lasts != draft.minutes:
        said = f"a session lasts {draft.minutes}" if draft.minutes is not None else "how long it lasts is said apart"
        raise BadInput(
            f"the rule says {say_time(begins)} to {say_time(ends)}, which is {lasts} minutes; {said}",
            "Leave the hours out of the rule: the start says when it begins, the minutes how long it lasts.",
        )
    return True


def take_time(words: PhraseWords, start: datetime | None = None) -> time | None:
    """A time of day; without am or pm, it is the start's where the clock on the wall would show the same."""
    for length in (2, 1):
        said = words.ahead(length)
        at = read_time(said.split())
        if at is not None:
            words.skip(length)
            if start is not None and not re.search("[apn]", said) and at.hour < 12:
                twelve = (start.hour % 12, start.minute) == (at.hour % 12, at.minute)
                return start.time() if twelve else at
            return at
    return None

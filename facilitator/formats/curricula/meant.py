"""What was most likely meant by a heading or a label that is written otherwise than here."""

import difflib
import re

from facilitator.domain.curricula.curriculum import MAX_MINUTES, PartKind
from facilitator.domain.curricula.outline_minutes import alone, split_minutes
from facilitator.formats.curricula.headings import MAX_TITLE, item_heading, split_heading

_LIKE_HANDOUT = re.compile(r"hand-?outs?\b\s*(?:[0-9]+\s*)?[:.–—-]*\s*(?P<title>.*)$", re.IGNORECASE)
_FEW = 5
_WITH_SO_MANY = re.compile(r"(?:with|for|if)\s+(?:only\s+)?([0-9]{1,3})\b")
_FEW_WORDS = r"(?:with|for) (?:only )?(?:(?:two|three|four)(?: or (?:three|four))?|a few|few|a small group)(?: people)?"
_MANY_WORDS = r"(?:with|for) (?:ten|twelve|fourteen|twenty|a? ?(?:large|big) groups?|more|lots)(?: people)?"
_OTHER_WORDS = {
    PartKind.WITH_THREE: rf"{_FEW_WORDS}|(?:in )?(?:a )?(?:small|tiny) groups?",
    PartKind.WITH_MANY: rf"{_MANY_WORDS}|(?:in )?(?:a )?(?:large|big) groups?",
    PartKind.WITHOUT_PAPER: r"(?:no|without) (?:paper|pens?|writing|handouts?)|not? writing",
    PartKind.ONLINE: r"(?:if |when )?(?:virtual(?:ly)?|zoom|on zoom|remote|video|by video|hybrid|telehealth)",
    PartKind.CARE: r"safety|caution|(?:be )?careful|warning|trauma|trigger warning|heads[- ]up|take care|watch for",
    PartKind.SHARE_PROMPT: r"(?:prompts?|questions?|share|sharing|discuss(?:ion)?|discussion questions?|ask)",
    PartKind.SOMETHING_TO_TRY: r"(?:homework|try this|try|take[- ]?away|take[- ]home|practice|this week|for next time)",
    PartKind.MATERIALS: r"(?:supplies|bring|you need|what you need|you will need|equipment|tools)",
    PartKind.CUE: r"(?:brief|in short|in a word|reminder|aim|one line)",
    PartKind.SKILLS: r"(?:skills? practiced|competenc(?:y|ies))",
}


def nearest_part(label: str) -> str:
    """The label that was most likely meant, or nothing."""
    known = {kind.value.lower(): kind.value for kind in PartKind}
    asked = " ".join(label.lower().strip(" :.").split())
    if people := _WITH_SO_MANY.match(asked):
        return (PartKind.WITH_THREE if int(people[1]) <= _FEW else PartKind.WITH_MANY).value
    for kind, others in _OTHER_WORDS.items():
        if re.fullmatch(others, asked):
            return kind.value
    close = difflib.get_close_matches(asked, known, 1)
    return known[close[0]] if close else ""


def of_minutes(brackets: str) -> str:
    """What to write in place of minutes in brackets that cannot be read."""
    found = re.fullmatch(r"([0-9]{1,4}) min, at least ([0-9]{1,4})", brackets.strip())
    if found and int(found[2]) > int(found[1]):
        return "At least cannot be more than the minutes themselves: (15 min, at least 10)"
    meant = meant_minutes(f"x ({brackets})")
    message = f"Minutes are a whole number from 1 to {MAX_MINUTES}: (15 min), or (15 min, at least 10)"
    return f"Write {meant.removeprefix('x ')}. {message}" if meant and meant != f"x ({brackets})" else message


def of_item_without_minutes(title: str) -> str:
    """What to write in place of an item's title that has no minutes, or has them in other words, or is a handout's."""
    if handout := meant_handout(title):
        return f"This item has no minutes. For a page for members write {handout}"
    if meant := meant_minutes(title):
        return f"These minutes cannot be read. Write ### {meant}"
    return "This item has no minutes. Write them after its title: (15 min) or (15 min, at least 10)"


def of_lesson(title: str) -> str:
    """What to write in place of a lesson's minutes in other words, such as ``(1 hour)``; nothing for any other."""
    found = re.search(r"\([^()]*\)$", title)
    timed = alone(found[0]) if found else None
    return f"These minutes cannot be read. Write ({timed.minutes} min)" if timed else ""


def of_deep_heading(words: str) -> str:
    """What to write in place of a heading of level four or deeper that stands in no handout."""
    words = " ".join(words.split())[:MAX_TITLE]
    if handout := meant_handout(words):
        return f"A handout begins with three # signs. Write {handout}"
    if split_heading(words).minutes is not None:
        return f"An agenda item begins with three # signs. Write ### {words}"
    return (
        "Use # for the title, ## for a lesson and ### for an agenda item or a handout; #### is a heading only inside "
        f"a handout. Here write ### {meant_minutes(words) or words + ' (10 min)'}, or **{words}** in bold."
    )


def meant_minutes(words: str) -> str | None:
    """A heading with its minutes as they are written here, where it says them in other words; None where it does not.

    ``Round (5 minutes)`` is meant as ``Round (5 min)``, ``Round - 10 to 15 min`` as ``Round (15 min, at least 10)``.
    """
    timed = split_minutes(words)
    if not timed.minutes or not timed.title:
        return None
    title = " ".join(each for each in (timed.title, timed.rest) if each)
    return item_heading(title, timed.minutes, timed.least_minutes or timed.minutes)


def meant_handout(words: str) -> str | None:
    """The heading of a handout that was written without its colon, or in the plural; None for any other."""
    found = _LIKE_HANDOUT.match(words)
    return f"### Handout: {found['title'].strip() or 'One small thing'}" if found else None

"""The agenda of a session as PDF, whole or on one page."""

from facilitator.domain.agency.slots import HAS_988, LABELS
from facilitator.domain.curricula.curriculum import Part, PartKind, Say
from facilitator.domain.papers.lesson_papers import AgendaPaper, PaperItem
from facilitator.formats.papers.markdown_tree import Node, Piece, inline_tree, markdown_tree
from facilitator.formats.papers.pdf import typeset
from facilitator.words import PaperSize, SlotName

EMPTY_ROWS = 8
"""Rows to fill in by hand where a session has no curriculum."""

_PROMPTS = (PartKind.SHARE_PROMPT, PartKind.SOMETHING_TO_TRY)


def agenda_pdf(paper: AgendaPaper, size: PaperSize, *, brief: bool = False) -> bytes:
    """The PDF of an agenda; ``brief`` keeps the aim, times, items and prompts, as large as one page can hold.

    Raises:
        BadInput: for characters that no font has.
    """
    values = {
        "group": paper.group,
        "topic": paper.topic,
        "lesson": paper.lesson,
        "when": paper.when,
        "where": paper.where,
        "foot": paper.foot,
        "source": paper.source,
        "brief": brief,
        "dated": paper.dated,
        "notes": list(paper.notes),
        "aim": markdown_tree(paper.aim),
        "notice": markdown_tree(paper.notice),
        "help": _help(paper),
        "limits": [{"is": "paragraph", "inside": [line]} for line in paper.limits.splitlines()],
        "parts": [_part(each) for each in paper.parts],
        "items": [_item(each) for each in paper.items],
        "empty": 0 if paper.items else EMPTY_ROWS,
    }
    title = ", ".join(part for part in (paper.lesson, paper.when) if part)
    return typeset("agenda.typ", values, title=title, language=paper.language, size=size)


def _item(item: PaperItem) -> Node:
    return {
        "at": item.at,
        "length": f"{item.minutes} min",
        "title": item.title,
        "blocks": [{"say": isinstance(each, Say), "blocks": markdown_tree(each.text)} for each in item.blocks],
        "parts": [_part(each) for each in item.parts if each.kind is not PartKind.CUE],
        "prompts": _prompts(item),
    }


def _part(part: Part) -> Node:
    return {"label": part.kind.value, "blocks": markdown_tree(part.text)}


def _prompts(item: PaperItem) -> list[Node]:
    """What sets an item going, in few words: the cue that is written for it, what to share, what to try.

    No sentence is taken out of the words to say: alone it says something else. Without a cue the lesson's aim at the
    top of the page has to do.
    """
    cues = [part.text for part in item.parts if part.kind is PartKind.CUE]
    said: list[Node] = [{"label": "", "inside": inline_tree(cue)} for cue in cues]
    return said + [
        {"label": part.kind.value, "inside": inline_tree(part.text)} for part in item.parts if part.kind in _PROMPTS
    ]


def _help(paper: AgendaPaper) -> list[list[Piece]]:
    """Whom to call, and where help is. What nobody filled in, and 911 and 988 elsewhere, are lines to write on."""
    danger = "**If somebody is in danger, call 911.** Call or text **988** at any hour."
    if paper.country and paper.country not in HAS_988:
        danger = "**If somebody is in danger** call: ____________\u2003Crisis line: ____________"
    # as plain words: what a program wrote is no Markdown
    filled: list[list[Piece]] = [[{"is": "strong", "inside": [f"{label}:"]}, f" {text}"] for label, text in paper.slots]
    tonight = [] if LABELS[SlotName.ON_CALL] in dict(paper.slots) else [inline_tree(_ON_CALL)]
    return [inline_tree(danger), *tonight, *filled]


_ON_CALL = "On call: ____________\u2003Phone: ____________"

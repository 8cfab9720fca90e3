"""Handouts as PDF: pages for members, each handout from a page of its own."""

from facilitator.domain.papers.lesson_papers import HandoutPaper
from facilitator.formats.papers.markdown_tree import markdown_tree
from facilitator.formats.papers.pdf import typeset
from facilitator.words import PaperSize


def handout_pdf(paper: HandoutPaper, size: PaperSize, *, large: bool = False) -> bytes:
    """The PDF of handouts; ``large`` sets them in 18 point.

    Raises:
        BadInput: for characters that no font has.
    """
    values = {
        "name": paper.name,
        "source": paper.source,
        "large": large,
        "pages": [{"title": each.title, "blocks": markdown_tree(each.text)} for each in paper.handouts],
    }
    return typeset("handout.typ", values, title=paper.title, language=paper.language, size=size)

"""Numbers that Word counts by itself, as lines of an outline."""

import io

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from facilitator.domain.curricula.draft import draft_of
from facilitator.domain.curricula.outline import LineKind
from facilitator.formats.curricula.drafts.docx_lists import WordLists
from facilitator.formats.curricula.drafts.outline_docx import read_outline_docx

ITEMS, SESSIONS, DOTS = 90, 91, 92


def document_with_lists():
    """A list of steps, one whose labels say "Session", and one of bullets below a number."""
    document = Document()
    numbering = document.part.numbering_part.element
    kinds = {
        ITEMS: [("decimal", "%1.", 1), ("lowerLetter", "%2)", 1)],
        SESSIONS: [("decimal", "Session %1:", 4), ("decimal", "Part %1.%2", 1)],
        DOTS: [("decimal", "%1.", 1), ("bullet", "•", 1)],
    }
    for number, levels in kinds.items():
        inner = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{label}"/></w:lvl>'
            for at, (kind, label, start) in enumerate(levels)
        )
        xml = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">{inner}</w:abstractNum>'
        numbering.insert(0, parse_xml(xml))
        numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>')
        )
    return document


def listed(document, number, words, level=0):
    paragraph = document.add_paragraph(words)
    xml = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(xml))


def outline(document):
    file = io.BytesIO()
    document.save(file)
    return read_outline_docx(file.getvalue())


def test_labels_with_words_begin_lessons_and_others_do_not():
    document = document_with_lists()
    for title, first, then in (
        ("Trust", "Welcome (5 min)", "Talk (20 min)"),
        ("Rest", "Hello (5 min)", "Walk (30 min)"),
    ):
        listed(document, SESSIONS, title)
        listed(document, ITEMS, first)
        listed(document, ITEMS, then)
    lessons = draft_of(outline(document), title=None, name="x").lessons
    assert [(each.title, [(item.title, item.minutes) for item in each.items]) for each in lessons] == [
        ("Trust", [("Welcome", 5), ("Talk", 20)]),
        ("Rest", [("Hello", 5), ("Walk", 30)]),
    ]


def test_word_counts_by_list_and_begins_again_below_each_number():
    lists = WordLists(document_with_lists())
    said = [
        lists.line(str(number), level, "x") for number, level in ((91, 0), (91, 1), (91, 1), (91, 0), (91, 1), (90, 0))
    ]
    assert [each.text for each in said] == [
        "Session 4: x",
        "Part 4.1 x",
        "Part 4.2 x",
        "Session 5: x",
        "Part 5.1 x",
        "x",
    ]
    assert (said[-1].kind, said[-1].number) == (LineKind.NUMBERED, 1)


def test_each_level_says_whether_it_has_bullets():
    lists = WordLists(document_with_lists())
    kinds = [lists.line(number, level, "x").kind for number, level in (("92", 0), ("92", 1), ("90", 1), ("7000", 0))]
    assert kinds == [LineKind.NUMBERED, LineKind.BULLET, LineKind.NUMBERED, LineKind.NUMBERED]

"""Word files as lines of an outline; those that are none, or would do harm, are refused in a line."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from facilitator.domain.curricula.outline import LineKind
from facilitator.errors import BadInput
from facilitator.formats.curricula.drafts.outline_docx import read_outline_docx

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def lines(document):
    return [(line.kind.value, line.level, line.text) for line in read_outline_docx(saved(document)).lines]


def repacked(data, **parts):
    """The same file with parts put in or changed; ``word__document`` is word/document.xml."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, None) or old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def test_headings_lists_quotes_and_tables():
    document = Document()
    document.add_heading("Steady ground", 0)
    document.add_heading("Session 1", 1)
    document.add_paragraph("Plain words")
    document.add_paragraph("Welcome (5 min)", style="List Bullet")
    document.add_paragraph("a ball", style="List Bullet 2")
    document.add_paragraph("First", style="List Number")
    document.add_paragraph("Hello.", style="Quote")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("Time", "What", "10 min", "Tea\nand talk"), strict=True):
        cell.text = words
    document.add_paragraph("")
    assert lines(document) == [
        ("title", 0, "Steady ground"),
        ("heading", 1, "Session 1"),
        ("plain", 0, "Plain words"),
        ("bullet", 0, "Welcome (5 min)"),
        ("bullet", 1, "a ball"),
        ("numbered", 0, "First"),
        ("quote", 0, "Hello."),
        ("row", 0, "Time | What"),
        ("row", 0, "10 min | Tea and talk"),
    ]
    assert read_outline_docx(saved(document)).lines[-1].cells == ("10 min", "Tea and talk")


def test_words_in_links_controls_and_corrections_are_there_and_struck_out_ones_are_not():
    document = Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:p {nsdecls('w')}><w:ins><w:r><w:t>put in, </w:t></w:r></w:ins><w:del><w:r><w:delText>gone</w:delText>"
            "</w:r></w:del><w:hyperlink><w:r><w:t>a link</w:t><w:tab/><w:t>end</w:t></w:r></w:hyperlink></w:p>"
        ),
    )
    assert [text for _, _, text in lines(document)] == ["In a control", "put in, a link end"]


def test_what_is_left_out_is_told():
    document = Document()
    document.add_picture(io.BytesIO(PIXEL))
    document.add_paragraph("Tea")
    document.sections[0].header.paragraphs[0].text = "A program"
    assert read_outline_docx(saved(document)).left_out == ("1 picture", "the lines at the top of each page")


def encrypted(data):
    """As if a part had a password: its flag is set in both places."""
    made = bytearray(data)
    local, central = made.find(b"PK\x03\x04"), made.find(b"PK\x01\x02")
    made[local + 6] |= 1
    made[central + 8] |= 1
    return bytes(made)


TOO_LARGE = "this Word file is far larger unpacked than an outline is"
EMPTY = saved(Document())
BOMB = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><w>&b;</w>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "this is no Word file"),
        (b"PK\x03\x04 and no more", "this is no Word file"),
        (b"words", "this is no Word file"),
        (repacked(EMPTY, **{"word/document.xml": b"<not closed"}), "this Word file is damaged"),
        (repacked(EMPTY, **{"word/document.xml": BOMB}), "this Word file is damaged"),
        (repacked(EMPTY, **{"word/vbaProject.bin": b"x"}), "this Word file has macros"),
        (repacked(EMPTY, **{"word/media/bomb.bmp": b"\0" * 41_000_000}), TOO_LARGE),
        (repacked(EMPTY, **{"word/styles.xml": b" " * 10_000_001}), TOO_LARGE),
        (repacked(EMPTY, **{f"x/{at}.xml": b"<a/>" for at in range(2_001)}), TOO_LARGE),
        (encrypted(EMPTY), "this Word file has a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "this is an old .doc, or a Word file with a password"),
        (b"x" * 20_000_001, "this file is larger than 20 MB"),
        (EMPTY[:2_000], "this is no Word file"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)  # fmt: skip
def test_what_is_refused(data, why):
    with pytest.raises(BadInput) as refused:
        read_outline_docx(data)
    assert refused.value.title == why
    assert refused.value.hint


def test_a_file_of_the_system_is_not_read():
    part = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>a&x;b</w:t></w:r></w:p>
</w:body></w:document>"""
    outline = read_outline_docx(repacked(EMPTY, **{"word/document.xml": part}))
    assert [line.text for line in outline.lines] == ["a"] or outline.lines == ()


def test_too_many_paragraphs_are_refused(monkeypatch):
    monkeypatch.setattr("facilitator.formats.curricula.drafts.outline_docx.MAX_LINES", 3)
    document = Document()
    for at in range(4):
        document.add_paragraph(str(at))
    with pytest.raises(BadInput):
        read_outline_docx(saved(document))


def test_a_heading_of_another_language_is_one():
    document = Document()
    document.styles["Heading 1"].element.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "Ttulo1"
    )
    document.add_paragraph("Sesión", style=document.styles["Heading 1"])
    assert read_outline_docx(saved(document)).lines[0].kind is LineKind.HEADING


def test_a_wide_cell_keeps_its_columns_and_a_table_in_a_cell_is_told_once():
    document = Document()
    table = document.add_table(rows=2, cols=3)
    table.rows[0].cells[0].merge(table.rows[0].cells[1]).text = "Agenda"
    table.rows[0].cells[2].text = "Who"
    for cell, words in zip(table.rows[1].cells, ("9:00 - 9:20", "Meet", "Sam"), strict=True):
        cell.text = words
    table.rows[1].cells[2].add_table(1, 1).rows[0].cells[0].text = "and Ana"
    outline = read_outline_docx(saved(document))
    assert [line.cells for line in outline.lines] == [("Agenda", "", "Who"), ("9:00 - 9:20", "Meet", "Sam and Ana")]


BOX = (
    '<w:p><w:r><w:t>box {depth}</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>{inner}'
    "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>again</w:t></w:r></w:p></w:txbxContent>"
    "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def nested(depth):
    inner = "<w:p/>"
    for at in range(depth, 0, -1):
        inner = BOX.format(depth=at, inner=inner)
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    part = f"<w:document {names}><w:body>{inner}</w:body></w:document>"
    return repacked(EMPTY, **{"word/document.xml": part.encode()})


@pytest.mark.parametrize("depth", [1, 5, 20, 30])
def test_each_of_nested_text_boxes_is_read_once(depth):
    """Twenty of them took half a minute, and each further one twice as long."""
    read = read_outline_docx(nested(depth))
    assert [line.text for line in read.lines] == [f"box {at + 1}" for at in range(depth)]


@pytest.mark.parametrize("depth", [45, 60, 2_000])
def test_what_is_nested_deeper_than_any_document_is_refused(depth):
    with pytest.raises(BadInput, match=r"too deep|damaged"):
        read_outline_docx(nested(depth))


def test_the_words_of_a_box_in_a_table_are_a_part_of_its_cell_once():
    document = Document()
    cell = document.add_table(1, 2).rows[0].cells[0]
    names = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    cell._element.append(
        parse_xml(BOX.format(depth=1, inner=BOX.format(depth=2, inner="")).replace("<w:p>", f"<w:p {names}>", 1))
    )
    (row,) = read_outline_docx(saved(document)).lines
    assert row.cells == ("box 1 box 2", "")


def test_words_that_were_moved_away_are_not_there_twice():
    document = Document()
    for tag in ("moveFrom", "moveTo"):
        document.element.body.insert(
            0, parse_xml(f"<w:p {nsdecls('w')}><w:{tag}><w:r><w:t>moved</w:t></w:r></w:{tag}></w:p>")
        )
    assert [text for _, _, text in lines(document)] == ["moved"]


def test_a_part_that_is_broken_where_nobody_reads_is_told_like_any_other():
    data = bytearray(repacked(EMPTY, **{"word/header1.xml": b"<w:t>" + b"x" * 500}))
    at = data.find(b"word/header1.xml") + len(b"word/header1.xml") + 8
    data[at] ^= 0xFF
    with pytest.raises(BadInput, match="damaged"):
        read_outline_docx(bytes(data))


def test_numbers_out_of_bounds_are_levels_within_them():
    document = Document()
    document.add_paragraph("Deep", style="List Bullet")
    properties = parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{"9" * 5_000}"/><w:numId w:val="1"/></w:numPr>')
    document.paragraphs[0]._element.get_or_add_pPr().append(properties)
    table = document.add_table(1, 1)
    table.rows[0].cells[0].text = "Wide"
    span = parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{"9" * 5_000}"/>')
    table.rows[0].cells[0]._element.get_or_add_tcPr().append(span)
    deep, wide = read_outline_docx(saved(document)).lines
    assert deep.level == 9
    assert wide.cells == ("Wide",)


@pytest.mark.parametrize(
    ("part", "content", "why"),
    [
        ("word/document.xml", b"<a/>" * 1_000_001, TOO_LARGE),
        ("word/x.xml", b"<a>" * 1_000_001, TOO_LARGE),
    ],
)
def test_more_elements_than_a_long_manual_has_are_refused_before_they_are_built(part, content, why):
    with pytest.raises(BadInput) as refused:
        read_outline_docx(repacked(EMPTY, **{part: content}))
    assert refused.value.title == why


def test_a_list_of_more_parts_than_a_document_has_is_not_read():
    with pytest.raises(BadInput) as refused:
        read_outline_docx(EMPTY + b"PK\x01\x02" * 2_001)
    assert refused.value.title == TOO_LARGE


def test_a_paragraph_that_is_a_book_is_refused():
    document = Document()
    document.add_paragraph("word " * 4_001)
    with pytest.raises(BadInput, match="20,000 characters"):
        read_outline_docx(saved(document))

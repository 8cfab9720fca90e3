import subprocess
import sys
from dataclasses import dataclass

import pytest

from facilitator.errors import BadInput
from facilitator.formats.papers.markdown_tree import markdown_tree
from facilitator.formats.papers.pdf import missing_characters, typeset
from facilitator.words import PaperSize
from tests.formats.papers import paper_inches, read, tags, words


@dataclass
class Page:
    """A handout with one text, set with the fonts of the program alone."""

    text: str
    title: str = "Title"
    language: str = "en"
    size: PaperSize = PaperSize.LETTER

    def set(self, *, system_fonts: bool = False) -> bytes:
        values = {
            "name": "",
            "source": "Source",
            "large": False,
            "pages": [{"title": "Page", "blocks": markdown_tree(self.text)}],
        }
        return typeset(
            "handout.typ",
            values,
            title=self.title,
            language=self.language,
            size=self.size,
            system_fonts=system_fonts,
        )


@pytest.mark.parametrize("text", ["Łukasz", "Nguyễn Thị Ánh", "Ελένη", "Ольга", "سلام", "Zoë “so” – 5 € ✓ ☐ →"])
def test_letters_of_many_languages_are_in_the_fonts_that_come_along(text):
    assert text in words(Page(text).set())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("see 🙂 you", "🙂 (U+1F642 slightly smiling face)"),
        ("中文 and 中", "中 (U+4E2D cjk unified ideograph-4e2d), 文 (U+6587 cjk unified ideograph-6587)"),
        ("a flag 🏳️‍🌈", "🏳 (U+1F3F3 waving white flag), 🌈 (U+1F308 rainbow)"),
        ("".join(map(chr, range(0x4E00, 0x4E10))), "(U+4E07 cjk unified ideograph-4e07) and 8 more"),
    ],
)
def test_a_character_without_a_picture_is_refused_and_named_alone(text, said):
    with pytest.raises(BadInput) as refused:
        Page(text).set()
    assert refused.value.title.startswith("no font here has a picture of ")
    assert refused.value.title.endswith(said)
    assert "Install a font" in refused.value.hint
    assert "you" not in refused.value.title


def test_a_character_that_no_computer_can_print():
    with pytest.raises(BadInput) as refused:
        Page("\uffff").set(system_fonts=True)
    assert refused.value.title == "no font here has a picture of U+FFFF"


@pytest.mark.parametrize(
    ("text", "said"),
    [("\ue000", "U+E000"), ("\U000f0000 and \ue001", "U+E001, U+F0000"), ("\x07", "U+0007"), ("\ud800", "U+D800")],
)
def test_private_characters_and_control_characters_have_no_picture(text, said):
    with pytest.raises(BadInput) as refused:
        Page("so", title=text).set(system_fonts=True)
    assert refused.value.title == f"{said} cannot be printed: it has no picture of its own"


def test_missing_characters_are_read_from_what_typst_says():
    said = (
        'error: the text `"\\u{f0000}"` could not be displayed with font `"A"`\nthe text `"b"` could not be displayed'
    )
    assert missing_characters(said * 2) == ["\U000f0000", "b"]
    assert missing_characters("error: unknown variable") == []


def test_nothing_in_a_text_is_read_as_markup():
    hostile = r"#eval(1) $x$ @ref <label> // #read(1) \#{1} [a] = b --- ~ /* c */ &amp; 'd"
    assert words(Page(hostile.replace("\\#", "\\\\#")).set()) == (
        r"Page #eval(1) $x$ @ref <label> // #read(1) \#{1} [a] = b --- ~ /* c */ & ‘d Source"
    )


def test_straight_quotes_become_those_of_the_language():
    text = "It's \"good\", she said: 'Let's'. \"Who?\""
    assert "It’s “good”, she said: ‘Let’s’. “Who?”" in words(Page(text).set())
    assert "„gut“" in words(Page('"gut"', language="de").set())


def test_the_file_can_be_read_aloud():
    data = Page("Text\n\n- a\n- b\n\n#### More\n\nEnd", title="On rest", language="es-MX").set()
    file = read(data)
    assert file.metadata is not None
    assert (file.metadata.title, file.root_object["/Lang"]) == ("On rest", "es-MX")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in data
    kept = [tag for tag in tags(data) if tag in ("H1", "H2", "L", "LI")]
    assert (kept, "P" in tags(data)) == (["H1", "L", "LI", "LI", "H2"], True)


@pytest.mark.parametrize("language", ["", "x", "en-Latn-US", "not a code", "sr-Latn"])
def test_an_odd_language_code_does_no_harm(language):
    assert "/Lang" in read(Page("so", language=language).set()).root_object


def test_the_same_values_give_the_same_bytes():
    page = Page("Some ____ text\n\n- [ ] a")
    data = page.set()
    assert page.set() == data
    assert page.set(system_fonts=True) == data
    assert "/CreationDate" not in (read(data).metadata or {})


def test_the_size_of_the_paper():
    assert paper_inches(Page("a").set()) == (8.5, 11.0)
    assert paper_inches(Page("a", size=PaperSize.A4).set()) == (8.3, 11.7)


@pytest.mark.parametrize("text", ["x" * 3000, "https://example.org/" + "path/" * 200, "**" + "y" * 500 + "**"])
def test_a_word_without_end_stays_on_the_page(text):
    right = 0.0

    def see(text, _cm, tm, _font, size):
        nonlocal right
        right = max(right, tm[4] + len(text.rstrip()) * size * 0.45)

    for page in read(Page(text).set()).pages:
        page.extract_text(visitor_text=see)
    assert 0 < right < 8.5 * 72


@pytest.mark.slow
def test_ten_thousand_lines_are_set():
    file = read(Page("\n\n".join(f"line {at}" for at in range(10_000))).set())
    assert "line 9999" in file.pages[-1].extract_text()


def test_nothing_heavy_is_loaded_before_something_is_printed():
    script = "import sys, facilitator.cli.papers, facilitator.formats.papers.pdf; print('typst' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

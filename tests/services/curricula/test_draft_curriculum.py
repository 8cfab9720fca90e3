"""A draft lands among the program's own curricula, can be read at once, and never takes the place of a file."""

from datetime import date

import pytest
from docx import Document

from facilitator.errors import BadInput
from facilitator.home import Home
from facilitator.services.curricula.draft_curriculum import draft_curriculum
from facilitator.services.curricula.library import find_curriculum

TODAY = date(2026, 11, 21)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path / "home")


@pytest.fixture
def outline(tmp_path):
    path = tmp_path / "our_tea-hour.txt"
    path.write_text("1. First cup\n- Pour (10)\n2. Second cup\n- Drink\n", "utf-8")
    return path


def test_a_draft_can_be_scheduled(home, outline):
    made = draft_curriculum(home, outline, today=TODAY)
    assert (made.key, made.title, made.lessons) == ("our-tea-hour", "Our tea hour", 2)
    assert (made.path, made.problems) == (home.curricula / "our-tea-hour.md", ())
    found = find_curriculum(home, "our-tea-hour")
    assert [lesson.title for lesson in found.curriculum.lessons] == ["First cup", "Second cup"]


def test_key_and_title_by_hand(home, outline):
    made = draft_curriculum(home, outline, key="tea", title="Tea  for all", today=TODAY)
    assert (made.key, made.title, made.path.name) == ("tea", "Tea for all", "tea.md")


def test_a_word_file(home, tmp_path):
    document = Document()
    document.add_heading("Steady ground", 0)
    document.add_heading("Hello", 1)
    document.add_paragraph("Welcome (5 min)", style="List Bullet")
    path = tmp_path / "Outline.DOCX"
    document.save(path)
    made = draft_curriculum(home, path, today=TODAY)
    assert (made.key, made.problems) == ("steady-ground", ())
    path.rename(tmp_path / "outline.txt")
    assert draft_curriculum(home, tmp_path / "outline.txt", key="again", today=TODAY).title == "Steady ground"


def test_nothing_is_written_over(home, outline):
    made = draft_curriculum(home, outline, today=TODAY)
    made.path.write_text("mine", "utf-8")
    with pytest.raises(BadInput) as refused:
        draft_curriculum(home, outline, today=TODAY)
    assert refused.value.title == f"{made.path} is there already"
    assert made.path.read_text("utf-8") == "mine"


def test_a_name_that_is_somebodys_is_told(home, tmp_path):
    path = tmp_path / "wrap.txt"
    path.write_text("WRAP for us\n1. One\n- A\n", "utf-8")
    made = draft_curriculum(home, path, today=TODAY)
    assert [each.code for each in made.problems] == ["mark-in-title"]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("none.txt", None, "cannot read "),
        ("empty.txt", b" \n\n", "empty.txt holds no words"),
        ("picture.png", b"\x89PNG", "picture.png: this is no outline"),
        ("broken.docx", b"PK", "broken.docx: this is no Word file"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "old.doc: this is an old .doc"),
        ("zip.txt", b"PK\x03\x04", "zip.txt: this is no Word file"),
        ("zero.txt", b"a\0b", "zero.txt: this is no text"),
        ("many.txt", b"1. a\n" * 201, "many.txt has more than 200 lessons"),
        ("items.txt", b"1. a\n" + b"  - b\n" * 201, "items.txt has more than 200 lessons"),
    ],
)
def test_what_is_no_outline_leaves_nothing_behind(home, tmp_path, name, data, why):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BadInput) as refused:
        draft_curriculum(home, path, today=TODAY)
    assert refused.value.title.startswith(why)
    assert refused.value.hint
    assert not home.curricula.exists()


def test_a_key_that_is_none(home, outline):
    with pytest.raises(BadInput):
        draft_curriculum(home, outline, key="Our tea", today=TODAY)

"""A curriculum as a file: in the shape a person gives it, and the same when it is read again."""

from dataclasses import replace

import pytest

from facilitator.domain.curricula.curriculum import AgendaItem, Curriculum, Note, Part, PartKind, Say, slug_of
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.write import write_curriculum
from tests.formats.tea import FRAME, GOOD


def read(text: str) -> Curriculum:
    result = read_curriculum(text.encode(), name="tea.md")
    assert result.problems == ()
    assert result.curriculum is not None
    return result.curriculum


def with_item(item: AgendaItem) -> Curriculum:
    curriculum = read(GOOD)
    return replace(curriculum, lessons=(replace(curriculum.lessons[0], items=(item,)),))


def test_the_file_is_what_a_person_would_write() -> None:
    written = write_curriculum(read(GOOD))
    assert written == GOOD.replace("{title: A guide, rights", '{title: "A guide", rights')


@pytest.mark.parametrize("text", [GOOD, FRAME])
def test_what_is_written_reads_the_same(text: str) -> None:
    assert read(write_curriculum(read(text))) == read(text)


@pytest.mark.parametrize(
    "words",
    [
        "yes: no",
        "# no comment",
        "[a]",
        "{a}",
        "*a",
        "&a",
        "!a",
        "- a",
        "a: b",
        "a #b",
        '"',
        "'",
        "%a",
        "@a",
        "1.0",
        "日",
    ],
)
def test_words_that_yaml_reads_otherwise_stay_words(words: str) -> None:
    curriculum = replace(read(GOOD), author=words, program=words, licence=words)
    again = read(write_curriculum(curriculum))
    assert (again.author, again.program, again.licence) == (words, words, words)


@pytest.mark.parametrize("title", ["C #", "Tea (5 min)", "Tea {#cup}", "Tea {#cup} (5 min)", "Tea"])
def test_a_lesson_keeps_its_title_whatever_it_ends_with(title: str) -> None:
    curriculum = read(GOOD)
    lesson = replace(curriculum.lessons[0], title=title, key=slug_of(title))
    named = replace(curriculum, lessons=(lesson,))
    assert read(write_curriculum(named)) == named


@pytest.mark.parametrize(
    "blocks",
    [
        (Note("- a\n- b"), Note("- c")),
        (Note("1. a"), Note("- c"), Note("2. d")),
        (Say("One.\n\nTwo.\n\n- three"), Say("Four.")),
        (Note("A note."), Note("Another.")),
    ],
)
def test_blocks_do_not_grow_together(blocks: tuple[Say | Note, ...]) -> None:
    curriculum = with_item(AgendaItem("Round", 30, 30, blocks))
    assert read(write_curriculum(curriculum)) == curriculum


@pytest.mark.parametrize("text", ["- a\n- b", "1. a", "a\nb", "a\n\n- b"])
def test_a_part_keeps_its_list(text: str) -> None:
    curriculum = with_item(AgendaItem("Round", 30, 20, (Note("- x"),), (Part(PartKind.CARE, text),)))
    assert read(write_curriculum(curriculum)) == curriculum

"""The grade of a lesson, worked out by hand for small texts."""

import pytest

from facilitator.domain.curricula.curriculum import AgendaItem, Handout, Lesson, Note, Part, PartKind, Say
from facilitator.formats.curricula.reading_level import LEAST_WORDS, reading_level

EASY = "We sit in a ring. " * 8
"""Eight sentences of five words, each of one syllable."""


def lesson(aim="", *blocks, parts=(), handouts=()):
    return Lesson("tea", "Tea", 60, aim, tuple(parts), (AgendaItem("Cup", 60, 60, blocks),), tuple(handouts))


def grade(words, sentences, syllables):
    return round(0.39 * words / sentences + 11.8 * syllables / words - 15.59, 1)


def test_the_formula():
    found = reading_level(lesson(EASY))
    assert (found.grade, found.longest, found.longest_words) == (grade(40, 8, 40), "We sit in a ring", 5)
    longer = "A banana and a potato are on the table. " * 6
    assert reading_level(lesson(longer)).grade == grade(54, 6, 6 * (1 + 3 + 1 + 1 + 3 + 1 + 1 + 1 + 2))


def test_too_few_words_tell_nothing():
    assert reading_level(lesson("tea " * (LEAST_WORDS - 1))) is None
    assert reading_level(lesson("tea " * LEAST_WORDS)) is not None


def test_all_that_is_read_counts_and_lists_of_things_do_not():
    whole = lesson(
        EASY,
        Say(EASY),
        Note(EASY),
        parts=[Part(PartKind.CARE, EASY), Part(PartKind.MATERIALS, "encyclopaedia, " * 40)],
        handouts=[Handout("Encyclopaedia", EASY)],
    )
    assert reading_level(whole).grade == reading_level(lesson(EASY)).grade
    assert reading_level(lesson("", parts=[Part(PartKind.SKILLS, EASY)])) is None


@pytest.mark.parametrize(
    "markdown",
    [
        "\n".join("- We sit in a ring" for _ in range(8)),
        "\n".join(f"{at}. We sit in a ring" for at in range(8)),
        "\n\n".join("We sit\nin a ring" for _ in range(8)),
        "\n".join("> - We sit in a ring" for _ in range(8)),
        "We sit in a ring ____ " * 8,
        "| We sit in a ring " * 8 + "|",
        "We sit in a ring? We sit in a ring! " * 4,
        "We sit in [a ring](https://example.org/encyclopaedia). " * 8,
        "We sit in a ring: **We sit** in a ring. " * 4,
        'We sit in a ring. "We sit in a ring." ' * 4,
    ],
)
def test_where_a_sentence_ends(markdown):
    assert reading_level(lesson(markdown)).grade == grade(40, 8, 40)


def test_a_label_and_a_blank_to_fill_in_are_no_sentences():
    labels = "\n".join(f"- When: ____ Where: ____ Who {at}: ____" for at in range(30))
    assert reading_level(lesson(EASY, Note(labels))).grade == reading_level(lesson(EASY)).grade
    assert reading_level(lesson(labels)) is None


def test_a_number_in_a_sentence_and_a_small_letter_after_a_stop_end_nothing():
    text = "We sit at 10 a.m. in a ring of ten or so. " * 4
    found = reading_level(lesson(text))
    assert found.longest_words == 11


def test_what_readers_of_a_known_grade_read():
    """Sentences written after what schools ask of a grade: the order must come out, and about the grade."""
    second = (
        "The dog ran to the park. He saw a big red ball. He took it home. He had fun all day. We gave him some food. "
    )
    eighth = (
        "When a person joins a support group, the first meeting can feel uncomfortable, because everybody else seems "
        "to know each other. After several weeks, most members discover that other people have similar experiences. "
    )
    college = (
        "Participation in mutual support organizations is associated with significant improvement in perceived social "
        "integration, although methodological limitations complicate the interpretation of observational studies. "
    )
    grades = [reading_level(lesson(text * 3)).grade for text in (second, eighth, college)]
    assert grades == sorted(grades)
    assert grades[0] < 3
    assert 7 < grades[1] < 13
    assert grades[2] > 16

"""Warnings stand beside problems: words for people with their places, and lessons that are hard to read."""

import pytest

from facilitator.domain.curricula.curriculum import Problem, Severity
from facilitator.formats.curricula.curriculum_file import read_curriculum
from tests.formats.curricula.make_broken_curricula import HARD
from tests.formats.tea import FRONT, GOOD, changed


def read(text):
    return read_curriculum(text.encode(), name="tea.md", warn=True)


def places(text):
    return [(each.line, each.column, each.code) for each in read(text).warnings]


def test_a_file_with_warnings_alone_can_be_used():
    found = read(changed("A note.", "An addict."))
    assert (found.problems, len(found.warnings)) == ((), 1)
    assert found.warnings[0] == Problem(
        33,
        4,
        "word-to-avoid",
        '"addict": A person is more than what they use. Better: person in recovery, person who uses drugs.',
        Severity.WARNING,
    )
    assert read_curriculum(changed("A note.", "An addict.").encode(), name="tea.md").warnings == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "column"),
    [
        ("About tea.", "For any addict.", 23, 9),
        ("## Cup", "## Relapse and a cup", 25, 4),
        ("The aim.", "The aim of a\nnoncompliant cup.", 28, 1),
        ("Round (30 min)", "Relapse (30 min)", 29, 5),
        ("> Words.", "> Words, addict.", 31, 10),
        ("A note.", "- one\n- an addict", 34, 6),
        ("A note.", "**Care:** an addict.", 33, 14),
        ("A note.", "### Handout: Of relapse\n\nTea.", 33, 17),
        ("A note.", "### Handout: Cup\n\n| tea | addict |", 35, 9),
    ],
)
def test_words_are_found_wherever_members_and_facilitators_read(old, new, line, column):
    assert places(changed(old, new)) == [(line, column, "word-to-avoid")]


def test_the_title_of_the_front_matter_is_read_and_the_works_that_informed_it_are_not():
    text = GOOD.replace("title: A guide", "title: A guide to relapse").replace("author: Rosa", "author: Addict")
    assert places(text) == []
    assert places(text.replace("title: Tea", "title: Relapse")) == [(3, 8, "word-to-avoid")]


def test_addresses_and_keys_are_no_words():
    assert places(changed("A note.", "See https://example.org/relapse/addict now.")) == []
    assert places(changed("## Cup", "## Cup {#relapse}")) == []
    assert places(changed("A note.", "See https://example.org/relapse, an addict.")) == [(33, 37, "word-to-avoid")]


def test_another_language_has_no_warnings_until_it_has_a_list():
    text = changed("A note.", f"An addict. {HARD}")
    assert {code for _, _, code in places(text)} == {"word-to-avoid", "reading-level"}
    assert places(text.replace("language: en", "language: en-GB")) == places(text)
    assert places(text.replace("language: en", "language: es")) == []


def test_each_hard_lesson_has_one_warning_that_names_its_longest_sentence():
    (found,) = read(changed("A note.", HARD)).warnings
    assert (found.line, found.column, found.code) == (25, 1, "reading-level")
    assert "members should not need more than 8" in found.message
    assert f'The longest has {len(HARD.split())} words: "Notwithstanding considerable' in found.message
    assert places(changed("A note.", "We sit. " * 40)) == []


def test_very_many_warnings_end_in_a_number():
    found = read(changed("A note.", "addict\n\n" * 150)).warnings
    assert len(found) == 101
    assert (found[-1].code, found[-1].severity) == ("more-warnings", Severity.WARNING)
    assert found[-1].message == "50 more warnings follow."


def test_a_file_with_problems_has_its_warnings_too():
    found = read(changed("A note.", "An <b>addict</b>."))
    assert {each.code for each in found.problems} == {"raw-html"}
    assert [each.code for each in found.warnings] == ["word-to-avoid"]
    assert read(FRONT.removesuffix("---\n")).warnings == ()


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("Ten minutes each, in pairs. Then twenty minutes together.", "about 40 minutes with 3 people"),
        ("Five minutes each.", "about 60 minutes with 12 people"),
        ("Thirty minutes of quiet.", None),
        ("Five minutes each.\n\n**With many:** a minute each.", None),
    ],
)
def test_an_item_that_cannot_be_done_in_its_minutes_is_told_at_its_line(note, told):
    found = read(changed("A note.", note)).warnings
    assert [(each.line, each.column, each.code) for each in found] == ([(29, 1, "timing")] if told else [])
    assert told is None or (told in found[0].message and "the item has 30" in found[0].message)


def test_words_aloud_are_timed_in_every_language():
    text = changed("> Words.", ("> " + "tea " * 400 + "\n>\n") * 10).replace("language: en", "language: es")
    (found,) = read(text).warnings
    assert (found.code, "about 31 minutes" in found.message, "31 of them words" in found.message) == (
        "timing",
        True,
        True,
    )
    assert read(changed("A note.", "Five minutes each.").replace("language: en", "language: es")).warnings == ()


def test_advice_is_told_with_what_to_say_instead():
    (found,) = read(changed("A note.", "You should take your medication.")).warnings
    assert (found.line, found.column, found.code, found.severity) == (33, 5, "advice", Severity.WARNING)
    assert found.message.startswith('"should take your medication": A peer gives no advice on medicine. Better: tell')

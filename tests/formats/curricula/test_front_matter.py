"""The front matter: what its values mean, and each way in which one can be wrong, with its place."""

import pytest

from facilitator.domain.curricula.curriculum import Problem
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.formats.curricula.front_matter import MAX_CHARACTERS, read_front
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder
from tests.formats.tea import BODY, FRAME, FRONT, GOOD, Text, changed, expect_problem, ids

CASES = [
    # the front matter as a whole
    (changed("key: tea", "key: [tea"), 3, 6, "front-matter"),
    (changed("title: Tea", "title: Tea: a cup"), 3, 11, "front-matter"),
    (changed("title: Tea", "\ttitle: Tea"), 3, 1, "front-matter"),
    ("---\n- a\n- b\n---\n" + BODY, 2, 1, "front-matter"),
    ("---\n---\n" + BODY, 2, 1, "front-matter"),
    (changed("author: Rosa", "author: " + "R" * 20_000), 2, 1, "too-large"),
    (changed("author: Rosa Lindqvist", "author: [[[[[[a]]]]]]"), 16, 12, "too-deep"),
    (changed("key: tea", "key: &a tea"), 2, 6, "yaml-alias"),
    (changed("author: Rosa Lindqvist", "author: *a"), 16, 9, "yaml-alias"),
    (changed("author: Rosa Lindqvist", "author: !!python/object/apply:os.getcwd []"), 16, 9, "yaml-tag"),
    # its keys
    (changed("version: 1.0.0\n", ""), 1, 1, "missing-key"),
    (changed("licence: CC-BY-4.0\n", ""), 1, 1, "missing-key"),
    (changed("people:", "poeple:"), 11, 1, "unknown-key"),
    (changed("minutes: 30", "minutes: 30\nminutes: 30"), 11, 1, "duplicate-key"),
    (changed(", rights: public domain", ""), 18, 5, "missing-key"),
    (changed("rights: public", "colour: red, rights: public"), 18, 22, "unknown-key"),
    (changed("kind: full", "kind: full\nnotice: x"), 8, 9, "frame-key"),
    # its values
    (changed("key: tea", "key: Tea time"), 2, 6, "bad-value"),
    (changed("author: Rosa Lindqvist", "author:"), 16, 8, "bad-value"),
    (changed("author: Rosa Lindqvist", "author: [Rosa]"), 16, 9, "bad-value"),
    (changed("author: Rosa", f"author: {'R' * 2_001}"), 16, 9, "bad-value"),
    (changed("version: 1.0.0", "version: 1.0"), 4, 10, "bad-value"),
    (changed("language: en", "language: English please"), 5, 11, "bad-value"),
    (changed("kind: full", "kind: whole"), 7, 7, "bad-value"),
    (changed("enrolment: open", "enrolment: true"), 8, 12, "bad-value"),
    (changed("minutes: 30", "minutes: 0"), 10, 10, "bad-minutes"),
    (changed("minutes: 30", "minutes: -30"), 10, 10, "bad-minutes"),
    (changed("minutes: 30", "minutes: 1e9"), 10, 10, "bad-minutes"),
    (changed("minutes: 30", "minutes: 721"), 10, 10, "bad-minutes"),
    (changed("people: 3-12", "people: 12-3"), 11, 9, "bad-value"),
    (changed("people: 3-12", "people: many"), 11, 9, "bad-value"),
    (changed("facilitators: 1", "facilitators: 0"), 12, 15, "bad-value"),
    (changed("skills: [mutuality]", "skills: mutuality"), 14, 9, "bad-value"),
    (changed("2026-11-21", "2026-02-30"), 18, 54, "bad-value"),
    (changed("2026-11-21", "last week"), 18, 54, "bad-value"),
    (changed("{title: A guide, rights: public domain, checked: 2026-11-21}", "A guide"), 18, 5, "bad-value"),
    (changed("author: Rosa Lindqvist", 'author: "Rosa\\e[31m"'), 16, 9, "control-character"),
    # frames
    (changed("kind: full", "kind: frame").replace("> Words.\n\n", ""), 7, 7, "frame-without-notice"),
    (changed("credential: a certificate\n", "", FRAME), 7, 7, "frame-without-notice"),
    (changed("not_affiliated: true", "not_affiliated: false", FRAME), 10, 17, "bad-value"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), CASES, ids=ids(CASES))
def test_what_is_wrong_is_told_with_its_place(text: Text, line: int, column: int, code: str) -> None:
    expect_problem(text, line, column, code)


def front(text: str, name: str = "tea.md"):
    """What is read between the two lines of ---, and the problems."""
    problems: list[Problem] = []
    return read_front(text, first_line=2, name=name, problems=problems), problems


def test_what_is_missing_is_a_problem_each_and_a_harmless_value() -> None:
    read, problems = front("title: Tea", "Small joys.md")
    assert (read.key, read.title, read.version, read.minutes) == ("small-joys", "Tea", "0.0.0", 0)
    assert (read.kind, read.enrolment, read.order) == (CurriculumKind.FULL, EnrolmentKind.OPEN, LessonOrder.FIXED)
    assert (read.attendance, read.people, read.facilitators) == (AttendanceKind.NAMES, None, 1)
    assert {each.code for each in problems} == {"missing-key"}
    assert len(problems) == 12
    assert all(" no " in each.message and ": " in each.message for each in problems)


def test_a_front_matter_that_cannot_be_read_is_one_problem_and_not_one_for_each_key() -> None:
    read, problems = front("key: [tea", "日.md")
    assert [each.code for each in problems] == ["front-matter"]
    assert read.key == "curriculum"


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("minutes: 30", "minutes: 720", "minutes", 720),
        ("minutes: 30", "minutes: 1", "minutes", 1),
        ("people: 3-12", "people: 1-500", "people", (1, 500)),
        ("people: 3-12", "people: 4-4", "people", (4, 4)),
        ("facilitators: 1", "facilitators: 20", "facilitators", 20),
        ("skills: [mutuality]", "skills: [b, a, b]", "skills", ("b", "a")),
        ("title: Tea", "title: 'Tea:   for\n  all'", "title", "Tea: for all"),
        ("language: en", "language: zh-Hant-TW", "language", "zh-Hant-TW"),
        ("version: 1.0.0", "version: 1.0.0000", "version", "1.0.0000"),
    ],
)
def test_a_value_at_the_edge_is_read(old: str, new: str, field: str, value: object) -> None:
    read, problems = front(changed(old, new, FRONT).replace("---\n", ""))
    assert (getattr(read, field), problems) == (value, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("people: 3-12", "people: 1-501"),
        ("people: 3-12", "people: 0-3"),
        ("facilitators: 1", "facilitators: 21"),
        ("version: 1.0.0", "version: 1.0.00000"),
        ("minutes: 30", "minutes: ٣٠"),
        ("not_affiliated: true", "not_affiliated: yes"),
    ],
)
def test_a_value_beyond_the_edge_is_one_problem(old: str, new: str) -> None:
    text = changed(old, new, FRAME if old.startswith("not") else GOOD)
    assert len(front(text.split("---\n")[1])[1]) == 1


def test_as_long_as_it_may_be() -> None:
    text = FRONT.replace("---\n", "")
    most = text + "#" + "x" * (MAX_CHARACTERS - len(text) - 1)
    assert front(most)[1] == []
    assert [each.code for each in front(most + "x")[1]] == ["too-large"]


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [("minutes: 30", "minutes: soon", ["bad-minutes"]), ("key: tea", "key: [tea", ["front-matter"])],
)
def test_one_mistake_is_one_problem(old: str, new: str, codes: list[str]) -> None:
    problems = read_curriculum(changed(old, new).encode(), name="tea.md").problems
    assert [problem.code for problem in problems] == codes


def test_frame_says_each_thing_that_its_notice_lacks() -> None:
    text = changed("kind: full", "kind: frame")
    problems = read_curriculum(text.encode(), name="tea.md").problems
    said = [problem.message for problem in problems if problem.code == "frame-without-notice"]
    assert len(said) == 5
    for key in ("rights_holder", "notice", "not_affiliated", "credential", "requires_manual"):
        assert any(f" no {key}." in message for message in said)


def test_a_known_key_is_offered_for_an_unknown_one() -> None:
    problems = read_curriculum(changed("people:", "poeple:").encode(), name="tea.md").problems
    assert problems[0].message == "'poeple' is not a key of a curriculum. Write people."
    (problem,) = front(changed("people: 3-12", "x\u2028y: 1", FRONT).replace("---\n", ""))[1]
    assert problem.message.isprintable()

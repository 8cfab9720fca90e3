import hashlib
import re
from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.curricula.curriculum import (
    AgendaItem,
    Curriculum,
    FrameNotice,
    Handout,
    Lesson,
    Note,
    Part,
    PartKind,
    Say,
    Source,
)
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.services.curricula.library import files_in
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder
from tests.formats.curricula import test_blocks, test_body, test_content, test_front_matter
from tests.formats.tea import BODY, FRAME, FRONT, GOOD, Text, changed, expect_problem, ids

ROOT = Path(__file__).parents[3]

SMALL = """\
---
key: tea-and-talk
title: Tea and talk
version: 1.2.0
language: en
program: wellness
kind: full
enrolment: drop-in
order: any
minutes: 30
people: 3-12
facilitators: 1
attendance: headcount
skills: [mutuality]
licence: CC-BY-4.0
author: Rosa Lindqvist
informed_by:
  - {title: "A guide: to tea", rights: public domain, checked: 2026-11-21}
---

# Tea and talk

Half an hour, open to all.

## First cup

We arrive.

**Materials:** a kettle,
cups
**Skills:** mutuality, self-awareness

### Welcome (10 min, at least 5)

> Good to see you.
> Take a cup.

Pour first, then sit.

> Who would like to begin?

- hear everyone
- no fixing

**With many:**

- two tables
- two kettles

### Round (20 min)

**Care:** tea can be water.

### Handout: A card

#### Tonight

**My cup:** ____

## Second cup (10 min) {#more}

### Round (10 min)
"""


def read(text: str):
    return read_curriculum(text.encode(), name="tea.md")


def test_a_whole_file():
    result = read(SMALL)
    assert result.problems == ()
    assert result.curriculum == Curriculum(
        key="tea-and-talk",
        title="Tea and talk",
        version="1.2.0",
        language="en",
        program="wellness",
        kind=CurriculumKind.FULL,
        enrolment=EnrolmentKind.DROP_IN,
        order=LessonOrder.ANY,
        minutes=30,
        people=(3, 12),
        facilitators=1,
        attendance=AttendanceKind.HEADCOUNT,
        skills=("mutuality",),
        licence="CC-BY-4.0",
        author="Rosa Lindqvist",
        informed_by=(Source("A guide: to tea", "public domain", date(2026, 11, 21)),),
        frame=None,
        about="Half an hour, open to all.",
        lessons=(
            Lesson(
                key="first-cup",
                title="First cup",
                minutes=30,
                aim="We arrive.",
                parts=(
                    Part(PartKind.MATERIALS, "a kettle,\ncups"),
                    Part(PartKind.SKILLS, "mutuality, self-awareness"),
                ),
                items=(
                    AgendaItem(
                        title="Welcome",
                        minutes=10,
                        least_minutes=5,
                        blocks=(
                            Say("Good to see you.\nTake a cup."),
                            Note("Pour first, then sit."),
                            Say("Who would like to begin?"),
                            Note("- hear everyone\n- no fixing"),
                        ),
                        parts=(Part(PartKind.WITH_MANY, "- two tables\n- two kettles"),),
                    ),
                    AgendaItem("Round", 20, 20, parts=(Part(PartKind.CARE, "tea can be water."),)),
                ),
                handouts=(Handout("A card", "#### Tonight\n\n**My cup:** ____"),),
            ),
            Lesson("more", "Second cup", 10, "", items=(AgendaItem("Round", 10, 10),)),
        ),
    )


def test_lines_are_those_of_the_file():
    curriculum = read(SMALL).curriculum
    assert curriculum is not None
    lines = SMALL.split("\n")
    for lesson in curriculum.lessons:
        assert lines[lesson.line - 1].startswith(f"## {lesson.title}")
        for item in lesson.items:
            assert lines[item.line - 1].startswith(f"### {item.title}")


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbf" + SMALL.encode(),
        SMALL.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(),
    ],
)
def test_byte_order_mark_and_windows_line_ends_make_no_other_edition(data):
    assert read_curriculum(data, name="tea.md") == read(SMALL)


def test_content_hash_is_of_the_plain_bytes_and_there_with_problems_too():
    assert read(SMALL).content_hash == hashlib.sha256(SMALL.encode()).hexdigest()
    broken = b"\xff\xfe"
    assert read_curriculum(broken, name="x").content_hash == hashlib.sha256(broken).hexdigest()


def test_yaml_gets_no_say_in_what_a_value_means():
    text = SMALL.replace("language: en", "language: no").replace("title: Tea and talk", "title: 2026-01-01")
    curriculum = read(text.replace("# Tea and talk", "# 2026-01-01")).curriculum
    assert curriculum is not None
    assert (curriculum.language, curriculum.title) == ("no", "2026-01-01")


def test_what_can_be_built_is_there_beside_the_problems():
    text = SMALL.replace("minutes: 30\n", "minutes: -3\n").replace("key: tea-and-talk\n", "")
    result = read(text)
    assert [problem.code for problem in result.problems] == ["missing-key", "bad-minutes"]
    assert result.curriculum is not None
    assert result.curriculum.key == "tea"  # from the name of the file
    assert [lesson.title for lesson in result.curriculum.lessons] == ["First cup", "Second cup"]


CASES = [
    (BODY, 1, 1, "missing-front-matter"),
    ("", 1, 1, "missing-front-matter"),
    (changed("---\n\n# Tea", "\n\n# Tea"), 1, 1, "unclosed-front-matter"),
    (FRONT + "\n" + FRONT + BODY, 21, 1, "duplicate-front-matter"),
    (GOOD.encode().replace(b"About tea", b"About th\xe9"), 23, 9, "encoding"),
    (GOOD.encode("utf-16"), 1, 1, "encoding"),
    (changed("A note.", "A \0note."), 33, 3, "control-character"),
    (changed("A note.", "A note.\x1b[2J"), 33, 8, "control-character"),
    (changed("A note.", "A\u2028note."), 33, 2, "control-character"),
    (changed("A note.", "A \u202enote."), 33, 3, "control-character"),
    (changed("A note.", "A \u2067note."), 33, 3, "control-character"),
    (GOOD + "a\n" * 500_000, GOOD.count("\n") + (1_000_000 - len(GOOD)) // 2 + 1, 1, "too-large"),
    (GOOD + "\n" * 20_000, 20_001, 1, "too-large"),
    (changed("# Tea\n\nAbout tea.\n", ""), 20, 1, "missing-title"),
    (changed("# Tea\n", "# Coffee\n"), 21, 1, "title-differs"),
    (FRONT + "\n# Tea\n", 22, 1, "no-lessons"),
]


@pytest.mark.parametrize(("text", "line", "column", "code"), CASES, ids=ids(CASES))
def test_what_is_wrong_is_told_with_its_place(text: Text, line: int, column: int, code: str) -> None:
    expect_problem(text, line, column, code)


def test_what_the_cases_are_made_from_is_good():
    for text in (GOOD, FRAME):
        result = read_curriculum(text.encode(), name="tea.md")
        assert result.problems == ()
        assert result.curriculum is not None


def test_very_many_problems_are_cut_and_counted():
    text = SMALL + "\n#### no\n" * 250
    problems = read(text).problems
    assert len(problems) == 101
    assert problems[-1].code == "more-problems"
    assert problems[-1].message.startswith("150 ")


# the files that come with the program


@pytest.mark.parametrize("path", files_in(ROOT / "curricula"), ids=lambda path: path.stem)
def test_bundled_files_have_no_problems(path):
    result = read_curriculum(path.read_bytes(), name=path.name)
    assert result.problems == ()
    assert result.curriculum is not None
    assert result.curriculum.key == path.stem
    assert result.curriculum.informed_by


def test_the_example_in_the_guide_reads_cleanly():
    guide = (ROOT / "docs" / "curriculum-format.md").read_text("utf-8")
    example = re.search(r"^```markdown\n(.*?)^```", guide, re.DOTALL | re.MULTILINE)
    assert example
    result = read(example[1])
    assert result.problems == ()
    assert result.curriculum is not None
    assert [lesson.key for lesson in result.curriculum.lessons] == ["what-i-liked-before"]


def test_the_guide_names_every_part_and_every_problem():
    guide = (ROOT / "docs" / "curriculum-format.md").read_text("utf-8")
    tables = (CASES, test_blocks.CASES, test_body.CASES, test_content.CASES, test_front_matter.CASES)
    codes = {code for table in tables for _, _, _, code in table} | {"more-problems", "mark-in-title"}
    codes |= {"word-to-avoid", "advice", "reading-level", "timing", "more-warnings"}
    listed = guide.partition("## What `check` may find")[2]
    assert set(re.findall(r"`([a-z-]+)`", listed)) - {"check"} == codes
    assert [kind for kind in PartKind if f"**{kind.value}:**" not in guide] == []


def test_the_frame_holds_eight_empty_sessions_and_whose_they_are():
    result = read_curriculum((ROOT / "curricula/wrap-frame.md").read_bytes(), name="wrap-frame.md")
    curriculum = result.curriculum
    assert curriculum is not None
    assert isinstance(curriculum.frame, FrameNotice)
    assert curriculum.frame.rights_holder == "Advocates for Human Potential, Inc."
    assert curriculum.frame.not_affiliated
    assert curriculum.frame.requires_manual
    assert curriculum.facilitators == 2
    plan = [10, 15, 45, 15, 45, 10, 10]
    assert [[item.minutes for item in lesson.items] for lesson in curriculum.lessons] == [plan] * 8
    assert {block.text for lesson in curriculum.lessons for item in lesson.items for block in item.blocks} == {
        "Pages in your manual: ____"
    }


class TestEightSteadySteps:
    @pytest.fixture
    def curriculum(self):
        result = read_curriculum((ROOT / "curricula/eight-steady-steps.md").read_bytes(), name="x")
        assert result.curriculum is not None
        return result.curriculum

    def test_every_lesson_is_ready_for_tonight(self, curriculum):
        assert len(curriculum.lessons) == 8
        for lesson in curriculum.lessons:
            kinds = {part.kind for item in lesson.items for part in item.parts}
            wanted = set(PartKind) - {PartKind.MATERIALS, PartKind.SKILLS, PartKind.TRUE_TO_THE_MODEL, PartKind.CUE}
            assert wanted <= kinds, (lesson.key, wanted - kinds)
            assert lesson.aim
            assert lesson.skills
            assert lesson.handouts
            close = lesson.items[-1]
            assert close.title == "Close"
            assert "988" in " ".join(block.text for block in close.blocks if isinstance(block, Say))

    def test_nobody_talks_for_more_than_five_minutes_and_members_hold_half(self, curriculum):
        slow_words_per_minute = 110
        for lesson in curriculum.lessons:
            spoken = [
                sum(len(block.text.split()) for block in item.blocks if isinstance(block, Say)) for item in lesson.items
            ]
            assert max(spoken) <= 5 * slow_words_per_minute
            assert sum(spoken) / slow_words_per_minute <= lesson.minutes / 2

    def test_lessons_do_not_repeat_one_another(self, curriculum):
        seen: dict[tuple[str, ...], str] = {}
        for lesson in curriculum.lessons:
            texts = [block.text for item in lesson.items for block in item.blocks]
            texts += [part.text for item in lesson.items for part in item.parts]
            for text in texts:
                sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
                for run in zip(sentences, sentences[1:], sentences[2:], strict=False):
                    assert seen.setdefault(run, lesson.key) == lesson.key, run


def test_every_problem_is_told_in_one_run():
    """Nothing that cannot be read hides what stands beside or below it."""
    text = (
        GOOD.replace("title: Tea", "title: Tea: a cup")
        .replace("author: Rosa", "author: &a Rosa")
        .replace("minutes: 30", "minutes: many")
        .replace("skills: [", "skills: [Not One, Another One, ")
        .replace("A note.", "```\nAn \x07 <b>note</b>.\n\n**With 3:** sit.\n\n#### Handout\n\nx")
        .replace("Round (30 min)", "Round (30 minutes)")
    )
    problems = read_curriculum(text.encode(), name="tea.md").problems
    assert [each.code for each in problems] == [
        "front-matter", "bad-minutes", "bad-value", "bad-value", "yaml-alias", "bad-minutes", "unclosed-block",
        "control-character", "raw-html", "raw-html", "unknown-part", "heading",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (GOOD.replace("A note.", "An é <b>note.").encode("cp1252"), ["encoding", "raw-html"]),
        (GOOD.replace("A note.", "<b>").replace("---\n\n# Tea", "\n# Tea").encode(),
         ["unclosed-front-matter", "raw-html"]),
        (GOOD.replace("---\n\n# Tea", "---\n\n---\nkey: x\n---\n# Tea").replace("A note.", "<b>").encode(),
         ["duplicate-front-matter", "raw-html"]),
    ],
)  # fmt: skip
def test_a_file_whose_beginning_is_broken_is_read_to_its_end(data, codes):
    assert [each.code for each in read_curriculum(data, name="tea.md").problems] == codes

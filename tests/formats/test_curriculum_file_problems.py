"""Every way in which a file can be wrong, each with the place that is reported."""

import pytest

from facilitator.formats.curricula.curriculum_file import read_curriculum

FRONT = """\
---
key: tea
title: Tea
version: 1.0.0
language: en
program: wellness
kind: full
enrolment: open
order: any
minutes: 30
people: 3-12
facilitators: 1
attendance: names
skills: [mutuality]
licence: CC-BY-4.0
author: Rosa Lindqvist
informed_by:
  - {title: A guide, rights: public domain, checked: 2026-11-21}
---
"""
BODY = """\

# Tea

About tea.

## Cup

The aim.

### Round (30 min)

> Words.

A note.
"""
GOOD = FRONT + BODY
FRAME = GOOD.replace(
    "kind: full",
    "kind: frame\nrights_holder: Vale Press\nnotice: Steeping is a mark of Vale Press\n"
    "not_affiliated: true\ncredential: a certificate\nrequires_manual: true",
).replace("> Words.\n\nA note.", "Pages: ____")


def changed(old: str, new: str, text: str = GOOD) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


CASES = [
    # the front matter as a whole
    (BODY, 1, 1, "missing-front-matter"),
    ("", 1, 1, "missing-front-matter"),
    (changed("---\n\n# Tea", "\n\n# Tea"), 1, 1, "unclosed-front-matter"),
    (FRONT + "\n" + FRONT + BODY, 21, 1, "duplicate-front-matter"),
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
    # bytes
    (GOOD.encode().replace(b"About tea", b"About th\xe9"), 23, 9, "encoding"),
    (GOOD.encode("utf-16"), 1, 1, "encoding"),
    (changed("A note.", "A \0note."), 33, 3, "control-character"),
    (changed("A note.", "A note.\x1b[2J"), 33, 8, "control-character"),
    (changed("A note.", "A\u2028note."), 33, 2, "control-character"),
    (GOOD + "a\n" * 500_000, GOOD.count("\n") + (1_000_000 - len(GOOD)) // 2 + 1, 1, "too-large"),
    (GOOD + "\n" * 20_000, 20_001, 1, "too-large"),
    (changed("A note.", "a " * 2_501), 33, 1, "too-large"),
    (changed("A note.", "[" * 201), 33, 1, "too-large"),
    # headings
    (changed("# Tea\n\nAbout tea.\n", ""), 20, 1, "missing-title"),
    (changed("# Tea\n", "Hello.\n\n# Tea\n"), 21, 1, "text-before-title"),
    (changed("# Tea\n", "# Coffee\n"), 21, 1, "title-differs"),
    (GOOD + "\n# Tea\n", 35, 1, "second-title"),
    (FRONT + "\n# Tea\n", 22, 1, "no-lessons"),
    (changed("## Cup", "### Round (5 min)\n\n## Cup"), 25, 1, "item-outside-lesson"),
    (changed("A note.", "#### A note."), 33, 1, "heading"),
    (changed("A note.", "A note.\n---"), 34, 1, "heading"),
    (changed("## Cup", "## *Cup*"), 25, 1, "heading"),
    (changed("## Cup", "## " + "Cup " * 60), 25, 1, "heading"),
    (changed("### Round (30 min)", "### (30 min)"), 29, 1, "heading"),
    # lessons
    (GOOD + "\n## Another\n\nIts aim.\n", 35, 1, "empty-lesson"),
    (GOOD + "\n## Cup\n\n### Round (30 min)\n", 35, 1, "duplicate-lesson"),
    (changed("## Cup", "## Cup {#My Cup}"), 25, 8, "bad-key"),
    (changed("## Cup", "## お茶"), 25, 1, "missing-lesson-key"),
    (changed("The aim.", "> The aim."), 27, 1, "words-outside-item"),
    (changed("Round (30 min)", "Round (25 min)"), 25, 1, "minutes-do-not-add-up"),
    (changed("## Cup", "## Cup (0 min)"), 25, 8, "bad-minutes"),
    # items
    (changed("Round (30 min)", "Round"), 29, 10, "missing-minutes"),
    (changed("Round (30 min)", "Round 30 min"), 29, 17, "missing-minutes"),
    (changed("Round (30 min)", "Round (30 min) {#round}"), 29, 28, "missing-minutes"),
    (changed("Round (30 min)", "Round (30 minutes)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (-30 min)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (0 min)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (99999999999 min)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (30 min, at least 31)"), 29, 11, "bad-minutes"),
    (changed("Round (30 min)", "Round (30 min, at least 0)"), 29, 11, "bad-minutes"),
    # parts
    (changed("A note.", "**Carefully:** a note."), 33, 1, "unknown-part"),
    (changed("A note.", "**care:** a note."), 33, 1, "unknown-part"),
    (changed("A note.", "**Care**: a note."), 33, 1, "unknown-part"),
    (changed("A note.", "**Care:** a note.\n  **Tip:** another."), 34, 3, "unknown-part"),
    (changed("A note.", "**Care:**\n\n> A note."), 33, 1, "empty-part"),
    (changed("About tea.", "**Care:** about tea."), 23, 1, "part-outside-lesson"),
    (changed("Words.\n\nA note.", "Words.\n**Care:** a note."), 32, 1, "part-swallowed"),
    (changed("A note.", "- one\n**Care:** a note."), 34, 1, "part-swallowed"),
    # what a page does not hold
    (changed("A note.", "A <b>note</b>."), 33, 3, "raw-html"),
    (changed("A note.", "<!-- a note -->"), 33, 1, "raw-html"),
    (changed("A note.", "<script>alert(1)</script>"), 33, 1, "raw-html"),
    (changed("Words.", "Words\n> <i>here</i>."), 32, 3, "raw-html"),
    (GOOD + "\n### Handout: Card\n\n- <u>Name</u>\n", 37, 3, "raw-html"),
    (changed("A note.", "![A cup](https://example.org/cup.png)"), 33, 1, "image"),
    (changed("A note.", "A [note](javascript:alert(1))."), 33, 10, "bad-link"),
    (changed("A note.", "A [note](other.md)."), 33, 10, "bad-link"),
    (changed("A note.", "Write to <rosa@example.org>."), 33, 11, "bad-link"),
    (changed("A note.", "A [note](https://)."), 33, 10, "bad-link"),
    (changed("A note.", "```\nA note."), 33, 1, "unclosed-block"),
    (changed("A note.", "    A note."), 33, 5, "indented-text"),
    (changed("> Words.", "> " * 60 + "Words."), 31, 1, "too-deep"),
    (changed("A note.", "- " * 60 + "A note."), 33, 1, "too-deep"),
    # handouts
    (GOOD + "\n### Handout:\n\nName: ____\n", 35, 1, "heading"),
    (GOOD + "\n### Handout: Card\n", 35, 1, "empty-handout"),
    (GOOD + "\n### Handout: Card (5 min)\n\nName: ____\n", 35, 19, "handout-minutes"),
    # frames
    (changed("kind: full", "kind: frame").replace("> Words.\n\n", ""), 7, 7, "frame-without-notice"),
    (changed("credential: a certificate\n", "", FRAME), 7, 7, "frame-without-notice"),
    (changed("not_affiliated: true", "not_affiliated: false", FRAME), 10, 17, "bad-value"),
    (changed("Pages: ____", "> Words.", FRAME), 36, 1, "frame-has-content"),
    (changed("Pages: ____", "Pages: ____\n\nMore.", FRAME), 38, 1, "frame-has-content"),
    (changed("Pages: ____", "Pages: ____\nMore.", FRAME), 36, 1, "frame-has-content"),
    (changed("Pages: ____", "x" * 121, FRAME), 36, 1, "frame-has-content"),
    (changed("Pages: ____", "**Care:** words.", FRAME), 36, 1, "frame-has-content"),
    (changed("The aim.", "**Share prompt:** words.", FRAME), 32, 1, "frame-has-content"),
    (FRAME + "\n### Handout: Card\n\nName: ____\n", 38, 1, "frame-has-content"),
]


def test_what_the_cases_are_made_from_is_good():
    for text in (GOOD, FRAME):
        result = read_curriculum(text.encode(), name="tea.md")
        assert result.problems == ()
        assert result.curriculum is not None


@pytest.mark.parametrize(
    ("text", "line", "column", "code"), CASES, ids=[f"{code}-{line}" for _, line, _, code in CASES]
)
def test_problem(text, line, column, code):
    data = text if isinstance(text, bytes) else text.encode()
    problems = read_curriculum(data, name="tea.md").problems
    found = [(problem.line, problem.column, problem.code) for problem in problems]
    assert (line, column, code) in found
    assert found == sorted(found)
    for problem in problems:
        assert len(problem.message) > 20
        assert problem.message.isprintable()


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ("Round (30 min)", "Round (30 minutes)", ["bad-minutes"]),
        ("minutes: 30", "minutes: soon", ["bad-minutes"]),
        ("key: tea", "key: [tea", ["front-matter"]),
        ("## Cup", "## Cup (soon min 5)", ["bad-minutes"]),
        ("A note.", "A note.\n---", ["heading"]),
    ],
)
def test_one_mistake_is_one_problem(old, new, codes):
    problems = read_curriculum(changed(old, new).encode(), name="tea.md").problems
    assert [problem.code for problem in problems] == codes


def test_frame_says_each_thing_that_its_notice_lacks():
    text = changed("kind: full", "kind: frame")
    problems = read_curriculum(text.encode(), name="tea.md").problems
    said = [problem.message for problem in problems if problem.code == "frame-without-notice"]
    assert len(said) == 5
    for key in ("rights_holder", "notice", "not_affiliated", "credential", "requires_manual"):
        assert any(f" no {key}." in message for message in said)


def test_a_known_word_is_offered_for_an_unknown_one():
    problems = read_curriculum(changed("people:", "poeple:").encode(), name="tea.md").problems
    assert problems[0].message == "'poeple' is not a key of a curriculum. Write people."
    problems = read_curriculum(changed("A note.", "**With tree:** sit.").encode(), name="tea.md").problems
    assert problems[0].message == "No part has this label. Write **With three:**"

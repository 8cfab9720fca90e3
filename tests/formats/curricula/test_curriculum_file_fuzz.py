"""Reading never raises, whatever the bytes; what reads without problems can be written and read again."""

import string
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import (
    MAX_MINUTES,
    AgendaItem,
    Curriculum,
    FrameNotice,
    Handout,
    Lesson,
    Note,
    Part,
    PartKind,
    Say,
    Severity,
    Source,
)
from facilitator.formats.curricula.curriculum_file import read_curriculum, write_curriculum
from facilitator.services.curricula.library import files_in
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder
from tests.formats.tea import FRAME, GOOD

CURRICULA = Path(__file__).parents[3] / "curricula"
FILES = [path.read_bytes() for path in files_in(CURRICULA)] + [GOOD.encode(), FRAME.encode()]

PIECES = [
    b"\n", b"\n\n", b"---\n", b"# ", b"## ", b"### ", b"#### ", b"##### ", b"> ", b"- ", b"1. ", b"    ", b"\t",
    b"***\n", b"(5 min)", b"(5 min, at least 3)", b"{#key}", b"{#", b"**Care:** ", b"**Care:**\n", b"**",
    b"__Online:__ x\n", b"### Handout: a\n", b"```\n", b"~~~\n", b"<b>", b"<!--", b"![a](b)", b"[a](http://b)",
    b"[a]: b\n", b"&amp;", b"\\", b"&a ", b"*a", b"!!x ", b": ", b"{", b"[", b"'", b'"',
    b"\r", b"\r\n", b"\0", b"\xff", b"\xef\xbb\xbf",
    "\u2028é日\u00ad\u0130".encode(), b"addict ", b"an\n> addict", b"failed to ", b"engage. ", b"just in case ",
    b"heterogeneous individualization ", "’“".encode(),
    b"x\n===\n", b"- a\n\n***\n\n- b\n", b"`", b"_", b"|", b"key: x\n", b"informed_by:\n",
]  # fmt: skip


def check(data: bytes) -> None:
    result = read_curriculum(data, name="any.md", warn=True)
    last = data.count(b"\n") + data.count(b"\r") + 1
    assert list(result.problems) == sorted(result.problems)
    assert list(result.warnings) == sorted(result.warnings)
    assert {problem.severity for problem in result.problems} <= {Severity.PROBLEM}
    assert {warning.severity for warning in result.warnings} <= {Severity.WARNING}
    if len(data) < 10_000:
        assert read_curriculum(data, name="any.md") == replace(result, warnings=())
    for problem in (*result.problems, *result.warnings):
        assert 1 <= problem.line <= last
        assert problem.column >= 1
        assert problem.message.isprintable()
    assert result.curriculum or result.problems
    if result.curriculum and not result.problems:
        again = read_curriculum(write_curriculum(result.curriculum).encode(), name="other.md")
        assert again.problems == ()
        assert again.curriculum == result.curriculum


@given(st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes(data):
    check(data)


@given(st.text(max_size=300), st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_under_any_front_matter(front, body):
    check(f"---\n{front}\n---\n{body}".encode("utf-8", "surrogatepass"))


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 2, 10, 100])))
        data = data[:start] + draw(st.sampled_from(PIECES) | st.binary(max_size=4)) + data[end:]
    return data


@given(mutated())
@settings(max_examples=200, deadline=None)
def test_good_files_with_something_cut_and_something_put_in(data):
    check(data)


@given(st.lists(st.sampled_from(PIECES) | st.sampled_from([b"tea ", b"cup"]), max_size=25))
@settings(max_examples=200, deadline=None)
@example([b"- a\n\n***\n\n- b\n"])
@example([b"**Care:**\n", b"\n", b"- a\n\n***\n\n- b\n"])
def test_any_markdown_in_an_item(pieces):
    check(GOOD.encode() + b"\n" + b"".join(pieces) + b"\n")


@pytest.mark.parametrize(
    "body",
    [
        "> " * 100_000,
        "- " * 100_000 + "a",
        "\n".join("> " * 50 + "a" for _ in range(9_000)),
        "\n".join(" " * depth + "- a" for depth in range(1_200)),
        "- a\n" * 9_000,
        "**a:** " * 20_000,
        "#### a\n" * 9_000,
        "[" * 400_000,
        "[a](" * 200_000,
        "*a_ " * 200_000,
        "`" * 900_000,
        "<a " * 200_000,
        "&" * 900_000,
        "```\n" * 9_000,
        "a\n" * 19_000,
        "## a (1 min)\n### a (1 min)\n" * 3_000,
        "# " + "(1 min" * 100_000,
        "addict " * 30_000,
        "is * clean " * 20_000,
        "in case case " * 20_000,
        ". " * 200_000,
        "a. A" * 100_000,
        "[](" * 100_000,
        "____ " * 80_000,
    ],
    ids=lambda body: body[:12],
)
def test_hostile_bodies_are_read_in_bounded_time(body):
    check((GOOD + "\n" + body).encode())


@pytest.mark.parametrize(
    "front",
    [
        "a: " + "[" * 19_000,
        "a: " + "{" * 19_000,
        "? " * 9_000,
        "- " * 9_000,
        "a: &a [x, x]\n" + "".join(f"b{i}: [*a, *a]\n" for i in range(500)),
        "".join(f"k{i}: 1\n" for i in range(1_500)),
        "<<: {key: a}",
        "key: !!python/object/apply:os.system [echo]",
        "key: a\n...\nkey: b",
        "%YAML 9.9",
    ],
    ids=lambda front: front[:12],
)
def test_hostile_front_matter_is_a_problem(front):
    assert read_curriculum(f"---\n{front}\n---\n\n# A\n".encode(), name="x").problems


# what can be written can be read

LETTERS = string.ascii_letters + string.digits + "éñŁ日"
INSIDE = LETTERS + " .,;:!?'\"&%$@/()#-+="
SLUGS = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
FRONT_WORDS = st.text(INSIDE + "{}[]|>*&!`\\_~", min_size=1, max_size=40).map(str.split).map(" ".join).filter(bool)
LINES = (
    st.builds("{}{}".format, st.sampled_from(LETTERS), st.text(INSIDE, max_size=30))
    .map(str.rstrip)
    .filter(lambda line: "&" not in line and not line[0].isdigit())
)
PARAGRAPHS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
LISTS = st.lists(LINES.map("- {}".format), min_size=1, max_size=3).map("\n".join)
NUMBERED = LINES.map("1. {}".format)
TITLES = st.lists(LINES, min_size=1, max_size=2).map(" ".join).map(str.split).map(" ".join)
ENDINGS = st.sampled_from(["", "", "", " (5 min)", " {#key}", " (5 min) {#key}", " {#key} (5 min)", " C#", " (min 5)"])
MINUTES = st.integers(1, MAX_MINUTES)


def plain_title(title: str) -> bool:
    return "&" not in title and not title.endswith(" #") and not title.lower().startswith("handout:")


@st.composite
def items(draw: st.DrawFn, frame: bool, minutes: int) -> AgendaItem:
    blocks = st.builds(Note, PARAGRAPHS | LISTS | NUMBERED) | st.builds(
        Say, st.lists(PARAGRAPHS | LISTS, min_size=1, max_size=3).map("\n\n".join)
    )
    parts = st.builds(Part, st.sampled_from(PartKind), PARAGRAPHS | LISTS | NUMBERED)
    return AgendaItem(
        title=draw(TITLES.filter(plain_title)) + draw(ENDINGS),
        minutes=minutes,
        least_minutes=draw(st.integers(1, minutes)),
        blocks=() if frame else tuple(draw(st.lists(blocks, max_size=4))),
        parts=() if frame else tuple(draw(st.lists(parts, max_size=3))),
    )


@st.composite
def lessons(draw: st.DrawFn, key: str, frame: bool, usual: int) -> Lesson:
    lengths = draw(st.lists(st.integers(1, 60), min_size=1, max_size=4))
    if draw(st.booleans()):
        lengths = [usual]
    handouts = st.builds(
        Handout, TITLES.filter(plain_title).filter(lambda title: "min" not in title), PARAGRAPHS | LISTS
    )
    aims = st.lists(PARAGRAPHS | LISTS, max_size=1).map("\n\n".join)
    return Lesson(
        key=key,
        title=draw(TITLES.filter(plain_title)) + draw(ENDINGS),
        minutes=sum(lengths),
        aim=draw(aims),
        parts=()
        if frame
        else tuple(draw(st.lists(st.builds(Part, st.sampled_from(PartKind), PARAGRAPHS), max_size=2))),
        items=tuple(draw(items(frame, length)) for length in lengths),
        handouts=() if frame else tuple(draw(st.lists(handouts, max_size=2))),
    )


@st.composite
def curricula(draw: st.DrawFn) -> Curriculum:
    kind = draw(st.sampled_from(CurriculumKind))
    frame = kind is CurriculumKind.FRAME
    usual = draw(MINUTES)
    keys = draw(st.lists(SLUGS, min_size=1, max_size=3, unique=True))
    least = draw(st.integers(1, 500))
    return Curriculum(
        key=draw(SLUGS),
        title=draw(TITLES.filter(plain_title)),
        version=".".join(str(draw(st.integers(0, 30))) for _ in range(3)),
        language=draw(st.sampled_from(["en", "es", "no", "es-MX", "zh-Hant-TW"])),
        program=draw(FRONT_WORDS),
        kind=kind,
        enrolment=draw(st.sampled_from(EnrolmentKind)),
        order=draw(st.sampled_from(LessonOrder)),
        minutes=usual,
        people=draw(st.none() | st.tuples(st.just(least), st.integers(least, 500))),
        facilitators=draw(st.integers(1, 20)),
        attendance=draw(st.sampled_from(AttendanceKind)),
        skills=tuple(draw(st.lists(SLUGS, max_size=3, unique=True))),
        licence=draw(FRONT_WORDS),
        author=draw(FRONT_WORDS),
        informed_by=tuple(
            draw(st.lists(st.builds(Source, FRONT_WORDS, FRONT_WORDS, st.dates(date(1990, 1, 1))), max_size=2))
        ),
        frame=FrameNotice(draw(FRONT_WORDS), draw(FRONT_WORDS), True, draw(FRONT_WORDS), True) if frame else None,
        about=draw(st.just("") | PARAGRAPHS),
        lessons=tuple(draw(lessons(key, frame, usual)) for key in keys),
    )


@given(curricula())
@settings(max_examples=60, deadline=None)
def test_what_is_written_reads_the_same(curriculum):
    result = read_curriculum(write_curriculum(curriculum).encode(), name="x.md")
    assert result.problems == ()
    assert result.curriculum == curriculum

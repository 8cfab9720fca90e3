"""The schema of the front matter and its reader say yes and no to the same, as far as a schema can."""

import json
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from facilitator.formats.curricula.front_matter import FRAME, OPTIONAL, REQUIRED, read_front
from facilitator.formats.curricula.schema import front_matter_schema
from facilitator.services.curricula.library import files_in
from facilitator.words import AttendanceKind, CurriculumKind, EnrolmentKind, LessonOrder

ROOT = Path(__file__).parents[3]
FILE = ROOT / "docs" / "curriculum-front-matter.schema.json"
VALIDATOR = Draft202012Validator(front_matter_schema(), format_checker=FormatChecker())
FULL = {
    "key": "tea",
    "title": "Tea",
    "version": "1.0.0",
    "language": "en",
    "program": "wellness",
    "kind": "full",
    "enrolment": "open",
    "order": "any",
    "minutes": 30,
    "people": "3-12",
    "facilitators": 1,
    "attendance": "names",
    "skills": ["mutuality"],
    "licence": "CC-BY-4.0",
    "author": "Rosa Lindqvist",
    "informed_by": [{"title": "A guide", "rights": "public domain", "checked": "2026-11-21"}],
}
NOTICE = {
    "rights_holder": "Vale Press",
    "notice": "A mark of Vale Press",
    "not_affiliated": True,
    "credential": "a certificate",
    "requires_manual": True,
}


def reader_says(front):
    """Whether the reader has nothing against a front matter; JSON is YAML."""
    problems = []
    read_front(json.dumps(front, ensure_ascii=False), first_line=2, name="tea.md", problems=problems)
    return not problems


def schema_says(front):
    return VALIDATOR.is_valid(front)


def without(key, front=FULL):
    return {name: value for name, value in front.items() if name != key}


def test_the_schema_is_one_and_is_the_file_in_the_documents():
    Draft202012Validator.check_schema(front_matter_schema())
    assert json.loads(FILE.read_text("utf-8")) == front_matter_schema()
    assert set(front_matter_schema()["properties"]) == {*REQUIRED, *OPTIONAL, *FRAME}


@pytest.mark.parametrize("path", files_in(ROOT / "curricula"), ids=lambda path: path.stem)
def test_each_curriculum_of_the_library_fits(path):
    import yaml

    front = yaml.load(path.read_text("utf-8").split("\n---\n")[0][4:], yaml.BaseLoader)
    for key in ("minutes", "facilitators"):
        front[key] = int(front[key])
    for key in ("not_affiliated", "requires_manual"):
        if key in front:
            front[key] = front[key] == "true"
    assert list(VALIDATOR.iter_errors(front)) == []


CASES = [
    (FULL, True),
    (FULL | {"kind": "frame"} | NOTICE, True),
    (FULL | {"people": "003-0012"}, True),
    (FULL | {"people": "500-500"}, True),
    (FULL | {"language": "zh-Hant-TW"}, True),
    (FULL | {"skills": [], "informed_by": []}, True),
    (without("people"), True),
    *((without(key), False) for key in REQUIRED),
    *((FULL | {"kind": "frame"} | without(key, NOTICE), False) for key in FRAME),
    *((FULL | {key: value}, False) for key, value in NOTICE.items()),
    (FULL | {"kind": "frame"} | NOTICE | {"not_affiliated": False}, False),
    (FULL | {"colour": "red"}, False),
    (FULL | {"title": ""}, False),
    (FULL | {"title": ["Tea"]}, False),
    (FULL | {"title": "T" * 2_001}, False),
    (FULL | {"key": "Tea time"}, False),
    (FULL | {"key": "t" * 61}, False),
    (FULL | {"version": "1.0"}, False),
    (FULL | {"language": "English please"}, False),
    (FULL | {"kind": "whole"}, False),
    (FULL | {"enrolment": True}, False),
    (FULL | {"minutes": 0}, False),
    (FULL | {"minutes": -30}, False),
    (FULL | {"minutes": 721}, False),
    (FULL | {"minutes": 1.5}, False),
    (FULL | {"facilitators": 21}, False),
    (FULL | {"people": "0-12"}, False),
    (FULL | {"people": "3-501"}, False),
    (FULL | {"people": "many"}, False),
    (FULL | {"people": 12}, False),
    (FULL | {"skills": "mutuality"}, False),
    (FULL | {"skills": ["Two words"]}, False),
    (FULL | {"informed_by": ["A guide"]}, False),
    (FULL | {"informed_by": [{"title": "A guide", "rights": "x", "checked": "2026-02-30"}]}, False),
    (FULL | {"informed_by": [{"title": "A guide", "rights": "x"}]}, False),
    (FULL | {"informed_by": [{"title": "A guide", "rights": "x", "checked": "2026-11-21", "colour": "red"}]}, False),
]


@pytest.mark.parametrize(("front", "good"), CASES)
def test_they_agree(front, good):
    assert (schema_says(front), reader_says(front)) == (good, good)


def test_what_only_the_reader_can_tell():
    """Numbers that are compared, and what YAML has taken away before a schema sees it."""
    assert (schema_says(FULL | {"people": "12-3"}), reader_says(FULL | {"people": "12-3"})) == (True, False)
    assert (schema_says(FULL | {"minutes": "30"}), reader_says(FULL | {"minutes": "30"})) == (False, True)


WORDS = st.text(string.ascii_letters + string.digits + " .:-#'&*!{}[]é日", max_size=30).map(str.split).map(" ".join)
SLUGS = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)
ODD = st.sampled_from(["", "x", "Two words", "1.0.0", "1.0", "en", "4-12", "12-501", "2026-11-21", "2026-13-01"])
ANY = WORDS | SLUGS | ODD | st.lists(WORDS | SLUGS, max_size=2) | st.dictionaries(SLUGS, WORDS, max_size=2)
PEOPLE = st.tuples(st.integers(0, 600), st.integers(0, 600)).map(sorted).map(lambda two: f"{two[0]}-{two[1]}")
SOURCES = st.fixed_dictionaries(
    {"title": WORDS, "rights": WORDS, "checked": st.dates().map(str) | ODD}, optional={"by": WORDS}
)
VALUES = {
    "key": SLUGS | WORDS,
    "version": st.from_regex(r"[0-9]{1,5}(\.[0-9]{1,5}){1,3}", fullmatch=True),
    "language": st.from_regex(r"[A-Za-z]{1,4}(-[A-Za-z0-9]{1,9}){0,2}", fullmatch=True),
    "kind": st.sampled_from([*CurriculumKind, "whole"]).map(str),
    "enrolment": st.sampled_from([*EnrolmentKind, "shut"]).map(str),
    "order": st.sampled_from([*LessonOrder, "none"]).map(str),
    "attendance": st.sampled_from([*AttendanceKind, "all"]).map(str),
    "minutes": st.integers(-5, 800) | st.integers(),
    "facilitators": st.integers(-1, 25),
    "people": PEOPLE,
    "skills": st.lists(SLUGS | WORDS, max_size=3),
    "informed_by": st.lists(SOURCES, max_size=2),
    "not_affiliated": st.booleans(),
    "requires_manual": st.booleans(),
}


@st.composite
def fronts(draw):
    """A good front matter with a few values that may be anything, some missing, some that are unknown."""
    front = dict(FULL)
    if draw(st.booleans()):
        front |= {"kind": "frame"} | NOTICE
    for key in draw(st.lists(st.sampled_from([*front, *FRAME, "colour"]), max_size=3, unique=True)):
        value = draw(VALUES.get(key, WORDS) | (ANY if key not in ("minutes", "facilitators") else st.nothing()))
        front[key] = value
    for key in draw(st.lists(st.sampled_from(list(front)), max_size=1)):
        del front[key]
    return front


@given(fronts())
@settings(max_examples=400, deadline=None)
def test_they_agree_on_anything_that_both_can_express(front):
    people = front.get("people")
    if isinstance(people, str) and reader_says(FULL | {"people": people}) != schema_says(FULL | {"people": people}):
        front["people"] = "3-12"  # least above most: no schema can tell
    assert schema_says(front) == reader_says(front), front

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import AgendaItem, Lesson, Part, PartKind, Problem, is_slug, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What I liked before", "what-i-liked-before"),
        ("Where did fun go?", "where-did-fun-go"),
        ("Don't hurry", "dont-hurry"),
        ("Qué sigue: el año", "que-sigue-el-ano"),
        ("  8 -- steps  ", "8-steps"),
        ("お茶", ""),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_slug_of(title, slug):
    assert slug_of(title) == slug


@given(st.text())
def test_a_slug_is_empty_or_one(title):
    slug = slug_of(title)
    assert slug == "" or is_slug(slug)
    assert slug_of(slug) == slug


@pytest.mark.parametrize("text", ["", "-", "a-", "-a", "a--b", "A", "a b", "é", "a\n", "a" * 61])
def test_what_is_no_slug(text):
    assert not is_slug(text)


def test_skills_are_each_named_once_from_lesson_and_items():
    lesson = Lesson(
        key="k",
        title="K",
        minutes=5,
        aim="",
        parts=(Part(PartKind.SKILLS, "coping, mutuality"), Part(PartKind.CARE, "not, skills")),
        items=(AgendaItem("A", 5, 5, parts=(Part(PartKind.SKILLS, "- mutuality\n- rest"),)),),
    )
    assert lesson.skills == ("coping", "mutuality", "rest")
    assert lesson.items[0].skills == ("mutuality", "rest")


def test_where_it_stands_in_a_file_makes_no_difference():
    assert AgendaItem("A", 5, 5, line=3) == AgendaItem("A", 5, 5, line=9)
    assert Lesson("k", "K", 5, "", line=3) == Lesson("k", "K", 5, "", line=9)
    assert AgendaItem("A", 5, 5) != AgendaItem("A", 5, 4)


def test_problems_sort_by_place():
    late, early = Problem(3, 1, "a", "x"), Problem(2, 9, "b", "y")
    assert sorted([late, early]) == [early, late]
    with pytest.raises(FrozenInstanceError):
        late.line = 1  # type: ignore[misc]

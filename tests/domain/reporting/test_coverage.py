from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import AgendaItem, Lesson, Part, PartKind
from facilitator.domain.reporting.coverage import CoverageKind, Held, Presence, cover, met_in

TOPIC, SKILL = CoverageKind.TOPIC, CoverageKind.SKILL


def skills(text: str) -> tuple[Part, ...]:
    return (Part(PartKind.SKILLS, text),)


REST = Lesson(
    "rest", "Rest", 60, "", skills("self-awareness, coping"),
    (AgendaItem("Check-in", 15, 10), AgendaItem("Try", 40, 20, parts=skills("coping")), AgendaItem("Close", 5, 5)),
)  # fmt: skip
FOOD = Lesson(
    "food", "Food", 60, "", skills("coping"),
    (AgendaItem("Check-in", 15, 10), AgendaItem("Cook", 40, 20), AgendaItem("Close", 5, 5)),
)  # fmt: skip


def test_a_topic_has_the_session_and_a_skill_its_items_or_the_lesson():
    held = Held((REST,), (("Check-in", 15), ("Try", 35), ("Close", 5)), 60)
    assert met_in(held) == {(TOPIC, "Rest"): 60, (SKILL, "self-awareness"): 60, (SKILL, "coping"): 35}


def test_an_item_that_was_left_out_covers_nothing():
    held = Held((REST,), (("Check-in", 30), ("Try", 0), ("Close", 5)), 60)
    assert met_in(held) == {(TOPIC, "Rest"): 60, (SKILL, "self-awareness"): 60}


def test_joined_lessons_share_a_session():
    held = Held((REST, FOOD), (("Check-in", 15), ("Try", 40), ("Cook", 30), ("Close", 5)), 90)
    assert met_in(held) == {
        (TOPIC, "Rest"): 45,
        (TOPIC, "Food"): 45,
        (SKILL, "self-awareness"): 45,
        (SKILL, "coping"): 85,
    }


def test_a_session_without_a_lesson_covers_nothing():
    assert cover([(Held((), (), 60), [Presence(1, 60)])]) == []


def test_people_meet_what_they_were_there_for_and_count_once():
    evening = Held((REST,), (("Try", 40),), 60)
    again = Held((REST,), (("Try", 20),), 60)
    found = cover([(evening, [Presence(1, 60), Presence(2, 30)]), (again, [Presence(1, 60)])])
    told = [
        (each.kind.value, each.name, each.sessions, each.minutes, each.person_minutes, len(each.people))
        for each in found
    ]
    assert told == [
        ("topic", "Rest", 2, 120, 150, 2),
        ("skill", "coping", 2, 60, 80, 2),
        ("skill", "self-awareness", 2, 120, 150, 2),
    ]


@given(
    st.lists(st.sampled_from([REST, FOOD]), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(["Check-in", "Try", "Cook", "Close"]), st.integers(0, 90)), max_size=6),
    st.integers(0, 720),
    st.lists(st.builds(Presence, st.integers(1, 4), st.integers(0, 800)), max_size=5),
)
def test_nothing_lasts_longer_than_its_session(lessons, items, minutes, present):
    held = Held(tuple(lessons), tuple(items), minutes)
    assert all(0 < each <= minutes for each in met_in(held).values())
    topics = [each for (kind, _), each in met_in(held).items() if kind is TOPIC]
    assert sum(topics) == minutes
    for each in cover([(held, present)]):
        assert each.person_minutes <= len(present) * minutes

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.domain.curricula.curriculum import AgendaItem, Note, Part, PartKind
from facilitator.domain.papers.lesson_papers import lesson_paper, session_paper, usual_size
from facilitator.domain.sessions.agenda import ItemProgress
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.home import bundled
from facilitator.words import Mode, PaperSize
from facilitator.zones import country

STEPS = read_curriculum((bundled("curricula") / "eight-steady-steps.md").read_bytes(), name="steps").curriculum
FRAME = read_curriculum((bundled("curricula") / "wrap-frame.md").read_bytes(), name="frame").curriculum


@pytest.mark.parametrize(
    ("zone", "size"),
    [
        ("America/New_York", PaperSize.LETTER),
        ("Pacific/Guam", PaperSize.LETTER),
        ("America/Toronto", PaperSize.LETTER),
        ("Europe/Berlin", PaperSize.A4),
        ("Asia/Tokyo", PaperSize.A4),
        ("", PaperSize.LETTER),
        ("UTC", PaperSize.LETTER),
    ],
)
def test_the_paper_of_a_place(zone, size):
    assert usual_size(country(zone)) is size


@pytest.mark.parametrize(
    ("zone", "code"), [("America/New_York", "US"), ("US/Eastern", "US"), ("Europe/Oslo", "NO"), ("UTC", ""), ("", "")]
)
def test_the_country_of_a_zone(zone, code):
    assert country(zone) == code


def test_a_lesson_counts_time_from_its_beginning():
    paper = lesson_paper(STEPS, 2, "US")
    assert (paper.topic, paper.when, paper.dated) == ("Topic 2 of 8", "60 minutes", False)
    assert [item.at for item in paper.items] == ["0:00", "0:05", "0:20", "0:30", "0:50", "0:55"]
    assert sum(item.minutes for item in paper.items) == 60
    assert paper.source == "Eight steady steps, facilitator contributors, CC-BY-4.0"


def test_skills_are_for_counting_and_stay_off_the_paper():
    lesson = STEPS.lessons[0]
    assert PartKind.SKILLS in [part.kind for part in lesson.parts]
    assert PartKind.SKILLS not in [part.kind for part in lesson_paper(STEPS, 1, "US").parts]


def test_a_frame_says_that_nobody_endorsed_it():
    notice = lesson_paper(FRAME, 1, "US").notice
    assert notice.startswith(FRAME.frame.notice)
    assert "Not affiliated with or endorsed by Advocates for Human Potential" in notice


@pytest.fixture
def session(program):
    """The third session of a group with a curriculum, half past six in New York."""
    program.group(curriculum="eight-steady-steps", repeat="every thursday")
    return program.session("Steady@2027-03-18")


def planned(lesson):
    return [ItemProgress(item.title, item.minutes, item.least_minutes) for item in lesson.items]


def test_a_session_stands_on_the_clock_of_its_wall(session):
    lesson = STEPS.lessons[2]
    paper = session_paper(session, planned(lesson), lesson, STEPS, "US")
    assert (paper.group, paper.topic, paper.lesson) == ("Steady", "Topic 3 of 8", "Move a little")
    assert paper.when == "Thursday 18 March 2027, 6:30 to 7:30 pm"
    assert paper.foot == "Steady, Thursday 18 March 2027, Move a little"
    assert [item.at for item in paper.items] == ["6:30", "6:35", "6:50", "7:00", "7:20", "7:25"]
    assert [item.blocks for item in paper.items] == [item.blocks for item in lesson.items]


def test_a_session_over_noon_and_over_midnight_says_both_halves(session):
    for hour, said in ((15, "11:00 am to 12:00 pm"), (3, "11:00 pm to 12:00 am")):
        begins = datetime(2027, 3, 18, hour, tzinfo=UTC)
        moved = replace(session, starts_at=begins, ends_at=begins + timedelta(hours=1))
        assert session_paper(moved, [], None, None, "US").when.endswith(f", {said}")


def test_the_night_of_the_clock_change(session):
    """At 1:30 in the night in which clocks go forward, half an hour later it is three o'clock."""
    begins = datetime(2027, 3, 14, 6, 30, tzinfo=UTC)
    night = replace(
        session, starts_at=begins, ends_at=begins + timedelta(hours=1), start_local=datetime(2027, 3, 14, 1, 30)
    )
    items = [ItemProgress("One", 30, 30), ItemProgress("Two", 30, 30)]
    paper = session_paper(night, items, None, None, "US")
    assert (paper.when, [item.at for item in paper.items]) == (
        "Sunday 14 March 2027, 1:30 to 3:30 am",
        ["1:30", "3:00"],
    )


@pytest.mark.parametrize(
    ("mode", "where"),
    [
        (Mode.IN_PERSON, "Blue, Harbor"),
        (Mode.HYBRID, "Blue, Harbor, and online"),
        (Mode.ONLINE, "Blue, Harbor, Online"),
    ],
)
def test_where_it_is_without_any_link(session, mode, where):
    found = replace(session, mode=mode, room="Blue", site="Harbor")
    assert session_paper(found, [], None, None, "US").where == where


def test_an_agenda_that_differs_from_its_lesson_takes_the_words_of_items_with_the_same_title(session):
    part = Part(PartKind.CARE, "slow")
    items = (AgendaItem("A", 5, 5, (Note("a"),), (part,)), AgendaItem("B", 5, 5, (Note("b"),)))
    lesson = replace(STEPS.lessons[0], items=items)
    agenda = [ItemProgress(title, 5, 5) for title in ("B", "C", "A")]
    found = session_paper(session, agenda, lesson, STEPS, "US").items
    assert [(item.title, item.blocks, item.parts) for item in found] == [
        ("B", (Note("b"),), ()),
        ("C", (), ()),
        ("A", (Note("a"),), (part,)),
    ]


def test_items_of_the_same_title_keep_their_own_words(session):
    items = (AgendaItem("Block", 5, 5, (Note("first"),)), AgendaItem("Block", 5, 5, (Note("second"),)))
    lesson = replace(STEPS.lessons[0], items=items)
    found = session_paper(session, planned(lesson), lesson, STEPS, "US").items
    assert [item.blocks for item in found] == [(Note("first"),), (Note("second"),)]


def test_a_session_without_a_curriculum(session):
    paper = session_paper(replace(session, lesson=None, lesson_title=""), [], None, None, "US")
    assert (paper.lesson, paper.topic, paper.source, paper.items) == ("Agenda", "", "", ())
    assert paper.foot == f"Steady, Thursday {date(2027, 3, 18).day} March 2027"

import pytest

from facilitator.services.curricula.frames import keep_pages
from facilitator.services.curricula.read_lesson import pinned_curriculum, plan_of


@pytest.fixture
def plan(program):
    def read(session):
        with program.book.read() as db:
            return plan_of(db, program.session(session))

    return read


def test_what_is_pinned_is_read_whatever_becomes_of_the_file(program):
    program.group(curriculum="eight-steady-steps")
    found = program.session("Steady@2027-03-04")
    with program.book.read() as db:
        assert pinned_curriculum(db, found.curriculum_id).title == "Eight steady steps"
        assert pinned_curriculum(db, None) is None


def test_without_a_lesson_there_is_no_plan(program, plan):
    program.group()
    assert plan("Steady@2027-03-04") is None


def test_the_first_session_alone_makes_room_for_agreements(program, plan):
    program.group(curriculum="healthy-leisure")
    first, second = plan("Steady@2027-03-04"), plan("Steady@2027-03-11")
    assert sum(first.minutes) == sum(second.minutes) == 60
    assert first.notes == ("A first session makes its agreements: Welcome and agreements 5 -> 20.",)
    assert second.notes == ()


def test_within_a_licensed_manual_nothing_makes_room(program, plan):
    program.group(curriculum="wraparound-team-meeting-frame", minutes=75, repeat="weekly", holds_manual=True)
    assert plan("Steady@2027-03-04").notes == ()


def test_a_lesson_of_a_frame_has_the_pages_of_the_programs_own_manual(program, plan):
    program.group(curriculum="wrap-frame", minutes=None, repeat="weekly", holds_manual=True)
    keep_pages(program.book, program.home, "wrap-frame", "1", {1: "pp. 12-18"}, now=program.now)
    items = plan("Steady@2027-03-04").lesson.items
    assert "pp. 12-18" in str(items[0])
    assert "pp. 12-18" not in str(items[1:])

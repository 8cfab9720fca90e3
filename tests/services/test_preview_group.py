"""A preview is what scheduling would make, and writes nothing; a list of groups shows what each comes to."""

from datetime import date, datetime, timedelta

import pytest

from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.curricula.library import find_curriculum
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.keep_closures import add_closed_days
from facilitator.services.scheduling.schedule_group import GroupWish, WishProblem, preview_group, schedule_group
from facilitator.services.scheduling.see_groups import glance_at_groups
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import EnrolmentKind
from tests.conftest import Program

WISH = GroupWish("Eve", datetime(2027, 3, 4, 18), "weekly", curriculum="eight-steady-steps")


def test_a_preview_is_what_would_be_made(program: Program) -> None:
    """The same dates, lessons and clashes; and nothing in the book is other than before."""
    add_site(program.book, name="Harbor House", address="", now=program.now)
    add_room(program.book, site="Harbor House", name="Blue room", capacity=None, now=program.now)
    add_closed_days(program.book, date(2027, 3, 11), date(2027, 3, 11), reason="spring day", now=program.now)
    program.group("Quilting", "2027-03-18 18:30", repeat="once", room="Blue room")
    wish = GroupWish("Eve", WISH.start, "weekly", curriculum=WISH.curriculum, room="Blue room")
    before = program.acts()
    seen = preview_group(program.book, program.home, wish, now=program.now)
    assert program.acts() == before
    assert (seen.words, seen.minutes, seen.enrolment) == ("weekly (Thursday)", 60, EnrolmentKind.CLOSED)
    assert [each.reason for each in seen.plan.skipped] == ["spring day"]
    assert [each.with_title for each in seen.clashes] == ["Quilting"]
    made = schedule_group(program.book, program.home, wish, now=program.now, force=True)
    assert (made.plan, made.clashes, made.notes) == (seen.plan, seen.clashes, seen.notes)
    stored = list_sessions(program.book, date(2027, 1, 1), date(2028, 1, 1), group="Eve")
    assert tuple(each.lesson_title for each in stored) == seen.lesson_titles


def test_a_curriculum_that_was_read_is_not_read_again(program: Program) -> None:
    """The one that is handed in is used, whatever the folder holds by then."""
    chosen = find_curriculum(program.home, "eight-steady-steps")
    wish = GroupWish("Eve", WISH.start, "weekly", curriculum="no-such-key")
    seen = preview_group(program.book, program.home, wish, now=program.now, chosen=chosen)
    assert len(seen.lesson_titles) == 8


@pytest.mark.parametrize(
    ("part", "changed"),
    [
        ("title", {"title": "  "}),
        ("capacity", {"capacity": 0}),
        ("minutes", {"curriculum": None}),
        ("minutes", {"minutes": 5}),
        ("repeat", {"repeat": "now and then"}),
        ("repeat", {"repeat": "every day, 2001 times", "curriculum": None, "minutes": 60}),
        ("repeat", {"repeat": "every thursday, until 2027-03-01"}),
    ],
)
def test_a_problem_names_its_part(program: Program, part: str, changed: dict[str, object]) -> None:
    """So that a form can say it where it belongs."""
    values = {"title": "Eve", "start": WISH.start, "repeat": "weekly", "curriculum": WISH.curriculum, **changed}
    with pytest.raises(WishProblem) as refused:
        preview_group(program.book, program.home, GroupWish(**values), now=program.now)  # type: ignore[arg-type]
    assert refused.value.part == part


def test_groups_at_a_glance(program: Program) -> None:
    """Seats and people waiting, and the next session that was not cancelled, in the group's own time."""
    uid = program.group("Steady", capacity=2)
    program.people("Ana", "Bo", "Zoë", group=uid)
    program.group("Away", "2027-03-02 09:00", zone="Asia/Tokyo", repeat="once")
    program.group("Empty", repeat="once")
    edit_sessions.cancel(program.book, f"{uid}@2027-03-04", reason="snow", now=program.now)
    edit_sessions.cancel(program.book, "Empty@2027-03-04", reason="snow", now=program.now)

    def glance(now: datetime) -> list[tuple[str, int, int, datetime | None]]:
        found = glance_at_groups(program.book, now=now)
        return [(each.group.title, each.enrolled, each.waiting, each.next_start) for each in found]

    assert glance(program.now) == [
        ("Away", 0, 0, datetime(2027, 3, 2, 9)),
        ("Empty", 0, 0, None),
        ("Steady", 2, 1, datetime(2027, 3, 11, 18, 30)),
    ]
    during, after = datetime.fromisoformat("2027-03-11T23:45:00Z"), datetime.fromisoformat("2027-03-12T00:30:00Z")
    assert glance(during)[2][3] == datetime(2027, 3, 11, 18, 30)
    assert glance(after + timedelta(minutes=1))[2][3] == datetime(2027, 3, 18, 18, 30)
    assert glance(after)[0][3] is None

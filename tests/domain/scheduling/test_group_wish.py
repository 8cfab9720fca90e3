from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from facilitator.domain.scheduling.closures import closed_day
from facilitator.domain.scheduling.group_wish import GroupWish, WishProblem, check_wish
from facilitator.errors import BadInput
from facilitator.home import bundled
from facilitator.services.curricula.library import read_file
from facilitator.words import ClosurePolicy, EnrolmentKind

NOW = datetime(2027, 3, 1, 18, 15, tzinfo=UTC)
START = datetime(2027, 3, 4, 18, 30)
WISH = GroupWish(title="Steady", start=START, repeat="every thursday, 4 times", minutes=60)


def curriculum(key):
    return read_file(bundled("curricula") / f"{key}.md").curriculum


@pytest.mark.parametrize(
    ("part", "wrong", "title"),
    [
        ("title", {"title": " \t"}, "the group needs a title"),
        ("capacity", {"capacity": 0}, "a capacity of 0 leaves no seat"),
        ("expected", {"expected": -1}, "-1 people are expected?"),
        ("least_facilitators", {"least_facilitators": 0}, "0 facilitators are needed?"),
        ("people_per_specialist", {"people_per_specialist": 0}, "0 people a specialist?"),
        ("minutes", {"minutes": None}, "how long is a session?"),
        ("repeat", {"repeat": "now and then"}, None),
    ],
)
def test_what_a_wish_lacks_is_said_of_its_part(part, wrong, title):
    with pytest.raises(WishProblem) as refused:
        check_wish(replace(WISH, **wrong), None, zone="America/New_York")
    assert refused.value.part == part
    assert title in (None, refused.value.title)


def test_a_lesson_that_does_not_fit_is_a_problem_of_the_minutes():
    with pytest.raises(WishProblem, match="lesson 1 of the curriculum") as refused:
        check_wish(replace(WISH, minutes=10), curriculum("eight-steady-steps"), zone="America/New_York")
    assert refused.value.part == "minutes"


def test_the_curriculum_answers_what_was_left_open():
    steps = curriculum("eight-steady-steps")
    terms = check_wish(replace(WISH, minutes=None, repeat="weekly"), steps, zone="America/New_York")
    assert (terms.minutes, terms.program, terms.enrolment, terms.walks) == (
        steps.minutes,
        steps.program,
        steps.enrolment,
        8,
    )
    plan = terms.plan([closed_day(date(2027, 3, 11), "staff day")], NOW)
    titles = [lesson.title for lesson in steps.lessons]
    assert [terms.lesson_of(at, each)[1] for at, each in enumerate(plan.sessions)] == titles


@pytest.mark.parametrize(
    ("asked", "policy"),
    [
        ({}, ClosurePolicy.PUSH),  # with an end it is a closed cohort
        ({"enrolment": EnrolmentKind.OPEN}, ClosurePolicy.SKIP),
        ({"enrolment": EnrolmentKind.DROP_IN}, ClosurePolicy.SKIP),
        ({"repeat": "weekly"}, ClosurePolicy.SKIP),
        ({"repeat": "once"}, ClosurePolicy.SKIP),
        ({"repeat": "weekly", "enrolment": EnrolmentKind.CLOSED}, ClosurePolicy.PUSH),
        ({"on_closure": ClosurePolicy.KEEP}, ClosurePolicy.KEEP),
        ({"on_closure": ClosurePolicy.SKIP}, ClosurePolicy.SKIP),
    ],
)
def test_a_closed_cohort_loses_no_lesson_unless_somebody_says_so(asked, policy):
    terms = check_wish(replace(WISH, minutes=60, **asked), None, zone="America/New_York")
    assert terms.on_closure is policy


def test_without_a_curriculum_an_end_closes_the_group():
    ends = check_wish(WISH, None, zone="US/Eastern")
    assert (ends.zone, ends.enrolment, ends.program, ends.stored_until(NOW)) == (
        "America/New_York",
        EnrolmentKind.CLOSED,
        "wellness",
        None,
    )
    goes_on = check_wish(replace(WISH, repeat="weekly"), None, zone="America/New_York")
    assert goes_on.enrolment is EnrolmentKind.OPEN
    assert goes_on.stored_until(NOW) > date(2028, 3, 4)


def test_a_rule_without_a_session_and_one_with_too_many():
    terms = check_wish(replace(WISH, repeat="FREQ=DAILY;COUNT=2001"), None, zone="America/New_York")
    with pytest.raises(WishProblem, match="more than 2000 sessions") as refused:
        terms.plan([], NOW)
    assert refused.value.part == "repeat"
    with pytest.raises(WishProblem, match="leaves no session"):
        check_wish(replace(WISH, on_closure=ClosurePolicy.SKIP), None, zone="America/New_York").plan(
            [closed_day(START.date(), "moved", date(2027, 4, 30))], NOW
        )


def test_a_frame_says_what_it_needs():
    frame = curriculum("wrap-frame")
    terms = check_wish(replace(WISH, minutes=frame.minutes), frame, zone="America/New_York")
    assert (terms.needs.credential, terms.needs.least_facilitators) == (frame.frame.credential, frame.facilitators)
    assert [note.partition(":")[0] for note in terms.notes(0)] == [
        f"{frame.title} is a frame for a manual of {frame.frame.rights_holder}",
        f"{frame.title} asks for {frame.facilitators} facilitators; 0 named.",
    ]
    own = check_wish(replace(WISH, minutes=frame.minutes, required_credential="CPRS"), frame, zone="America/New_York")
    assert own.needs.credential == "CPRS"


def test_a_zone_that_is_none():
    with pytest.raises(BadInput):
        check_wish(WISH, None, zone="Mars/Olympus")

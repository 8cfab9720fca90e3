from dataclasses import replace
from datetime import datetime

from facilitator.domain.sessions.seen_since import LASTS, MEETS, SinceSeen, since_seen
from facilitator.words import SessionStatus


def test_each_field_that_is_another_is_told_and_what_somebody_was_about_to_change(program):
    program.group("Steady")
    saw = program.session("Steady@2027-03-04")
    assert since_seen(saw, saw, {}) == ()
    now = replace(saw, start_local=datetime(2027, 3, 5, 9, 0), status=SessionStatus.CANCELLED, reason="snow")
    mine = {MEETS: "Sat 6 Mar 2027, 9:00 am", LASTS: "45 minutes"}
    assert since_seen(saw, now, mine) == (
        SinceSeen("Meets", "Thu 4 Mar 2027, 6:30 pm", "Fri 5 Mar 2027, 9:00 am", mine[MEETS]),
        SinceSeen("Lasts", "60 minutes", "60 minutes", "45 minutes"),
        SinceSeen("State", "planned", "canceled: snow"),
    )
    other = replace(saw, room="Blue room", facilitators=("Jo",), lesson_title="Rest")
    assert [(each.what, each.saw, each.now) for each in since_seen(saw, other, {})] == [
        ("Where", "no room", "Blue room"),
        ("With", "nobody yet", "Jo"),
        ("Lesson", "none", "Rest"),
    ]

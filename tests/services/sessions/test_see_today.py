"""What a facilitator sees first: no session stands in two places, whatever was started early or ended early."""

from datetime import timedelta

import pytest

from facilitator.services.sessions import run_session
from facilitator.services.sessions.see_today import see_today


@pytest.mark.parametrize("ended", [False, True])
def test_a_session_of_another_day_that_runs_is_running_and_nothing_else(program, ended):
    program.group(curriculum="eight-steady-steps")
    uid = program.session("Steady@2027-03-11").uid
    run_session.start(program.book, uid, now=program.now)
    if ended:
        program.end("Steady@2027-03-11")
    seen = see_today(program.book, program.now)
    every = [each.uid for each in (*seen.running, *seen.today, *seen.coming, *seen.unfinished)]
    assert len(every) == len(set(every))
    assert (uid in every) is not ended
    assert [each.start_local.day for each in seen.coming] == [4]


def test_what_is_over_and_still_open_waits(program):
    program.group()
    seen = see_today(program.book, program.now + timedelta(days=4))
    assert [each.start_local.day for each in seen.unfinished] == [4]

from datetime import timedelta

from facilitator.storage.machine.clock_jumps import ClockJumps, clock_jumps
from tests.books import NOW, open_practice


def test_rows_in_the_future_and_steps_back_are_seen(tmp_path):
    with open_practice(tmp_path) as book:
        for minutes in (0, 1, 0, -1, 60, 59, 57):
            with book.write(now=NOW + timedelta(minutes=minutes)) as change:
                change.record("site.add", "u")
        with book.raw() as raw:
            ahead = ClockJumps(ahead=3, latest=NOW + timedelta(minutes=60), back=0, last_back=None)
            assert clock_jumps(raw, NOW) == ahead
            assert clock_jumps(raw, NOW + timedelta(minutes=58)).ahead == 0
        with book.write(now=NOW + timedelta(minutes=54)) as change:
            change.record("site.add", "u")
        with book.raw() as raw:
            later = clock_jumps(raw, NOW + timedelta(hours=2))
            assert later == ClockJumps(ahead=0, latest=None, back=1, last_back=book.audit_head().seq)

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import AgendaItem, Lesson
from facilitator.domain.sessions.agenda import ItemProgress, Pace, TimedAgenda, TimedItem, fit, lay_out, pace
from facilitator.errors import BadInput
from facilitator.zones import zone

EASTERN = zone("America/New_York")
START = datetime(2026, 3, 19, 18, 30, tzinfo=EASTERN)


def item(minutes: int, least: int | None = None, title: str = "") -> AgendaItem:
    return AgendaItem(title or f"{minutes}", minutes, least or minutes)


HOUR = (item(5), item(15, 10), item(10, 5), item(20, 10), item(5), item(5))


def minutes_of(agenda: TimedAgenda) -> list[int]:
    return [timed.minutes for timed in agenda.items]


class TestLayOut:
    def test_whole(self):
        lesson = Lesson("k", "K", 20, "", items=(item(5, title="Welcome"), item(15, 10, title="Check-in")))
        middle, end = START + timedelta(minutes=5), START + timedelta(minutes=17)
        assert lay_out(lesson, START, 17) == TimedAgenda(
            items=(
                TimedItem(1, "Welcome", START, middle, 5, 0),
                TimedItem(2, "Check-in", middle, end, 12, 3),
            ),
            starts_at=START,
            ends_at=end,
            minutes=17,
        )

    @pytest.mark.parametrize(
        ("minutes", "fitted"),
        [
            (60, [5, 15, 10, 20, 5, 5]),
            (59, [5, 15, 10, 19, 5, 5]),
            (50, [5, 12, 8, 15, 5, 5]),
            (40, [5, 10, 5, 10, 5, 5]),
            (75, [5, 20, 13, 27, 5, 5]),
        ],
    )
    def test_fitting(self, minutes, fitted):
        assert minutes_of(lay_out(HOUR, START, minutes)) == fitted

    def test_what_grows_did_not_shrink(self):
        assert [timed.shrank_by for timed in lay_out(HOUR, START, 70).items] == [0] * 6

    def test_spare_time_goes_to_what_can_stretch_even_if_something_longer_cannot(self):
        assert minutes_of(lay_out([item(30), item(10, 5), item(20, 15)], START, 66)) == [30, 12, 24]

    def test_spare_time_where_nothing_can_stretch_goes_to_what_is_between_welcome_and_close(self):
        items = [item(10, title="Welcome, all"), item(20, title="A closer look"), item(10, title="Break"), item(10)]
        assert minutes_of(lay_out([*items, item(10, title="Close")], START, 66)) == [10, 24, 10, 12, 10]

    def test_spare_time_where_there_is_nothing_else_goes_to_all(self):
        assert minutes_of(lay_out([item(10, title="Welcome"), item(5, title="Close")], START, 30)) == [20, 10]

    def test_spare_time_goes_to_the_core_first(self):
        items = (item(10, 5), item(10), item(20, title="Close"), item(30, 10))
        assert fit(items, 80, core=[1, 2]) == (10, 20, 20, 30)
        assert minutes_of(lay_out(Lesson("k", "K", 70, "", items=items, core=(2,)), START, 80)) == [10, 10, 30, 30]
        assert fit(items, 60, core=[1, 2]) == fit(items, 60)

    def test_too_short_says_the_least(self):
        with pytest.raises(BadInput, match="does not fit into 39 minutes") as caught:
            lay_out(HOUR, START, 39)
        assert "at least 40 minutes" in caught.value.hint

    @pytest.mark.parametrize("minutes", [721, 10**12])
    def test_a_session_is_no_longer_than_half_a_day(self, minutes):
        with pytest.raises(BadInput, match="too long"):
            lay_out(HOUR, START, minutes)

    def test_nothing_to_lay_out(self):
        with pytest.raises(BadInput, match="no agenda items"):
            lay_out([], START, 60)

    def test_start_without_zone(self):
        with pytest.raises(BadInput, match="time zone"):
            lay_out(HOUR, START.replace(tzinfo=None), 60)

    def test_minutes_are_elapsed_where_clocks_go_forward(self):
        starts = datetime(2026, 3, 8, 1, 30, tzinfo=EASTERN)
        agenda = lay_out([item(45), item(15)], starts, 60)
        assert [(timed.starts_at.hour, timed.starts_at.minute) for timed in agenda.items] == [(1, 30), (3, 15)]
        assert (agenda.ends_at.hour, agenda.ends_at.minute) == (3, 30)
        assert agenda.ends_at.tzinfo is EASTERN

    def test_minutes_are_elapsed_where_clocks_go_back(self):
        starts = datetime(2026, 11, 1, 1, 30, tzinfo=EASTERN)
        agenda = lay_out([item(45), item(15)], starts, 60)
        second = agenda.items[1].starts_at
        assert (second.hour, second.minute, second.fold) == (1, 15, 1)
        assert agenda.ends_at.astimezone(UTC) - starts.astimezone(UTC) == timedelta(minutes=60)


@st.composite
def agendas(draw: st.DrawFn) -> list[AgendaItem]:
    lengths = draw(st.lists(st.integers(1, 90), min_size=1, max_size=8))
    return [item(length, draw(st.integers(1, length))) for length in lengths]


class TestFitProperties:
    @given(agendas(), st.integers(1, 720))
    def test_exact_and_never_below_the_least(self, items, minutes):
        least = sum(each.least_minutes for each in items)
        if minutes < least:
            with pytest.raises(BadInput):
                fit(items, minutes)
            return
        fitted = fit(items, minutes)
        assert sum(fitted) == minutes
        assert all(length >= each.least_minutes for length, each in zip(fitted, items, strict=True))
        if minutes <= sum(each.minutes for each in items):
            assert all(length <= each.minutes for length, each in zip(fitted, items, strict=True))

    @given(agendas(), st.integers(1, 719))
    def test_one_minute_more_shortens_nothing(self, items, minutes):
        assume(minutes >= sum(each.least_minutes for each in items))
        pairs = zip(fit(items, minutes), fit(items, minutes + 1), strict=True)
        assert all(less <= more for less, more in pairs)

    @given(agendas(), st.data())
    def test_who_can_spare_more_gives_no_less(self, items, data):
        least, planned = sum(each.least_minutes for each in items), sum(each.minutes for each in items)
        fitted = fit(items, min(720, data.draw(st.integers(least, planned))))
        gave = [
            (each.minutes - each.least_minutes, each.minutes - length)
            for each, length in zip(items, fitted, strict=True)
        ]
        for slack, cut in gave:
            for other_slack, other_cut in gave:
                assert slack <= other_slack or cut >= other_cut

    @given(agendas(), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)))
    def test_items_follow_one_another(self, items, wall):
        starts = wall.replace(tzinfo=UTC).astimezone(EASTERN)
        agenda = lay_out(items, starts, min(720, sum(each.minutes for each in items)))
        moments = [agenda.starts_at, *(timed.ends_at for timed in agenda.items)]
        assert [timed.starts_at for timed in agenda.items] == moments[:-1]
        assert agenda.ends_at == moments[-1]
        for timed in agenda.items:
            assert timed.ends_at.astimezone(UTC) - timed.starts_at.astimezone(UTC) == timedelta(minutes=timed.minutes)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def progress(*times: tuple[float | None, float | None]) -> list[ItemProgress]:
    """Three items of 10 (least 5), 30 (least 20) and 20 minutes, with their real starts and ends after START."""
    plan = [("Welcome", 10, 5), ("Round", 30, 20), ("Close", 20, 20)]
    padded = [*times, *[(None, None)] * (len(plan) - len(times))]
    return [
        ItemProgress(title, minutes, least, None if began is None else at(began), None if ended is None else at(ended))
        for (title, minutes, least), (began, ended) in zip(plan, padded, strict=True)
    ]


class TestPace:
    @pytest.mark.parametrize(
        ("times", "now", "expected"),
        [
            ([], -5, Pace(None, None, None, 0, True, "on time")),
            ([], 4, Pace(None, None, None, 4, True, "4 minutes behind")),
            ([(0, None)], 3, Pace(1, "Welcome", 7, 0, True, "on time")),
            ([(0, None)], 3.5, Pace(1, "Welcome", 7, 0, True, "on time")),
            ([(3, None)], 5, Pace(1, "Welcome", 8, 3, True, "3 minutes behind")),
            ([(0, None)], 11, Pace(1, "Welcome", -1, 1, True, "1 minute behind")),
            ([(0, None)], 10.9, Pace(1, "Welcome", 0, 0, True, "on time")),
            ([(0, 8)], 8, Pace(None, None, None, -2, True, "2 minutes ahead")),
            ([(0, 8)], 10, Pace(None, None, None, 0, True, "on time")),
            ([(0, 8), (9, None)], 20, Pace(2, "Round", 19, -1, True, "1 minute ahead")),
            ([(0, 20), (20, None)], 30, Pace(2, "Round", 20, 10, True, "10 minutes behind")),
            ([(0, 21), (21, None)], 30, Pace(2, "Round", 21, 11, False, "11 minutes behind")),
            ([(0, 10), (10, None)], 45, Pace(2, "Round", -5, 5, False, "5 minutes behind")),
            ([(0, 10), (10, 40), (40, None)], 50, Pace(3, "Close", 10, 0, True, "on time")),
            ([(0, 10), (10, 40), (40, 63)], 90, Pace(None, None, None, 3, False, "3 minutes behind")),
            ([(0, 10), (10, 40), (40, 55)], 90, Pace(None, None, None, -5, True, "5 minutes ahead")),
            # the round was skipped
            ([(0, 10), (None, None), (10, None)], 12, Pace(3, "Close", 18, -30, True, "30 minutes ahead")),
            # nobody pressed "next" at the end of the welcome
            ([(0, None), (10, None)], 15, Pace(2, "Round", 25, 0, True, "on time")),
            # the laptop's clock went back
            ([(0, 10), (12, None)], 2, Pace(2, "Round", 30, 2, True, "2 minutes behind")),
        ],
    )
    def test_pace(self, times, now, expected):
        assert pace(progress(*times), at(now), starts_at=START) == expected

    def test_without_a_planned_start_the_real_one_counts(self):
        assert pace(progress((7, None)), at(9)).phrase == "on time"
        assert pace(progress(), at(9)).phrase == "on time"

    def test_a_clock_change_is_no_delay(self):
        began = datetime(2026, 3, 8, 1, 30, tzinfo=EASTERN)
        items = [ItemProgress("Round", 60, 60, began)]
        assert pace(items, datetime(2026, 3, 8, 3, 0, tzinfo=EASTERN), starts_at=began) == Pace(
            1, "Round", 30, 0, True, "on time"
        )

    def test_nothing_planned(self):
        assert pace([], START) == Pace(None, None, None, 0, True, "on time")

    @given(st.integers(0, 60), st.integers(0, 90), st.integers(0, 90))
    def test_waiting_never_helps(self, began, first, second):
        early, late = sorted((began + first, began + second))
        before, after = (pace(progress((0, began), (began, None)), at(now), starts_at=START) for now in (early, late))
        assert before.minutes_behind <= after.minutes_behind
        assert before.can_end_on_time or not after.can_end_on_time
        assert before.minutes_left is not None
        assert after.minutes_left is not None
        assert before.minutes_left - after.minutes_left == late - early

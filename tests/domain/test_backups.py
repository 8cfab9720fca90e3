"""Which backups are kept: figures of a year, and rules that hold for any set of them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.backups import NEWEST, SAFETY, BackupReason, KeptCopy, superseded, too_old

ZONE = ZoneInfo("America/New_York")
NOW = datetime(2027, 3, 17, 22, 0, tzinfo=UTC)
"""A Wednesday evening in New York."""


def copy(made_at: datetime, reason: BackupReason = BackupReason.DAILY, number: int = 0) -> KeptCopy:
    return KeptCopy(made_at, f"{made_at:%Y%m%d-%H%M%S}-{reason}-{number}", reason)


def kept(copies: list[KeptCopy], now: datetime = NOW) -> list[str]:
    gone = superseded(copies, now=now, zone=ZONE)
    return [f"{each.made_at.astimezone(ZONE):%m-%d}" for each in sorted(copies) if each not in gone]


def test_a_year_of_days_leaves_days_weeks_and_months() -> None:
    daily = [copy(NOW - timedelta(days=back)) for back in range(400)]
    gone = superseded(daily, now=NOW, zone=ZONE)
    left = [f"{each.made_at.astimezone(ZONE):%y-%m-%d}" for each in sorted(daily) if each not in gone]
    assert left == [
        "26-04-30", "26-05-31", "26-06-30", "26-07-31", "26-08-31", "26-09-30", "26-10-31", "26-11-30", "26-12-31",
        "27-01-31", "27-02-21", "27-02-28", "27-03-07",
        "27-03-11", "27-03-12", "27-03-13", "27-03-14", "27-03-15", "27-03-16", "27-03-17",
    ]  # fmt: skip


def test_days_are_those_of_the_program() -> None:
    late, next_day = datetime(2027, 3, 16, 3, 30, tzinfo=UTC), datetime(2027, 3, 16, 4, 30, tzinfo=UTC)
    fill = [copy(NOW, number=number) for number in range(NEWEST)]
    assert kept([copy(late), copy(next_day), *fill]) == ["03-15", "03-16", "03-17", "03-17", "03-17"]
    early = copy(datetime(2027, 3, 15, 20, 0, tzinfo=UTC))
    assert superseded([early, copy(late), *fill], now=NOW, zone=ZONE) == (early,)


def test_what_was_made_by_hand_stays_and_safety_copies_for_a_month() -> None:
    old = NOW - timedelta(days=700)
    by_hand = [copy(old, BackupReason.BY_HAND), copy(old + timedelta(hours=1), BackupReason.BY_HAND)]
    for reason in BackupReason:
        made = copy(NOW - SAFETY, reason)
        later = copy(NOW - SAFETY + timedelta(minutes=1))
        rest = [copy(NOW - timedelta(minutes=number)) for number in range(NEWEST)]
        everything = [*by_hand, made, later, *rest]
        gone = superseded(everything, now=NOW, zone=ZONE)
        stays = reason is BackupReason.BY_HAND or reason.safety
        assert gone == (() if stays else (made,)), reason
        gone = superseded(everything, now=NOW + timedelta(seconds=1), zone=ZONE)
        assert gone == (() if reason is BackupReason.BY_HAND else (made,)), reason


def test_copies_of_a_clock_that_was_ahead_stay_and_stand_in_for_nothing() -> None:
    ahead = [copy(NOW + timedelta(days=days)) for days in (1, 400, 4_000)]
    alone = copy(NOW - timedelta(days=300))
    assert superseded([alone, *ahead], now=NOW, zone=ZONE) == ()


def test_a_week_old_is_not_too_old_yet() -> None:
    assert not too_old(NOW - timedelta(days=7), NOW)
    assert too_old(NOW - timedelta(days=7, seconds=1), NOW)


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
copies = st.builds(copy, moments, st.sampled_from(BackupReason), st.integers(0, 3))
sets = st.lists(copies, max_size=40, unique_by=lambda each: each.name)


@given(sets, moments)
def test_the_newest_are_never_given_up(found: list[KeptCopy], now: datetime) -> None:
    gone = superseded(found, now=now, zone=ZONE)
    past = sorted(each for each in found if each.made_at <= now)
    rotating = [each for each in past if each.reason is not BackupReason.BY_HAND]
    assert not set(past[-1:]) & set(gone)
    assert not set(rotating[-NEWEST:]) & set(gone)
    assert set(gone) <= set(rotating)


@given(sets, moments)
def test_taking_away_what_may_go_lets_nothing_else_go(found: list[KeptCopy], now: datetime) -> None:
    gone = superseded(found, now=now, zone=ZONE)
    assert superseded([each for each in found if each not in gone], now=now, zone=ZONE) == ()


@given(sets, moments, st.timedeltas(timedelta(0), timedelta(days=800)))
def test_what_may_go_may_go_ever_after(found: list[KeptCopy], now: datetime, later: timedelta) -> None:
    assert set(superseded(found, now=now, zone=ZONE)) <= set(superseded(found, now=now + later, zone=ZONE))


@given(sets, moments)
def test_each_of_the_last_seven_days_keeps_its_newest(found: list[KeptCopy], now: datetime) -> None:
    gone = set(superseded(found, now=now, zone=ZONE))
    today = now.astimezone(ZONE).date()
    rotating = [each for each in found if each.reason is not BackupReason.BY_HAND and each.made_at <= now]
    for back in range(7):
        of_day = [each for each in rotating if each.made_at.astimezone(ZONE).date() == today - timedelta(days=back)]
        assert not of_day or max(of_day) not in gone

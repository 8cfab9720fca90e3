from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from random import Random

import pytest

from facilitator.domain.scheduling.clashes import Booking, Premises, Travel
from facilitator.domain.scheduling.closures import ClosedSpan, PlacedSpan, closed_day
from facilitator.domain.scheduling.find_time import Calendar, TimeWish, find_times
from facilitator.domain.views import Credential, Facilitator, Room
from facilitator.errors import BadInput
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
MONDAY = date(2027, 3, 1)
WISH = TimeWish(minutes=60, zone=NEW_YORK, first_day=MONDAY, weeks=4)
ROOMS = {
    1: Room(1, "a", "Blue", "North", 8, 1, ("Piano", "step-free")),
    2: Room(2, "b", "Green", "South", 12, 2, ("step-free",)),
    3: Room(3, "c", "Attic", "South", None, 2),
}
STAFF = {
    1: Facilitator(1, "s", "Sam", False, (Credential("CPRS", date(2027, 3, 20)),)),
    2: Facilitator(2, "l", "Lee", False, (Credential("CPRS", None),)),
    3: Facilitator(3, "a", "Ana", False, (Credential("cprs", date(2029, 1, 1)),)),
    4: Facilitator(4, "b", "Bo", False),
}
PREMISES = Premises(ROOMS, STAFF, Travel({(1, 2): 30}))
CALENDAR = Calendar(PREMISES)


def taken(key, start, minutes=60, room=None, staff=()):
    """A booking at a wall time."""
    begins = datetime.fromisoformat(start).replace(tzinfo=NEW_YORK).astimezone(UTC)
    at = ROOMS.get(room)
    site_id, site = (at.site_id, at.site) if at else (None, "")
    return Booking(
        key, begins, begins + timedelta(minutes=minutes), f"Group {key}", f"u{key}", room, site_id, site, staff
    )


def best(calendar=CALENDAR, **wish):
    return find_times(replace(WISH, **wish), calendar, limit=1)[0]


def everything_by_brute_force(wish, calendar):
    """Every start, room and team with its dates, compared with every booking and closed span: the ranks, best first."""
    number = -(-wish.weeks // wish.every)
    found = []
    for days in range(7 * wish.every):
        for minute in range(0, 24 * 60, 5):
            start = datetime.combine(wish.first_day + timedelta(days=days), time()) + timedelta(minutes=minute)
            if start.weekday() not in wish.weekdays or not within(wish, minute):
                continue
            moments = [
                (start + timedelta(weeks=wish.every * at)).replace(tzinfo=wish.zone).astimezone(UTC)
                for at in range(number)
            ]
            for room in [None] if wish.online else calendar.premises.rooms.values():
                if suits(wish, room):
                    found.extend(ranked(wish, calendar, start, moments, room))
    return sorted(found)


def within(wish, minute):
    begins = wish.earliest.hour * 60 + wish.earliest.minute
    ends = wish.latest.hour * 60 + wish.latest.minute
    return begins <= minute and minute + wish.minutes <= ends and (minute - begins) % wish.step_minutes == 0


def suits(wish, room):
    if room is None:
        return True
    seats = room.capacity is None or room.capacity >= (wish.seats or 0)
    return seats and set(wish.features) <= set(room.features) and (not wish.site_ids or room.site_id in wish.site_ids)


def ranked(wish, calendar, start, moments, room):
    holders = [
        each
        for each in sorted(calendar.premises.staff.values(), key=lambda each: each.name)
        if not wish.credential
        or any(
            held.name.upper() == wish.credential
            and all(held.expires_on is None or m.astimezone(wish.zone).date() <= held.expires_on for m in moments)
            for held in each.credentials
        )
    ]
    least = wish.leaders or (1 if wish.credential else 0)
    missing = max(0, least - sum(each.id in wish.facilitator_ids for each in holders))
    others = [each.id for each in holders if each.id not in wish.facilitator_ids]
    chosen = min(missing, len(others))
    by_day = wish.evenings_first and start.weekday() < 5 and start.hour < 17
    away = abs((start - start.replace(hour=18, minute=0)).total_seconds()) / 60 if wish.evenings_first else 0
    spare = room.capacity - (wish.seats or 0) if room and room.capacity is not None else 10**6
    place = (room.site, room.name, room.id) if room else ("", "", 0)
    for at, team in enumerate(combinations(others, chosen)):
        everybody = (*wish.facilitator_ids, *team)
        lost = sum(not possible(wish, calendar, moment, room, everybody) for moment in moments)
        yield lost, missing - chosen, by_day, away, spare, start, place, at, everybody


def possible(wish, calendar, moment, room, team):
    ends = moment + timedelta(minutes=wish.minutes)
    for each in calendar.bookings:
        if room and each.room_id == room.id and each.starts_at < ends and moment < each.ends_at:
            return False
        way = calendar.premises.travel.between(room.site_id if room else None, each.site_id)
        for who in team:
            if who in each.facilitator_ids and each.starts_at < ends + way and moment < each.ends_at + way:
                return False
    wall = moment.astimezone(wish.zone).replace(tzinfo=None)
    for placed in calendar.closed:
        if placed.closes(room.site_id if room else None, room.id if room else None) and (
            placed.span.starts < wall + timedelta(minutes=wish.minutes) and wall < placed.span.ends
        ):
            return False
    return True


def invented(rng):
    """A calendar of a few weeks, crowded enough that hardly a slot is always free, and what is looked for in it."""
    bookings = []
    for key in range(1, rng.randrange(5, 60)):
        day = MONDAY + timedelta(days=rng.randrange(35))
        at = datetime.combine(day, time(rng.randrange(14, 21), rng.choice((0, 15, 30))))
        staff = tuple(rng.sample(sorted(STAFF), rng.randrange(3)))
        bookings.append(taken(key, at.isoformat(), rng.choice((45, 60, 90, 300)), rng.choice((1, 2, 3, None)), staff))
    closed = []
    for key in range(rng.randrange(6)):
        day = MONDAY + timedelta(days=rng.randrange(35))
        afternoon = ClosedSpan(
            datetime.combine(day, time(14)), datetime.combine(day, time(18, 30)), "Paint", all_day=False
        )
        span = rng.choice((closed_day(day, "Snow"), afternoon))
        closed.append(PlacedSpan(key, span, *rng.choice(((None, None), (1, None), (2, None), (None, 2)))))
    wish = replace(
        WISH,
        minutes=rng.choice((30, 60, 90)),
        weeks=rng.choice((1, 3, 5)),
        every=rng.choice((1, 1, 2)),
        first_day=MONDAY + timedelta(days=rng.randrange(7)),
        weekdays=frozenset(rng.sample(range(7), rng.randrange(2, 5))),
        earliest=time(rng.choice((14, 16)), rng.choice((0, 15))),
        latest=time(rng.choice((19, 20)), 45),
        facilitator_ids=tuple(rng.sample(sorted(STAFF), rng.randrange(3))),
        credential=rng.choice(("", "CPRS")),
        leaders=rng.randrange(4),
        seats=rng.choice((None, 8, 10)),
        features=rng.choice(((), ("step-free",))),
        site_ids=rng.choice((frozenset(), frozenset({2}))),
        online=rng.random() < 0.1,
        evenings_first=rng.random() < 0.8,
    )
    return Calendar(PREMISES, bookings, closed), wish


@pytest.mark.parametrize("seed", range(8))
def test_the_best_slot_is_the_best_of_all(seed):
    """25 calendars each: the same best slot as comparing everything with everything, and as many dates free."""
    rng = Random(seed)
    for _ in range(25):
        calendar, wish = invented(rng)
        lost, _, _, _, _, start, place, _, team = everything_by_brute_force(wish, calendar)[0]
        slot = find_times(wish, calendar, limit=1)[0]
        assert (slot.start, slot.room_id or 0, slot.facilitator_ids) == (start, place[2], team)
        assert slot.free == len(slot.starts_at) - lost
        refused = {clash.starts_at for clash in slot.clashes if clash.refuses}
        assert len(refused) == lost
        assert refused <= set(slot.starts_at)


def test_the_same_question_has_the_same_answer_whatever_the_order():
    calendar, wish = invented(Random(77))
    other = Calendar(
        Premises(dict(reversed(ROOMS.items())), dict(reversed(STAFF.items())), PREMISES.travel),
        calendar.bookings[::-1],
        calendar.closed[::-1],
    )
    assert find_times(wish, other) == find_times(wish, calendar)


def test_an_empty_calendar_offers_monday_at_six():
    slot = best()
    assert (slot.start, slot.room_id, slot.free, slot.clashes) == (datetime(2027, 3, 1, 18), 1, 4, ())
    assert slot.reasons == ("free on all 4 dates", "after work and school", "Blue at North seats 8")
    # the clocks go forward on the fourteenth
    assert [each.hour for each in slot.starts_at] == [23, 23, 22, 22]


def test_one_slot_for_each_weekday_and_time():
    found = find_times(
        replace(WISH, weekdays=frozenset({0, 3}), earliest=time(16), latest=time(19)), CALENDAR, limit=99
    )
    assert [f"{each.start:%a %H:%M}" for each in found] == [
        "Mon 18:00", "Thu 18:00", "Mon 17:30", "Thu 17:30", "Mon 17:00", "Thu 17:00",
        "Mon 16:30", "Thu 16:30", "Mon 16:00", "Thu 16:00",
    ]  # fmt: skip
    assert found[-1].reasons[1] == "by day: people in work or school may not get away"


def test_evenings_count_only_for_people_who_need_them():
    day = {"weekdays": frozenset({1, 5}), "earliest": time(10), "latest": time(13)}
    assert f"{best(**day).start:%a %H:%M}" == "Sat 12:00"
    assert best(**day).reasons[1] == "on a weekend, outside of work and school"
    slot = best(**day, evenings_first=False)
    assert (f"{slot.start:%a %H:%M}", len(slot.reasons)) == ("Tue 10:00", 2)


def test_what_would_clash_is_said_with_its_dates():
    calendar = Calendar(
        PREMISES,
        [taken(at, f"2027-03-{day} 17:00", 240, room) for at, (day, room) in enumerate((("08", 1), ("15", 2)), 1)],
        [PlacedSpan(1, closed_day(date(2027, 3, 22), "Snow"))],
    )
    evening = {"weekdays": frozenset({0}), "earliest": time(18), "latest": time(19), "features": ("STEP-FREE",)}
    slot = best(calendar, **evening)
    assert (slot.room_id, slot.free, slot.reasons[0]) == (1, 2, "free on 2 of 4 dates")
    assert [(each.starts_at.day, each.words) for each in slot.clashes] == [
        (8, "Blue is in use with Group 1 (5:00 pm)"),
        (22, "a closed day: Snow"),
    ]


def test_the_smallest_room_with_enough_seats_and_everything_asked_for():
    assert best(seats=8).room_id == 1
    assert best(seats=9).reasons[-1] == "Green at South seats 12 for 9"
    assert best(seats=13).reasons[-1] == "Attic at South, where nobody has counted the seats"
    assert best(features=("piano",)).room_id == 1
    assert best(site_ids=frozenset({2})).room_id == 2
    assert (best(online=True).room_id, best(online=True).reasons[-1]) == (None, "online: no room is needed")


def test_facilitators_are_chosen_among_those_certified_to_the_last_date():
    slot = best(credential="CPRS", leaders=2)
    assert (slot.facilitator_ids, slot.reasons[1]) == ((3, 2), "Ana and Lee can lead")  # Sam's ends on the twentieth
    assert best(credential="CPRS", leaders=2, weeks=2).facilitator_ids == (3, 2)
    assert best(credential="CPRS", leaders=3, weeks=2).facilitator_ids == (3, 2, 1)
    assert best(credential="CPRS", facilitator_ids=(4, 2)).facilitator_ids == (4, 2)
    assert best(credential="CPRS", facilitator_ids=(4,)).facilitator_ids == (4, 3)
    assert best(leaders=1).facilitator_ids == (3,)
    short = best(credential="CPRS", leaders=3)
    assert (short.facilitator_ids, short.free) == ((3, 2), 4)
    assert [each.words for each in short.clashes] == ["2 of 3 facilitators with what this group asks for (CPRS)"]
    calendar = Calendar(PREMISES, [taken(1, "2027-03-08 12:00", 600, None, (3,))])
    assert best(calendar, credential="CPRS", weekdays=frozenset({0})).facilitator_ids == (2,)


def test_the_way_to_another_site_counts():
    calendar = Calendar(PREMISES, [taken(1, "2027-03-01 17:00", 60, 2, (2,))])
    evening = {"weekdays": frozenset({0}), "weeks": 1, "earliest": time(17), "facilitator_ids": (2,)}
    assert best(calendar, **evening).start.time() == time(18)  # in the same house, at once
    assert best(calendar, **evening, site_ids=frozenset({1})).start.time() == time(18, 30)


def test_every_other_week_begins_in_either():
    calendar = Calendar(
        PREMISES, [taken(at, f"2027-03-{day:02} 12:00", 540, None, (2,)) for at, day in enumerate((1, 15), 1)]
    )
    slot = best(calendar, every=2, weekdays=frozenset({0}), facilitator_ids=(2,))
    assert [each.astimezone(NEW_YORK).day for each in slot.starts_at] == [8, 22]
    assert len(best(every=2, weeks=5).starts_at) == 3


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ({"minutes": 4}, "a session cannot last 4 minutes"),
        ({"minutes": 721}, "a session cannot last 721 minutes"),
        ({"weeks": 0}, "0 weeks?"),
        ({"weeks": 105}, "105 weeks?"),
        ({"every": 9}, "9 weeks from one session to the next?"),
        ({"weekdays": frozenset()}, "no weekday is left to meet on"),
        ({"weekdays": frozenset({7})}, "no weekday is left to meet on"),
        ({"leaders": 5}, "5 facilitators with the credential?"),
        ({"step_minutes": 0}, "a start every 0 minutes?"),
        ({"earliest": time(20, 1)}, "60 minutes do not fit between 20:01 and 21:00"),
        ({"earliest": time(22), "latest": time(2)}, "60 minutes do not fit between 22:00 and 02:00"),
        ({"features": ("organ",)}, "no room has what is asked for"),
        ({"site_ids": frozenset({2}), "features": ("piano",)}, "no room has what is asked for"),
    ],
)
def test_what_no_slot_can_meet_says_why(wish, title):
    with pytest.raises(BadInput) as refused:
        best(**wish)
    assert refused.value.title == title


def test_midnight_is_the_end_of_the_day():
    assert best(earliest=time(23), latest=time(0)).start.time() == time(23)


def test_a_night_of_a_clock_change():
    """At half past one of that Sunday an hour lasts to half past three; what is taken from three on is in its way."""
    calendar = Calendar(PREMISES, [taken(1, "2027-03-14 03:00", 60, 1)])
    night = {
        "weekdays": frozenset({6}),
        "earliest": time(1, 30),
        "latest": time(2, 30),
        "weeks": 2,
        "features": ("piano",),
    }
    slot = best(calendar, **night)
    assert (slot.free, [each.starts_at for each in slot.clashes]) == (1, [datetime(2027, 3, 14, 6, 30, tzinfo=UTC)])

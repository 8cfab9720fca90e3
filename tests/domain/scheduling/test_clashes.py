from datetime import UTC, date, datetime, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.scheduling.clashes import (
    Booking,
    Needs,
    Pair,
    Premises,
    Travel,
    clashes_of,
    closed_span,
    holds,
    pairs_among,
    pairs_between,
    sweep,
)
from facilitator.domain.scheduling.closures import ClosedSpan, closed_day
from facilitator.domain.views import Credential, Facilitator, Room
from facilitator.words import ClashKind
from facilitator.zones import zone

NEW_YORK = zone("America/New_York")
BEGIN = datetime(2027, 3, 4, 18, tzinfo=UTC)
WAYS = Travel({(1, 2): 25, (1, 3): 40, (2, 3): 10})
BLUE, GREEN = (
    Room(1, "b", "Blue", "North", 8, 1),
    Room(2, "g", "Green", "South", None, 2),
)
SAM = Facilitator(1, "s", "Sam", False, (Credential("CPRS", date(2027, 3, 4)), Credential("WRAP facilitator", None)))
LEE = Facilitator(2, "l", "Lee", False, (Credential("CPRS", None),))
PREMISES = Premises({1: BLUE, 2: GREEN}, {1: SAM, 2: LEE}, WAYS)
SITE_OF = {1: 1, 2: 2, 3: 3, 4: 1, None: None}


def booking(key, minute=0, minutes=60, room=None, staff=(), begin=BEGIN, **more):
    start = begin + timedelta(minutes=minute)
    more = {"site_id": SITE_OF[room], "title": f"Group {key}", "group_uid": f"uid {key}", **more}
    return Booking(key, start, start + timedelta(minutes=minutes), room_id=room, facilitator_ids=tuple(staff), **more)


@st.composite
def calendars(draw, most=14):
    """Bookings of a day in three sites, some of half a day, with keys of their own."""
    found = []
    for key in range(1, draw(st.integers(0, most)) + 1):
        minute, minutes = draw(st.integers(0, 100)) * 10, draw(st.sampled_from((5, 30, 60, 90, 720)))
        staff = draw(st.lists(st.integers(1, 3), max_size=2, unique=True))
        found.append(booking(key, minute, minutes, draw(st.sampled_from((1, 2, 3, 4, None))), staff))
    return found


def by_brute_force(mine, others, travel):
    """Every pair there is, the later of two of mine first."""
    found = set()
    for one, two in combinations(mine, 2):
        first, second = sorted((one, two), key=lambda each: (each.starts_at, each.ends_at, each.key))
        found |= set(pairs_between(second, first, travel))
    for one, two in product(mine, others):
        found |= set(pairs_between(one, two, travel))
    return found


@given(calendars(), calendars(), st.sampled_from((WAYS, Travel())))
def test_the_sweep_finds_what_comparing_all_with_all_finds(mine, others, travel):
    others = [booking(100 + each.key, staff=each.facilitator_ids, room=each.room_id) for each in others] + [
        Booking(
            200 + each.key, each.starts_at, each.ends_at, "", "", each.room_id, each.site_id, "", each.facilitator_ids
        )
        for each in others
    ]
    swept = sweep(mine, others, travel)
    assert len(swept) == len(set(swept))
    assert set(swept) == by_brute_force(mine, others, travel)
    assert sweep(mine[::-1], others[::-1], travel) == swept
    for each in mine:
        assert pairs_among([each], others, travel) == sweep([each], others, travel)


@pytest.mark.parametrize(
    ("minute", "minutes", "kinds"),
    [
        (-60, 60, []),  # back to back
        (60, 60, []),
        (-60, 61, ["room", "facilitator"]),
        (59, 5, ["room", "facilitator"]),
        (20, 10, ["room", "facilitator"]),
        (-600, 720, ["room", "facilitator"]),
        (-660, 720, ["room", "facilitator"]),
        (-720, 720, []),
    ],
)
def test_sessions_that_touch_do_not_clash(minute, minutes, kinds):
    other = booking(1, minute, minutes, room=1, staff=[1])
    assert [each.kind for each in sweep([booking(-1, room=1, staff=[1])], [other], WAYS)] == kinds


@pytest.mark.parametrize(
    ("minute", "room", "kinds"),
    [
        (85, 2, []),  # 25 minutes on the way
        (84, 2, ["travel"]),
        (-84, 2, ["travel"]),
        (-85, 2, []),
        (60, 2, ["travel"]),
        (60, 1, []),  # the same site
        (60, 4, []),  # another room of it
        (99, 3, ["travel"]),
        (100, 3, []),
        (60, None, []),  # online
        (59, 2, ["facilitator"]),
    ],
)
def test_the_way_between_two_sites(minute, room, kinds):
    mine, other = booking(-1, room=1, staff=[2, 1]), booking(1, minute, room=room, staff=[1])
    assert [each.kind for each in sweep([mine], [other], WAYS)] == kinds
    assert [each.kind for each in sweep([other], [mine], WAYS)] == kinds
    assert [each.kind for each in sweep([mine], [other])] == [each for each in kinds if each != "travel"]


def test_nobody_shares_what_they_do_not_take():
    mine = booking(-1, room=1, staff=[1])
    assert sweep([mine], [booking(1, room=2, staff=[2]), booking(2), booking(3, staff=[3])], WAYS) == []


def test_what_others_do_to_one_another_is_theirs():
    others = [booking(1, room=1, staff=[1]), booking(2, room=1, staff=[1])]
    assert sweep([booking(-1, 600, room=1)], others, WAYS) == []
    assert sweep(others) == [
        Pair(ClashKind.ROOM, 1, others[1], others[0]),
        Pair(ClashKind.FACILITATOR, 1, others[1], others[0]),
    ]


def told(mine, others=(), needs=None, closed=()):
    found = clashes_of(mine, others, PREMISES, needs=needs or Needs(), closed=closed, zone=NEW_YORK)
    return [(each.kind.value, each.who_or_where, each.words, each.sessions) for each in found]


def test_clashes_in_words():
    mine = booking(-1, 60, room=1, staff=[1, 2], site="North")
    others = [
        booking(1, 60, room=1, title="Quilting"),
        booking(2, 30, staff=[2], title="Choir"),
        booking(3, -10, room=2, staff=[1], title="Knitting", site="South"),
        booking(4, 121, room=2, staff=[1], title="Painting", site="South"),
    ]
    assert told([mine], others) == [
        ("room", "Blue", "Blue is in use with Quilting (2:00 pm)", 1),
        ("facilitator", "Lee", "Lee is busy with Choir (1:30 pm)", 1),
        ("travel", "Sam", "Sam has 10 minutes for the 25 from South to North, after Knitting (12:50 pm)", 1),
        ("travel", "Sam", "Sam has 1 minute for the 25 from North to South, before Painting (3:01 pm)", 1),
    ]
    first = clashes_of([mine], others, PREMISES, needs=Needs(), zone=NEW_YORK)[0]
    assert (first.with_title, first.with_uid, first.with_starts_at, first.starts_at, first.zone, first.refuses) == (
        "Quilting", "uid 1", others[0].starts_at, mine.starts_at, "America/New_York", True,
    )  # fmt: skip


def test_times_of_one_group_are_held_against_one_another():
    mine = [booking(-1, room=1), booking(-2, 30, room=1, title="", group_uid=""), booking(-3, 90, room=1)]
    assert told(mine) == [("room", "Blue", "Blue is in use with Group -1 (1:00 pm)", 1)]


DAY = date(2027, 3, 4)
PAINT = closed_day(DAY, "Paint")
AFTERNOON = ClosedSpan(datetime(2027, 3, 4, 14), datetime(2027, 3, 4, 17), "Paint", all_day=False)


@pytest.mark.parametrize(
    ("minute", "span", "words"),
    [
        (0, PAINT, "a closed day: Paint"),
        (0, AFTERNOON, None),  # 1 pm to 2 pm
        (1, AFTERNOON, "closed from 2:00 pm to 5:00 pm: Paint"),
        (239, AFTERNOON, "closed from 2:00 pm to 5:00 pm: Paint"),
        (240, AFTERNOON, None),
        (660, PAINT, None),  # midnight
        (601, PAINT, "a closed day: Paint"),  # past midnight
        (-780 - 59, PAINT, "a closed day: Paint"),  # from the day before
        (-780 - 60, PAINT, None),
    ],
)
def test_closed_days(minute, span, words):
    mine = booking(-1, minute, room=1)
    assert [each[2] for each in told([mine], closed=[span])] == ([words] if words else [])


def test_the_first_closed_span_is_named():
    spans = [AFTERNOON, PAINT, closed_day(date(2027, 3, 3), "Move", date(2027, 3, 5))]
    assert closed_span(booking(-1, 90), spans, NEW_YORK) == spans[2]
    (clash,) = clashes_of([booking(-1)], (), PREMISES, needs=Needs(), closed=[PAINT], zone=NEW_YORK)
    assert (clash.who_or_where, clash.with_title, clash.with_starts_at, clash.refuses) == ("", "Paint", None, True)


@pytest.mark.parametrize(
    ("start", "closed", "hit"),
    [
        # the clocks go forward at 2:00: from 1:30 an hour lasts to 3:30
        ("2027-03-14T06:30", ("2027-03-14 03:00", "2027-03-14 04:00"), True),
        ("2027-03-14T06:30", ("2027-03-14 03:30", "2027-03-14 04:00"), False),
        # they go back at 2:00: closed to 1:30 is closed until they show it for the last time
        ("2027-11-07T06:00", ("2027-11-07 00:00", "2027-11-07 01:30"), True),
        ("2027-11-07T06:30", ("2027-11-07 00:00", "2027-11-07 01:30"), False),
        ("2027-11-07T06:30", ("2027-11-07 01:45", "2027-11-07 02:00"), True),
        ("2027-11-07T04:30", ("2027-11-07 01:30", "2027-11-07 01:45"), False),
    ],
)
def test_closed_hours_in_a_night_of_a_clock_change(start, closed, hit):
    mine = booking(-1, begin=datetime.fromisoformat(start).replace(tzinfo=UTC))
    span = ClosedSpan(*map(datetime.fromisoformat, closed), "Paint", all_day=False)
    assert (closed_span(mine, [span], NEW_YORK) is span) is hit


def test_a_night_of_a_clock_change_is_as_long_as_it_is():
    early = booking(-1, room=1, minutes=90, begin=datetime(2027, 3, 14, 6, 30, tzinfo=UTC))  # 1:30 to 4:00
    late = booking(1, room=1, begin=datetime(2027, 3, 14, 7, 30, tzinfo=UTC))  # 3:30
    assert told([early], [late]) == [("room", "Blue", "Blue is in use with Group 1 (3:30 am)", 1)]
    first, second = (
        booking(key, room=1, minutes=60, begin=datetime(2027, 11, 7, 4 + key, 30, tzinfo=UTC)) for key in (1, 2)
    )
    assert told([first], [second]) == []  # 1:30 twice


def test_seats():
    needs = Needs(capacity=9)
    assert told([booking(-1, room=1), booking(-2, 600, room=1)], needs=needs) == [
        ("capacity", "Blue", "Blue seats 8, and 9 may come", 2)
    ]
    assert told([booking(-1, room=1, enrolled=10)], needs=needs)[0][2] == "Blue seats 8, and 10 may come"
    assert told([booking(-1, room=1)], needs=Needs(expected=9))[0][2] == "Blue seats 8, and 9 may come"
    for fits in (Needs(capacity=8, expected=8), Needs()):
        assert told([booking(-1, room=1, enrolled=8)], needs=fits) == []
    assert told([booking(-1, room=2, enrolled=99), booking(-2, enrolled=99)], needs=Needs(capacity=99)) == []


@pytest.mark.parametrize(
    ("held", "asked", "counts"),
    [
        ("CPRS", "cprs", True),
        ("WRAP facilitator", "Two co-facilitators, each with a current WRAP  Facilitator certificate", True),
        ("RAP", "WRAP facilitator", False),
        ("WRAP facilitators", "WRAP facilitator", False),
        ("C.P", "CXP", False),
    ],
)
def test_a_frame_asks_in_a_sentence(held, asked, counts):
    assert holds(Facilitator(1, "", "Sam", False, (Credential(held, None),)), asked, DAY) is counts


def test_a_credential_counts_to_its_last_day():
    needs = Needs(credential="CPRS", least_facilitators=2)
    assert told([booking(-1, staff=[1, 2])], needs=needs) == []
    # the next evening in UTC is still the fourth of March in New York
    assert told([booking(-1, 600, staff=[1, 2])], needs=needs) == []
    lapsed = (
        "credential",
        "Sam",
        "1 of 2 facilitators with what this group asks for (CPRS): Sam's is valid to Thu 4 Mar 2027",
        2,
    )
    assert told([booking(-at, 1440 * at, staff=[1, 2]) for at in (1, 2)], needs=needs) == [lapsed]


def test_what_is_asked_of_those_who_lead():
    wrap = Needs(credential="WRAP facilitator", least_facilitators=2)
    says = "{} of 2 facilitators with what this group asks for (WRAP facilitator)"
    assert told([booking(-1, staff=[1, 2])], needs=wrap) == [
        ("credential", "Lee", f"{says.format(1)}: Lee has none", 1)
    ]
    assert told([booking(-1)], needs=wrap) == [("credential", "", says.format(0), 1)]
    assert told([booking(-1, staff=[1, 2])], needs=Needs(credential="WRAP facilitator")) == []
    assert told([booking(-1, staff=[1])], needs=Needs(least_facilitators=2)) == [
        ("credential", "", "1 of 2 facilitators are named", 1)
    ]


def test_people_for_each_specialist():
    needs = Needs(expected=11, people_per_specialist=10)
    words = "11 people are expected for 1 specialist; the payer allows 10 for each"
    assert told([booking(-1, staff=[1])], needs=needs) == [("ratio", "Sam", words, 1)]
    assert told([booking(-1, staff=[1, 2])], needs=needs) == []
    assert told([booking(-1, staff=[1])], needs=Needs(capacity=11, people_per_specialist=10))[0][2] == words
    assert told([booking(-1, staff=[1])], needs=Needs(capacity=11, expected=10, people_per_specialist=10)) == []
    assert (
        told([booking(-1, staff=[1], enrolled=11)], needs=Needs(expected=10, people_per_specialist=10))[0][2] == words
    )
    assert told([booking(-1, staff=[1])], needs=Needs(expected=99)) == []
    only_sam = Needs(expected=11, people_per_specialist=10, credential="WRAP facilitator")
    assert told([booking(-1, staff=[2, 1])], needs=only_sam) == [("ratio", "Sam", words, 1)]


def test_what_refuses_and_what_warns():
    assert [each.value for each in ClashKind if each.refuses] == ["room", "facilitator", "travel", "closed"]


def test_each_refusal_is_told_by_itself_and_in_order():
    mine = [booking(-at, 1440 * at, room=1, staff=[2]) for at in (2, 1)]
    others = [booking(at, 1440 * at, room=1, staff=[2], title="Choir") for at in (1, 2)]
    needs = Needs(capacity=9, people_per_specialist=5)
    closed = [closed_day(date(2027, 3, 5), "Paint")]
    kinds = [each[0] for each in told(mine, others, needs, closed)]
    assert kinds == ["room", "facilitator", "closed", "capacity", "ratio", "room", "facilitator"]

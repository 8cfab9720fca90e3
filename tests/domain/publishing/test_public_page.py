from datetime import UTC, date, datetime, timedelta

import pytest

from facilitator.domain.publishing.changes import Shown
from facilitator.domain.publishing.feed_terms import ALLOWED, FeedField, FeedTerms
from facilitator.domain.publishing.public_page import (
    DATES,
    DatedSession,
    GroupFacts,
    PageMaker,
    PublicPage,
    SaidToMembers,
    page_date,
)
from facilitator.domain.publishing.telling import Offer, ToldPlace
from facilitator.words import EnrolmentKind, FeedAudience, Mode, TitleStyle
from facilitator.zones import zone as find_zone

ZONE = "America/New_York"
THURSDAY = datetime(2027, 3, 4, 18, 30)
EVERY = frozenset(ALLOWED[FeedAudience.PUBLIC])


def told(week=0, *, title="Steady", off=False, moved=None, zone=ZONE, topic="", rule="FREQ=WEEKLY;BYDAY=TH"):
    """A session of the group and what was told of it; ``moved`` is the wall time that it has now."""
    meant = THURSDAY + timedelta(weeks=week)
    starts = (moved or meant).replace(tzinfo=find_zone(ZONE)).astimezone(UTC)
    shown = Shown(starts, starts + timedelta(hours=1), "UTC", title, "Blue, Hall", off)
    return DatedSession(f"s{week}", 1, zone, meant, topic, 1, rule), shown


def maker(style=TitleStyle.TOPIC, fields=EVERY, mode=Mode.HYBRID):
    return PageMaker(
        FeedTerms(style, fields),
        {1: Offer("Steady", mode, "es", "step-free", "Come as you are.", "https://meet.example/x")},
        {1: ToldPlace("Blue", "Hall", "1 Main St", "ramp; step-free", "line 5", (37.5, -77.4), ("piano",))},
        {1: GroupFacts("uid-1", "Recovery", 7, date(2027, 2, 1), EnrolmentKind.OPEN)},
        {"s0": ("Marisol",)},
        {7: SaidToMembers({"Rest": "We rest."}, "No words of ours.")},
        {"uid-1": "steady.ics"},
    )


def page(groups, others=()):
    return PublicPage("All", ZONE, date(2027, 3, 1), "US", "", groups, tuple(others))


def test_a_group_says_what_the_terms_allow_and_all_of_it():
    (group,) = maker().groups([told(topic="Rest", title="Steady: Rest"), told(1)])
    assert (group.title, group.where, group.site, group.program, group.language) == (
        "Steady", "Blue, Hall", "Hall", "Recovery", "Español",
    )  # fmt: skip
    assert (group.access, group.way, group.about, group.link) == (
        ("step-free", "ramp"), "line 5", "Come as you are.", "https://meet.example/x",
    )  # fmt: skip
    assert (group.leaders, group.point, group.topics, group.notice) == (
        ("Marisol",), (37.5, -77.4), (("Rest", "We rest."),), "No words of ours.",
    )  # fmt: skip
    assert (group.checked_on, group.address) == (date(2027, 2, 1), "steady.ics")
    assert [each.words for each in group.dates] == ["Rest", ""]


@pytest.mark.parametrize("field", sorted(EVERY - {FeedField.ADDRESS}))
def test_what_a_feed_may_not_show_is_not_on_its_page(field):
    """The address stands in the words of the place, which were told under the same terms."""
    gone = {
        FeedField.PLACE: ("Hall",), FeedField.MAP: ("37.5",), FeedField.LANGUAGE: ("Español",),
        FeedField.ACCESS: ("ramp", "line 5"), FeedField.JOIN: ("meet.example",), FeedField.LEADERS: ("Marisol",),
        FeedField.ABOUT: ("Come as",),
    }[field]  # fmt: skip
    session, shown = told()
    nowhere = (session, Shown(shown.starts_at_utc, shown.ends_at_utc, "UTC", "Steady", "", False))
    for word in gone:
        assert word in str(maker().groups([nowhere]))
        assert word not in str(maker(fields=EVERY - {field}).groups([nowhere]))
    assert "piano" not in str(maker().groups([nowhere]))


def test_a_neutral_page_says_nothing_that_tells_the_title():
    (group,) = maker(TitleStyle.NEUTRAL).groups([told(title="Thursday group", topic="Rest")])
    assert (group.title, group.program, group.notice, group.topics) == ("Thursday group", "", "", ())
    for word in ("Steady", "Recovery", "Rest", "of ours"):
        assert word not in str(group)


def test_a_group_that_is_online_has_no_place():
    (group,) = maker(mode=Mode.ONLINE).groups([told()])
    assert (group.where, group.site, group.way, group.point, group.access) == ("", "", "", None, ("step-free",))


def test_what_moved_says_from_where_and_stands_under_its_usual_day():
    friday, later = datetime(2027, 3, 12, 9), datetime(2027, 3, 18, 20)
    (group,) = maker().groups([told(), told(1, moved=friday), told(2, moved=later), told(3, off=True)])
    assert [each.was for each in group.dates] == ["", "Thu 11 Mar 2027", "6:30 pm", ""]
    assert [each.changed for each in group.dates] == [False, True, True, True]
    ((day, ((listed, span),)),) = page((group,)).days
    assert (day, listed, span) == ("Thursday", group, "6:30 pm to 7:30 pm")
    assert [each.day for _, each in page((group,)).changes] == ["Fri 12 Mar 2027", "Thu 18 Mar 2027", "Thu 25 Mar 2027"]


def test_where_all_dates_moved_the_time_that_was_meant_is_said():
    (group,) = maker().groups([told(moved=datetime(2027, 3, 5, 9))])
    assert page((group,)).days == (("Thursday", ((group, "6:30 pm to 7:30 pm"),)),)
    assert group.next == group.dates[0]


def test_the_clock_is_that_of_the_group_whatever_zone_its_times_were_told_in():
    session, shown = told(zone="America/Chicago")
    (group,) = maker().groups([(session._replace(meant=datetime(2027, 3, 4, 17, 30)), shown)])
    assert (group.zone, group.dates[0].span, group.dates[0].moved_from) == (
        "America/Chicago", "5:30 pm to 6:30 pm", None,
    )  # fmt: skip


def test_changes_further_off_are_not_at_the_top_and_no_group_has_endless_dates():
    (group,) = maker().groups([told(week, off=week > 2) for week in range(DATES + 4)])
    assert len(group.dates) == DATES
    assert [each.day for _, each in page((group,)).changes] == ["Thu 25 Mar 2027"]


def test_groups_stand_by_the_time_of_their_day():
    early = [(session._replace(group_id=2, meant=session.meant.replace(hour=9)), shown) for session, shown in (told(),)]
    made = maker()
    made = PageMaker(
        made.terms, {**made.offers, 2: Offer("Zinnia", Mode.IN_PERSON)}, made.places,
        {**made.facts, 2: GroupFacts("uid-2", "", None, None, EnrolmentKind.OPEN)}, {}, {}, {},
    )  # fmt: skip
    ((_, groups),) = page(made.groups([told(), *early])).days
    assert [each.title for each, _ in groups] == ["Zinnia", "Steady"]


def test_what_is_of_no_public_group_is_there_as_it_was_told():
    off, held = (page_date(told(week, title="Gone", off=not week)[1], ZONE) for week in (0, 1))
    made = page((), (off, held))
    assert (made.changes, made.beside) == (((None, off),), (held,))
    assert (off.words, off.day, off.span) == ("Gone", "Thu 4 Mar 2027", "6:30 pm to 7:30 pm")


@pytest.mark.parametrize(
    ("rule", "weekly"),
    [
        ("FREQ=WEEKLY;BYDAY=TH", True), ("FREQ=WEEKLY;COUNT=8", True), ("FREQ=DAILY;BYDAY=MO,TU;WKST=SU", True),
        ("FREQ=WEEKLY;INTERVAL=1;UNTIL=20270401T000000Z", True), ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", False),
        ("FREQ=MONTHLY;BYDAY=1TH", False), ("FREQ=DAILY;INTERVAL=7", False), ("FREQ=WEEKLY;BYMONTH=3", False),
        ("FREQ=DAILY;BYMONTHDAY=1", False), ("", False),
    ],
)  # fmt: skip
def test_a_group_is_weekly_where_each_week_is_like_the_other(rule, weekly):
    (group,) = maker().groups([told(rule=rule)])
    assert group.weekly is weekly


def test_of_two_rules_both_have_to_be_weekly():
    (group,) = maker().groups([told(), told(1, rule="FREQ=MONTHLY;BYDAY=2TH")])
    assert not group.weekly

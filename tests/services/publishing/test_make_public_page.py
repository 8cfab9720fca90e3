"""The page says what subscribers are told, and nothing else of anybody."""

import json
from datetime import timedelta

import pytest
from icalendar import Calendar
from lxml import html

from facilitator.domain.publishing.feed_terms import FeedField
from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.agency import keep_sites, keep_slots, keep_staff
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed, end_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.publishing.take_back_publication import take_back_publication
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.words import EnrolmentKind, FeedKind, SlotName, TitleStyle


@pytest.fixture
def feed(program):
    keep_sites.add_site(program.book, name="Hall", address="1 Main St", now=program.now)
    keep_sites.add_room(program.book, site="Hall", name="Blue", capacity=None, now=program.now)
    keep_staff.add_facilitator(program.book, name="Marisol", public_name=True, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam", now=program.now)
    program.group(room="Blue", public=True, curriculum="eight-steady-steps", facilitators=("Sam", "Marisol"))
    program.group("Hidden", "2027-03-05 10:00", repeat="every friday, 3 times")
    program.people("Ana Quill", group="Steady")
    wish = FeedWish(name="All", style=TitleStyle.TOPIC, show=[FeedField.LEADERS.value])
    return add_feed(program.book, wish, now=program.now).seen.feed


def send(program):
    program.now += timedelta(minutes=1)
    return publish(program.book, program.home, now=program.now)


def page(program, feed, path=""):
    root = html.document_fromstring((program.home.published / (path or feed.page)).read_bytes().decode())
    return " ".join(root.text_content().split())


def group_page(program, feed, number=0):
    paths = sorted((program.home.published / feed.page_folder).glob("*.html"))
    return page(program, feed, paths[number].relative_to(program.home.published))


def test_a_page_tells_of_public_groups_and_of_nobody_who_did_not_say_so(program, feed):
    send(program)
    every = page(program, feed) + group_page(program, feed)
    for word in ("Steady", "Blue, Hall, 1 Main St", "6:30 pm to 7:30 pm", "Thu 4 Mar 2027", "Marisol"):
        assert word in every
    for word in ("Hidden", "Sam", "Ana", "Quill"):
        assert word not in every
    assert len(list((program.home.published / feed.page_folder).glob("*.html"))) == 1


def test_what_a_lesson_says_to_members_is_there_and_what_a_curriculum_says_to_staff_is_not(program, feed):
    send(program)
    said = group_page(program, feed)
    assert "What we talk about" in said
    assert "We " in said.partition("What we talk about")[2]
    assert "facilitator" not in said.lower()


def test_each_date_that_was_told_and_is_to_come_is_on_the_page(program, feed):
    send(program)
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    edit_sessions.move(
        program.book, "Steady@2027-03-18", program.now.replace(tzinfo=None) + timedelta(days=18), now=program.now
    )
    send(program)
    said, events = page(program, feed) + group_page(program, feed), (program.home.published / feed.path).read_bytes()
    for event in Calendar.from_ical(events).walk("VEVENT"):
        assert f"{event['DTSTART'].dt:%a} {event['DTSTART'].dt.day} Mar 2027" in said
    assert "Canceled: Thu 11 Mar 2027" in said
    assert "(moved from Thu 18 Mar 2027)" in said
    assert "snow" not in said


def test_what_is_made_private_leaves_its_page_and_stays_as_canceled(program, feed):
    send(program)
    change_group(program.book, "Steady", GroupChange(public=False), now=program.now)
    send(program)
    said = page(program, feed)
    assert "Canceled: Thu 4 Mar 2027" in said
    assert "Marisol" not in said
    assert list((program.home.published / feed.page_folder).glob("*.html")) == []


def test_taking_back_takes_the_page_back_too(program, feed):
    send(program)
    before = page(program, feed)
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    send(program)
    assert "Canceled" in page(program, feed)
    take_back_publication(program.book, program.home, "All", now=program.now)
    assert page(program, feed) == before


def test_a_mark_changes_no_byte_and_a_slot_does(program, feed):
    send(program)

    def files():
        return {each: each.read_bytes() for each in program.home.published.rglob("*") if each.is_file()}

    before = files()
    program.mark("Steady@2027-03-04", **{"Ana Quill": "present"})
    send(program)
    assert files() == before
    keep_slots.set_slot(program.book, SlotName.WARMLINE, "540-555-0142, till ten", now=program.now)
    send(program)
    assert "540-555-0142, till ten" in page(program, feed)
    assert files() != before


def test_a_file_of_a_page_that_was_touched_or_is_gone_is_written_anew(program, feed):
    send(program)
    path = program.home.published / feed.page
    data = path.read_bytes()
    path.write_bytes(b"touched")
    send(program)
    assert path.read_bytes() == data
    (program.home.published / feed.page_folder / "page.css").unlink()
    send(program)
    assert (program.home.published / feed.page_folder / "page.css").exists()


def test_where_the_web_finds_it_is_written_as_soon_as_it_is_said(program, feed):
    send(program)
    assert "webcal://" not in (program.home.published / feed.page).read_text("utf-8")
    program.home.settings.write_text('web_address = "https://example.org/c/"')
    send(program)
    assert "webcal://example.org/c/all.ics" in (program.home.published / feed.page).read_text("utf-8")


def test_a_group_with_a_feed_of_its_own_offers_that_one(program, feed):
    add_feed(program.book, FeedWish(FeedKind.GROUP, "Steady", name="Own"), now=program.now)
    send(program)
    (path,) = (program.home.published / feed.page_folder).glob("*.html")
    assert 'href="../own.ics"' in path.read_text("utf-8")


def test_a_private_feed_has_no_page_and_an_ended_one_has_none_any_more(program, feed):
    add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now)
    send(program)
    assert [each.name for each in program.home.published.glob("*.html")] == ["all.html"]
    end_feed(program.book, program.home, "All", now=program.now)
    assert [each.name for each in program.home.published.rglob("*") if each.suffix in (".html", ".css", ".js")] == []
    assert not (program.home.published / feed.page_folder).exists()


def test_a_neutral_feed_has_a_neutral_page(program, feed):
    add_feed(program.book, FeedWish(name="Quiet", style=TitleStyle.NEUTRAL), now=program.now)
    send(program)
    files = [program.home.published / "quiet.html", *(program.home.published / "quiet-pages").glob("*.html")]
    assert len(files) == 2
    for path in files:
        said = path.read_text("utf-8")
        assert "Thursday group" in said
        assert "Steady" not in said
        assert "What we talk about" not in said


def test_what_meetings_json_has_no_room_for_is_said_before_it_goes_out(program, feed):
    program.group("Now and then", "2027-03-05 10:00", repeat="first friday of the month", room="Blue", public=True)
    said = publish(program.book, program.home, now=program.now, preview=True)
    assert said[0].left_out == ("Now and then: it does not meet every week", "Steady: it takes nobody new")
    program.group(
        "Walk", "2027-03-06 10:00", repeat="every saturday", room="Blue", public=True, enrolment=EnrolmentKind.OPEN
    )
    (done,) = send(program)
    assert done.left_out == said[0].left_out
    listed = json.loads((program.home.published / feed.page_folder / "meetings.json").read_bytes())
    assert [(each["name"], each["formatted_address"]) for each in listed] == [("Walk", "1 Main St")]

"""The schedule on paper, from a real book."""

from datetime import date

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.services.papers.print_schedule import print_card, print_door, print_flyer, print_month, print_sign_in
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.scheduling.edit_sessions import cancel
from facilitator.words import TitleStyle
from tests.formats.papers import words

S = "Steady@2027-03-04"


@pytest.fixture
def steady(program):
    program.group("Steady", repeat="every thursday", public=True)
    program.group("Choir", "2027-03-05 18:30", repeat="every friday")
    program.people("Quillon Brae", group="Steady")
    return program


def test_no_participant_stands_on_any_paper(steady):
    now = steady.now
    papers = [
        print_sign_in(steady.book, steady.home, S),
        print_door(steady.book, steady.home, S),
        print_card(steady.book, steady.home, "Steady", now=now),
        print_flyer(steady.book, steady.home, "Steady", now=now),
        print_month(steady.book, steady.home, date(2027, 3, 9), now=now),
    ]
    for paper in papers:
        assert not any(name in words(paper) for name in ("Quillon", "Brae"))
        assert "Thursday group" in words(paper) or "Steady" in words(paper)


def test_rows_have_bounds(steady):
    for rows in (0, 201):
        with pytest.raises(BadInput, match="make no sheet"):
            print_sign_in(steady.book, steady.home, S, rows=rows)


def test_a_sign_follows_what_happens_to_the_session(steady):
    assert "meets here" in words(print_door(steady.book, steady.home, S))
    cancel(steady.book, S, reason="snow", now=steady.now)
    text = words(print_door(steady.book, steady.home, S))
    assert "does not meet today" in text
    assert "The next one: Thursday 11 March 2027" in text
    assert "snow" not in text


def test_titles_are_those_of_a_public_feed_unless_told_otherwise(steady):
    neutral = words(print_card(steady.book, steady.home, "Steady", now=steady.now, style=TitleStyle.NEUTRAL))
    assert "Steady" not in neutral
    assert "Thursday group" in neutral
    assert "Steady" in words(print_card(steady.book, steady.home, "Steady", now=steady.now, style=TitleStyle.TITLE))


def test_a_month_has_what_is_public_alone(steady):
    text = words(print_month(steady.book, steady.home, date(2027, 3, 1), now=steady.now, style=TitleStyle.TITLE))
    assert "Steady" in text
    assert "Choir" not in text
    with pytest.raises(Refused, match="nothing public is on in 2026-01"):
        print_month(steady.book, steady.home, date(2026, 1, 1), now=steady.now)


def test_a_card_needs_dates_ahead(steady):
    late = steady.now.replace(year=2040)
    with pytest.raises(Refused, match="no dates ahead"):
        print_card(steady.book, steady.home, "Steady", now=late)


def test_a_flyer_is_of_a_public_group_with_dates_and_neutral_where_feeds_are(steady):
    def flyer(group="Steady", **more):
        return words(print_flyer(steady.book, steady.home, group, now=steady.now, **more))

    said = flyer(style=TitleStyle.TITLE)
    for word in ("Steady", "6:30 to 7:30 pm", "Thu 4 Mar 2027", "Thu 22 Apr 2027", "As planned on Mon 1 Mar 2027"):
        assert word in said
    neutral = flyer(style=TitleStyle.NEUTRAL)
    assert "Thursday group" in neutral
    assert "Steady" not in neutral
    with pytest.raises(Refused, match="may not stand on the public schedule"):
        flyer("Choir")
    steady.group("Once", "2027-03-05 10:00", repeat="every friday, 1 times", public=True)
    cancel(steady.book, "Once@2027-03-05", reason="snow", now=steady.now)
    with pytest.raises(Refused, match="has no dates ahead"):
        flyer("Once")


def test_a_flyer_leads_to_the_page_of_its_group_where_that_is_out_and_tells_no_more_than_it_does(steady):
    def flyer(style):
        return words(print_flyer(steady.book, steady.home, "Steady", now=steady.now, style=style)).replace(" ", "")

    add_feed(steady.book, FeedWish(name="All", style=TitleStyle.TITLE), now=steady.now)
    steady.home.settings.write_text('web_address = "https://example.org"')
    assert "example.org" not in flyer(TitleStyle.TITLE)
    publish(steady.book, steady.home, now=steady.now)
    (path,) = (steady.home.published / "all-pages").glob("*.html")
    assert f"https://example.org/all-pages/{path.name}" in flyer(TitleStyle.TITLE)
    assert "example.org" not in flyer(TitleStyle.NEUTRAL)
    steady.home.settings.write_text("")
    assert "example.org" not in flyer(TitleStyle.TITLE)

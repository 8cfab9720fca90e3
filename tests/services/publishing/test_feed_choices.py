from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.publishing.feed_choices import feed_choices
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.words import FeedKind


def test_each_choice_makes_a_feed_and_no_group_that_is_not_public_is_among_them(program):
    add_site(program.book, name="Hall", address="", now=program.now)
    add_room(program.book, site="Hall", name="Blue", capacity=None, now=program.now)
    add_facilitator(program.book, name="Sam", now=program.now)
    program.group(public=True, program="Recovery", language="es")
    program.group("Inner", "2027-03-05 18:30", program="Inner circle", language="fr")
    choices = feed_choices(program.book)
    assert [each.words for each in choices] == [
        "all public groups",
        "public groups at Hall",
        "public groups of the program Recovery",
        "public groups in Español",
        "the group Steady",
        "public groups in Blue, Hall",
        "private: all sessions, for the team",
        "private: what Sam leads",
    ]
    for number, each in enumerate(choices):
        add_feed(program.book, FeedWish(each.kind, each.of, name=f"Feed {number}"), now=program.now)
    assert {each.kind for each in choices} == set(FeedKind)

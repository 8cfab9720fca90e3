from datetime import UTC, date, datetime, timedelta

import pytest
from lxml import html

from facilitator.domain.publishing.feed import Feed
from facilitator.domain.publishing.feed_terms import FeedTerms
from facilitator.domain.publishing.public_page import PageDate, PageGroup, PublicPage
from facilitator.formats.publishing.public_page_html import group_path, page_files
from facilitator.words import EnrolmentKind, FeedAudience, FeedKind, Mode, TitleStyle

NASTY = (
    '<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onclick='x", "</title></style>", "{{ 7*7 }}",
    "{% include 'x' %}", "%s %(a)s %", "&lt;b&gt; & <b>", "[b]x[/b]", "a\x00b\x1b[31m\x7f", "\ud800", "‮gnirts", "]]>",
    "<!-- x", "Łukasz 🎈 日本", "javascript:alert(1)",
)  # fmt: skip
START = datetime(2027, 3, 4, 18, 30)
FEED = Feed(
    1, "f" * 36, "All groups", FeedKind.ALL, "", FeedAudience.PUBLIC, FeedTerms(TitleStyle.TITLE, frozenset()), None,
    datetime(2027, 1, 1, tzinfo=UTC), None,
)  # fmt: skip


def dates(number=3, **more):
    return tuple(
        PageDate(
            START + timedelta(weeks=week), START + timedelta(weeks=week, hours=1), more.get("words", ""), "Blue", off
        )
        for week, off in enumerate([False, True, *[False] * number][:number])
    )


def group(number=0, title="Steady", **more):
    values = {
        "zone": "America/New_York",
        "where": "Blue",
        "mode": Mode.HYBRID,
        "enrolment": EnrolmentKind.OPEN,
        "weekly": True,
        "site": f"Hall {number % 3}",
    } | more
    return PageGroup(f"{number:08x}-rest", title, (3,), more.pop("dates", dates()), **values)


def page(*groups, **more):
    values = {"name": "All groups", "country": "US", "warmline": "555-0142"} | more
    return PublicPage(
        zone="America/New_York", as_of=date(2027, 3, 1), groups=groups,
        others=(PageDate(START, START, "Gone", "", True), PageDate(START, START, "Beside", "", False)), **values,
    )  # fmt: skip


def read(files, path="all-groups.html"):
    return html.document_fromstring(files[path].decode())


def text(found):
    return " ".join(found.text_content().split())


def nasty(words):
    every = dict.fromkeys(("site", "program", "language", "way", "about", "link", "notice", "where"), words)
    told = group(
        title=words, **every, access=(words,), leaders=(words,), topics=((words, words),), address="steady.ics"
    )
    other = group(1, title=f"{words}2", program="other", access=("more",))
    return page(told, other, name=words, warmline=words)


@pytest.mark.parametrize("words", NASTY)
def test_what_somebody_typed_is_words_wherever_it_stands(words):
    """Read by a parser: no element, attribute or address is there that is not there for plain words."""

    def shape(files):
        found = [read(files, path) for path in sorted(files) if path.endswith(".html")]
        return [(each.tag, sorted(each.keys())) for each in (each for root in found for each in root.iter())]

    files, plain = page_files(nasty(words), FEED, ""), page_files(nasty("plain"), FEED, "")
    assert shape(files) == shape(plain)
    said = words.translate(dict.fromkeys((*range(32), 127, 0xD800)))
    inside = read(files, group_path(FEED, f"{0:08x}")).xpath("//h1/bdi")[0]
    assert inside.text_content() == said
    for path in files:
        for link in read(files, path).xpath("//@href | //@src") if path.endswith(".html") else ():
            assert link.partition(":")[0] in ("https", "tel") or ":" not in link, link


def test_a_link_that_is_one_is_one():
    files = page_files(page(group(link="https://meet.example/x?a=1&b=2")), FEED, "")
    assert "https://meet.example/x?a=1&b=2" in read(files, group_path(FEED, f"{0:08x}")).xpath("//dd/a/@href")


def test_the_page_has_its_days_changes_help_and_filters_and_reads_without_its_script():
    files = page_files(page(group(access=("step-free",)), group(1, "Other")), FEED, "")
    root = read(files)
    assert [text(each) for each in root.xpath("//h2")] == [
        "Changes in the next four weeks", "Thursday", "Other dates", "Have the dates in your calendar",
        "If tonight is hard",
    ]  # fmt: skip
    assert [text(each) for each in root.xpath("//h3")] == ["Other", "Steady"]
    assert "Canceled: Thu 11 Mar 2027, 6:30 pm to 7:30 pm: Steady" in text(root.xpath("//section")[0])
    assert root.xpath("//form/@hidden") == [""]
    assert root.xpath("//select/@name") == ["site", "access"]
    assert text(root.xpath("//footer")[0]) == "As planned on Mon 1 Mar 2027. Times are those of America/New_York."
    assert root.xpath("//a[@href='tel:988']")
    assert root.xpath("//*[@style or starts-with(name(@*), 'on')]") == []
    assert root.xpath("//script[not(@src)] | //style") == []


def test_each_page_can_be_shared_and_read_aloud():
    files = page_files(page(group()), FEED, "https://example.org/c")
    for path in ("all-groups.html", group_path(FEED, f"{0:08x}")):
        root = read(files, path)
        assert root.get("lang") == "en"
        assert len(root.xpath("//h1")) == len(root.xpath("//main")) == 1
        assert root.xpath("//title")[0].text == root.xpath("//meta[@property='og:title']/@content")[0]
        (said,) = root.xpath("//meta[@name='description']/@content")
        assert 20 < len(said) < 200
        assert root.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/c/{path}"]
        identifiers = root.xpath("//@id")
        assert len(identifiers) == len(set(identifiers))
        assert set(root.xpath("//@aria-labelledby")) <= set(identifiers)
    assert root.xpath("//title")[0].text == "Steady, All groups"


def test_every_link_to_a_file_of_ours_leads_somewhere():
    files = page_files(page(group(), group(1)), FEED, "")
    there = {*files, FEED.path}
    for path in files:
        if path.endswith(".html"):
            up = "/" in path
            for link in read(files, path).xpath("//@href | //@src"):
                if ":" not in link and not link.startswith("#"):
                    assert (link.removeprefix("../") if up else link) in there, link


def test_elsewhere_no_number_is_said_that_does_not_help_there():
    files = page_files(page(group(), country="DE", warmline=""), FEED, "")
    for path in ("all-groups.html", group_path(FEED, f"{0:08x}")):
        assert b"988" not in files[path]
        assert b"911" not in files[path]


def test_a_group_without_a_feed_of_its_own_offers_that_of_the_page_and_says_so():
    files = page_files(page(group(), group(1, address="other.ics")), FEED, "")
    whole, own = (text(read(files, group_path(FEED, f"{each:08x}"))) for each in (0, 1))
    assert "dates of all groups" in whole
    assert "dates of all groups" not in own
    assert read(files, group_path(FEED, f"{1:08x}")).xpath("//ul[@class='buttons']//@href") == ["../other.ics"]


def test_the_same_values_are_the_same_bytes_and_forty_groups_are_light():
    many = [group(each, f"Group number {each}", access=("step-free",), language="English") for each in range(40)]
    files = page_files(page(*many), FEED, "https://example.org")
    assert files == page_files(page(*many), FEED, "https://example.org")
    assert (
        sum(len(files[path]) for path in ("all-groups.html", "all-groups-pages/page.css", "all-groups-pages/page.js"))
        < 60_000
    )


def test_a_page_without_a_group_says_so():
    assert "No group is on this page now." in text(read(page_files(page(), FEED, "")))

from urllib.parse import parse_qs, urlsplit

from facilitator.formats.publishing.subscribe_links import qr_picture, qr_svg, subscribe_links


def test_each_app_gets_the_address_in_its_own_way_and_google_the_file_in_which_nothing_vanishes():
    links = subscribe_links("https://example.org/c", "all.ics", 'All & "more"')
    assert links.webcal == "webcal://example.org/c/all.ics"
    assert parse_qs(urlsplit(links.google).query) == {"cid": ["webcal://example.org/c/all-with-canceled.ics"]}
    assert parse_qs(urlsplit(links.outlook).query) == {
        "url": ["https://example.org/c/all.ics"], "name": ['All & "more"'],
    }  # fmt: skip


def test_without_an_address_on_the_web_there_is_none():
    assert subscribe_links("", "all.ics", "All") is None


def test_a_picture_of_an_address_is_the_same_each_time_and_asks_nobody_for_anything():
    drawn = qr_svg("https://example.org/all.html")
    assert drawn == qr_svg("https://example.org/all.html") != qr_svg("https://example.org/other.html")
    assert drawn.startswith("<svg")
    for word in ("http", "script", "style", "width="):
        assert word not in drawn.replace("stroke-width=", "")


def test_a_picture_that_stands_alone_is_one_of_svg():
    assert qr_picture("https://example.org").startswith('<svg xmlns="http://www.w3.org/2000/svg" ')

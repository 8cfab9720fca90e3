"""The seven places."""

from textual.screen import Screen

from facilitator.tui.kit.page import Page
from facilitator.tui.navigation import MODES, PLACES


def test_the_keys_are_1_to_7_and_each_place_has_a_mode() -> None:
    """In the order in which they stand in the masthead."""
    assert [place.key for place in PLACES] == list("1234567")
    assert list(MODES) == [place.mode for place in PLACES]
    assert len({place.title for place in PLACES}) == len(PLACES)


def test_each_opens_a_page_of_its_own() -> None:
    """A new one each time: after a lock nothing of the one before is left."""
    for place in PLACES:
        page = place.open()
        assert isinstance(page, Page)
        assert isinstance(page, Screen)
        assert place.mode == page.MODE
        assert MODES[place.mode]() is not page

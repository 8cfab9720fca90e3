"""Acts: key, footer, palette and help from one place."""

from textual.binding import Binding
from textual.screen import Screen

from facilitator.tui.kit.acts import ScreenAct, acts_here, bindings

ENROL = ScreenAct("enrol", "e", "Enrol", "Put somebody on the roster.", True)
TICK = ScreenAct("tick", "space,enter", "Tick", "Tick this row.")
RARE = ScreenAct("rare", "", "Rare", "In the palette only.")


def test_a_key_is_called_as_people_call_it() -> None:
    """The first of several, and by the name on the keyboard."""
    keys = {"ctrl+l": "Ctrl+l", "question_mark": "?", "escape": "Esc", "n,s": "n"}
    assert {key: ScreenAct("a", key, "A", "A.").key_display for key in keys} == keys
    assert ScreenAct("a", "slash", "A", "A.", shown_key="/").key_display == "/"


def test_what_has_a_key_is_bound() -> None:
    """Its words stand in the footer where it says so."""
    made = [each for each in bindings((ENROL, TICK, RARE)) if isinstance(each, Binding)]
    assert [(each.key, each.action, each.show, each.tooltip) for each in made] == [
        ("e", "enrol", True, "Put somebody on the roster."),
        ("space,enter", "tick", False, "Tick this row."),
    ]


def test_without_a_focus_the_screen_alone_does_something() -> None:
    """Each act comes with who does it."""

    class Place(Screen[None]):
        ACTS = (ENROL,)

    place = Place()
    assert acts_here(place) == [(ENROL, place)]

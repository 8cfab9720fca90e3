"""How long an item takes by what is written in it: words aloud, named minutes, rounds of few and of many."""

import pytest

from facilitator.domain.curricula.curriculum import AgendaItem, Note, Part, PartKind, Say
from facilitator.domain.curricula.timing import WORDS_A_MINUTE, time_of


def takes(*texts, parts=(), people=(3, 12)):
    """The least and the most minutes; a text with ``>`` in front is said."""
    blocks = tuple(Say(text[2:]) if text.startswith("> ") else Note(text) for text in texts)
    found = time_of(AgendaItem("Tea", 10, 10, blocks, tuple(parts)), people)
    return round(found.least - found.aloud, 1), round(found.most - found.aloud, 1)


def test_words_are_read_at_a_calm_pace_in_any_language():
    item = AgendaItem("Tea", 5, 5, (Say("tea " * 3 * WORDS_A_MINUTE), Note("cup " * 900 + "ten minutes.")))
    found = time_of(item, None, english=False)
    assert (found.aloud, found.least, found.most) == (3, 3, 3)
    assert time_of(item, None).least == 13


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Sit for two minutes.", 2, 2),
        ("Six quiet minutes. Then four more minutes.", 10, 10),
        ("Writing takes 5-10 minutes.", 5, 5),
        ("> Take two minutes and look around.", 2, 2),
        ("Half a minute of quiet, then thirty seconds more.", 1, 1),
        ("Two minutes each, in the circle.", 6, 24),
        ("Everyone gets one minute.", 3, 12),
        ("One minute per person.", 3, 12),
        ("In pairs, two minutes each.", 4, 4),
        ("Find a partner. Talk for three minutes each way.", 6, 6),
        ("In groups of three, two minutes each.", 6, 6),
        ("Small groups: two minutes each.", 8, 8),
        ("Go around: what was it like?", 1, 4),
        ("Go around with one word.", 0.4, 1.6),
        ("Go around twice, a minute each.", 6, 24),
        ("Five minutes to write. Then five minutes to tell.", 10, 10),
        ("Round one, six minutes: in pairs, each talks for three minutes. Then two minutes of quiet.", 8, 8),
        ("Draw for two minutes. Swap. Draw for two minutes.", 4, 4),
        ("Name them one at a time, two minutes each:\n\n- a\n- b\n- c", 6, 6),
        ("Seven minutes: sit down. Then go around.", 7, 7),
    ],
)
def test_minutes_that_are_taken(text, least, most):
    assert takes(text) == (least, most)


@pytest.mark.parametrize(
    "text",
    [
        "After ten minutes each team tells its trip.",
        "No longer than two minutes.",
        "A five-minute walk.",
        "People find the fifteen minutes that they have.",
        "Stay for ten minutes by the door.",
        "> What could you do in ten minutes this week?",
        '> Say "I need ten minutes".',
        "> For many people, ten minutes of walking can help.",
        "> Let your eyes go around it once.",
        "The bus leaves five minutes early.",
        "Deal them to teams; each group has its cards.",
    ],
)
def test_minutes_that_are_only_spoken_of(text):
    assert takes(text) == (0, 0)


def test_what_many_do_is_trusted_and_what_is_said_of_all_is_the_least():
    many = Part(PartKind.WITH_MANY, "make pairs")
    assert takes("Two minutes each.", parts=[many]) == (6, 6)
    assert takes("> Take two minutes to look.", "Two minutes to look.") == (2, 2)
    item = AgendaItem("Tea", 10, 10, (Say("We have twenty minutes."), Note("Five minutes: walk.")))
    assert (time_of(item, None).least, time_of(item, None).most) == (20, 20)
    assert takes("Two minutes each.", people=None) == (6, 24)
    assert takes("Share.", parts=[Part(PartKind.SHARE_PROMPT, "a minute each: tea")]) == (3, 12)

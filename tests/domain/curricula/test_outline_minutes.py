"""Minutes and times on the clock, in the ways in which outlines write them; no word beside them is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.outline_minutes import (
    Timed,
    alone,
    between,
    hours_and_minutes,
    only_clock,
    only_minutes,
    says_total,
    split_minutes,
    told_as_minutes,
)


@pytest.mark.parametrize(
    ("text", "timed"),
    [
        ("Welcome (10 min)", Timed("Welcome", 10, 10)),
        ("Welcome (10)", Timed("Welcome", 10, 10)),
        ("Welcome [10 minutes]:", Timed("Welcome", 10, 10)),
        ("Welcome - 10 min", Timed("Welcome", 10, 10)),
        ("Welcome, 10 mins.", Timed("Welcome", 10, 10)),
        ("Welcome 10min", Timed("Welcome", 10, 10)),
        ("10 min: Welcome", Timed("Welcome", 10, 10)),
        ("10 minutes - Welcome", Timed("Welcome", 10, 10)),
        ("Talk (10-15 min)", Timed("Talk", 15, 10)),
        ("Talk 10 to 15 minutes", Timed("Talk", 15, 10)),
        ("Talk (15 min, at least 10)", Timed("Talk", 15, 10)),
        ("Talk (10 min): about rest", Timed("Talk", 10, 10, "about rest")),
        ("A long talk - 1.5 hours", Timed("A long talk", 90, 90)),
        ("A long talk (2 hours)", Timed("A long talk", 120, 120)),
        ("Talk", Timed("Talk")),
        ("Talk about the year 2020", Timed("Talk about the year 2020")),
        ("Pick 3", Timed("Pick 3")),
        ("(10 min)", Timed("(10 min)")),
        ("Talk (0 min)", Timed("Talk (0 min)")),
        ("Talk (900 min)", Timed("Talk (900 min)")),
        ("Talk (five min)", Timed("Talk", 5, 5)),
        ("Step 4 (with a friend)", Timed("Step 4 (with a friend)")),
        ("Say a little (~2 minutes)", Timed("Say a little", 2, 2)),
        ("45min - text", Timed("text", 45, 45)),
        ("Intro (10m)", Timed("Intro", 10, 10)),
        ("15' Welcome", Timed("Welcome", 15, 15)),
        ("Welcome 15′", Timed("Welcome", 15, 15)),
        ("Round 5'-10'", Timed("Round", 10, 5)),
        ("Welcome - 1h30", Timed("Welcome", 90, 90)),
        ("Welcome: 1 hr 30 min", Timed("Welcome", 90, 90)),
        ("Walk (1 hour and 15 minutes)", Timed("Walk", 75, 75)),
        ("1½ hours - Walk", Timed("Walk", 90, 90)),
        ("Walk 1:30 h", Timed("Walk", 90, 90)),
        ("Tea (half an hour)", Timed("Tea", 30, 30)),
        ("Tea, an hour and a half", Timed("Tea", 90, 90)),
        ("Half an hour of tea", Timed("Half an hour of tea", 30, 30)),
        ("Breathe for 5 minutes", Timed("Breathe for 5 minutes", 5, 5)),
        ("Introduction: 15min - welcome and plan", Timed("Introduction", 15, 15, "welcome and plan")),
        ("Welcome (10 mins) - say hello", Timed("Welcome", 10, 10, "say hello")),
        ("Pairs (groups of 3, 10 min)", Timed("Pairs", 10, 10, "groups of 3")),
        ("Welcome (Time: 10 min)", Timed("Welcome", 10, 10)),
        ("Welcome ..... 10 min", Timed("Welcome", 10, 10)),
        ("Welcome | 10 min", Timed("Welcome", 10, 10)),
        ("**Welcome** (10 min)", Timed("Welcome", 10, 10)),
        ("*10 min* - Welcome", Timed("Welcome", 10, 10)),
        ("[10 min] Welcome", Timed("Welcome", 10, 10)),
        ("10-minute break", Timed("break", 10, 10)),
        ("Talk (approx. 10 minutes)", Timed("Talk", 10, 10)),
        ("Talk (3 x 5 min)", Timed("Talk", 15, 15)),
        ("Talk (5 + 5 min)", Timed("Talk", 10, 10)),
        ("Introducción (10 minutos)", Timed("Introducción", 10, 10)),
        ("Share (2 min each, 20 min)", Timed("Share", 20, 20, "2 min each")),
        ("Share (2 min each)", Timed("Share (2 min each)")),
        ("Stop after 10 minutes", Timed("Stop after 10 minutes")),
        ("Two rounds of 5 min", Timed("Two rounds of 5 min")),
        ("10 Welcome", Timed("10 Welcome")),
        ("John 3:16", Timed("John 3:16")),
        ("The 12 Steps", Timed("The 12 Steps")),
        ("9:00 - 9:45 Getting to know us", Timed("Getting to know us", 45, 45, "", 540, 585)),
        ("6:30-7:00pm Check in", Timed("Check in", 30, 30, "", 1110, 1140)),
        ("6-7:30pm Group", Timed("Group", 90, 90, "", 1080, 1170)),
        ("12:45 - 1:15 Lunch", Timed("Lunch", 30, 30, "", 765, 75)),
        ("noon - 1pm Lunch", Timed("Lunch", 60, 60, "", 720, 780)),
        ("18h30 - 19h00 Accueil", Timed("Accueil", 30, 30, "", 1110, 1140)),
        ("0900-0945 Opening", Timed("Opening", 45, 45, "", 540, 585)),
        ("Welcome (9:00–9:45)", Timed("Welcome", 45, 45, "", 540, 585)),
        ("9:00-9:45 Welcome (40 min)", Timed("Welcome", 40, 40, "", 540, 585)),
        ("6:30 pm – Welcome", Timed("Welcome", starts=1110)),
        ("9:00 Welcome", Timed("Welcome", starts=540)),
    ],
)
def test_minutes_are_taken_off(text, timed):
    assert split_minutes(text) == timed


PIECES = st.sampled_from(
    ["Welcome", "talk", "10", "15", "min", "minutes", "(", ")", "[", "]", "-", "–", ":", "'", "~", "h", "hours", "9:00",
     "9:45", "pm", "each", "for", "**", "_", ".", ",", "1", "30", "to", "at least", "half an hour", "____", "é"]
)  # fmt: skip


@given(st.text(max_size=80) | st.lists(PIECES, max_size=14).map(" ".join) | st.lists(PIECES, max_size=14).map("".join))
def test_any_line_keeps_its_words(text):
    timed = split_minutes(text)
    kept = f"{timed.title} {timed.rest}"
    for word in re.findall(r"[^\W\d_]{3,}", text):
        said = re.search(r"min|hour|hrs|half|least|total|from|noon|about|time", word, re.IGNORECASE)
        assert word in kept or (said and (timed.minutes or timed.starts is not None)), word
    assert timed.minutes is None or (0 <= timed.least_minutes <= timed.minutes <= 720 and timed.minutes)
    assert timed.title or not text


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [("10", 10), ("10 min", 10), (" 5-10 min ", 10), ("**10'**", 10), ("0", None), ("Tea", None), ("10 cups", None)],
)
def test_a_cell_of_minutes(cell, minutes):
    found = only_minutes(cell)
    assert (found.minutes if found else None) == minutes


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("10 minutes", 10),
        ("(10 min)", 10),
        ("**Duration:** 60 minutes", 60),
        ("Time: 1.5 hours", 90),
        ("Time: 6:30 - 8:00 pm", 90),
        ("Minutes: 15", 15),
        ("60 minutes per session", 60),
        ("Each session lasts 90 minutes.", 90),
        ("⏱ 10 min", 10),
        ("about 15 min", 15),
        ("Time: 6:30 pm", None),
        ("Welcome (10 min)", None),
        ("2 min each", None),
        ("15", None),
        ("Time to talk", None),
    ],
)
def test_minutes_on_a_line_of_their_own(line, minutes):
    found = alone(line)
    assert (found.minutes if found else None) == minutes


def test_the_clock_and_the_stopwatch():
    assert [hours_and_minutes(text) for text in ("0:10", "1:30", "10:00", "0:10:00", "0:00", "tea")] == [
        10, 90, 10, 10, None, None,
    ]  # fmt: skip
    assert only_clock("9:00").starts == 540
    assert only_clock("9:00 - 9:45").minutes == 45
    assert only_clock("10 min") is None
    assert only_clock("9:00 Tea") is None
    assert (between(540, 600), between(765, 75)) == (60, 30)


def test_what_only_sounds_like_minutes():
    assert told_as_minutes("ask 2 min each")
    assert not told_as_minutes("ask 2 people")
    assert says_total("Total time: 45 minutes")
    assert not says_total("Time: 45 minutes")

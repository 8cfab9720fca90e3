"""Words for people: what is found, and what only looks like it."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.formats.curricula import words_to_avoid
from facilitator.formats.curricula.words_to_avoid import advice_in, words_to_avoid_in

FILE = Path(words_to_avoid.__file__).with_name("words_to_avoid.en.toml")


def found(text, language="en"):
    return [each.words for each in words_to_avoid_in(text, language)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("An addict, ADDICTS and addiction.", ["addict", "ADDICTS"]),
        ("“addict” 'addict' addict—", ["addict", "addict", "addict"]),
        ("He was clean and sober for years clean.", ["was clean", "years clean"]),
        ("She is finally clean.", ["is finally clean"]),
        ("I’m clean, I'm clean.", ["I’m clean", "I'm clean"]),
        ("a dirty urine, a clean test", ["dirty urine", "clean test"]),
        ("substance abuse", ["abuse"]),
        ("my cases, her case", ["cases", "case"]),
        ("the client file", ["client file"]),
        ("non-compliant, noncompliant, non compliant", ["non-compliant", "noncompliant", "non compliant"]),
        ("He failed\n> to engage.", ["failed to engage"]),
        ("high functioning and low-functioning", ["high functioning", "low-functioning"]),
        ("a relapse, relapsed", ["relapse", "relapsed"]),
        ("an alcoholic", ["alcoholic"]),
    ],
)
def test_what_is_found(text, words):
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "In case it rains, just in case, in any case.",
        "A pencil case, a phone case, the worst-case plan.",
        "Clean up, clean the table; the table is clean. Dirty dishes and clean water.",
        "Survivors of child abuse. The Substance Abuse and Mental Health Services Administration.",
        "relapse prevention",
        "alcoholic drinks and non-alcoholic beer, Alcoholics Anonymous",
        "showcase, staircase, abused_value, cleanly, addictive",
        "a case manager, a court case, case by case",
    ],
)
def test_what_only_looks_like_it(text):
    assert found(text) == []


def test_where_and_why():
    (each,) = words_to_avoid_in("İ am an addict", "en-US")
    assert ("İ am an addict"[each.start :], each.instead) == ("addict", "person in recovery, person who uses drugs")
    assert each.why == "A person is more than what they use."


def test_only_languages_that_have_a_list():
    assert (found("addict", "es"), found("addict", "../en"), found("addict", "")) == ([], [], [])


def test_the_list_is_dated_sourced_and_says_what_to_write():
    kept = tomllib.loads(FILE.read_text("utf-8"))
    assert isinstance(kept["checked"], date)
    assert kept["sources"]
    for each in kept["avoid"]:
        assert each["words"]
        assert each["instead"]
        assert each["why"].endswith(".")


KEPT = tomllib.loads(FILE.read_text("utf-8"))["avoid"]


@pytest.mark.parametrize(
    "text",
    [
        "You should take your medication.", "you must never stop your meds",
        "You need to take your blood pressure medicine",
        "Don't stop taking your medication", "remember to take your meds",
        "Stay on your medication.", "You need therapy.",
        "You should get off those pills", "You should see a good doctor", "They ought to leave their boyfriend",
        "You have to quit drinking", "You'd better get help", "If I were you, I'd go.", "My advice is rest.",
        "You sound depressed", "You should really be on\nmedication", "You need to go to rehab",
    ],
)  # fmt: skip
def test_advice_is_found(text):
    assert len(advice_in(text, "en")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Nobody should stop taking their medication because of us.", "People who take medication are welcome.",
        "You should bring a pen.", "Questions about medicine go to your prescriber.",
        "I have to get help if you're in danger.",
        "You can take your time.", "If you have PTSD, sit near the door.", "We take turns, and we stop on time.",
    ],
)  # fmt: skip
def test_what_is_no_advice(text):
    assert advice_in(text, "en") == []
    assert advice_in("You should take your medication.", "es") == []


def test_the_list_of_advice_is_dated_and_says_what_to_say():
    kept = tomllib.loads(FILE.with_name("advice.en.toml").read_text("utf-8"))
    assert isinstance(kept["checked"], date)
    assert kept["sources"]
    assert all(each["words"] and each["instead"] and each["why"].endswith(".") for each in kept["avoid"])
    names = {name for each in kept["avoid"] for phrase in each["words"] for name in re.findall(r"{(\w+)}", phrase)}
    assert names == set(kept["sets"])


def spelled(phrase):
    """Every spelling of a phrase of the list."""
    made = [""]
    for slot in phrase.split():
        made = [f"{before} {word}".strip() for before in made for word in slot.replace("*", "quite").split("/")]
    return made


@pytest.mark.parametrize("entry", KEPT, ids=lambda entry: entry["words"][0])
def test_each_phrase_is_found_and_each_exception_is_one(entry):
    missed = [words for phrase in entry["words"] for words in spelled(phrase) if not found(f"So {words} it is.")]
    assert missed == []
    for phrase in entry.get("fine", ()):
        for words in spelled(phrase):
            own = [hit for hit in words_to_avoid_in(f"So {words}.", "en") if hit.why == entry["why"]]
            assert own == [], words


@given(st.text(max_size=60), st.sampled_from(["addict", "relapsed", "non-compliant", "high-functioning"]), st.text())
def test_a_word_is_found_between_any_others(before, word, after):
    text = f"{before} {word} {after}"
    assert any(text[each.start :].lower().startswith(word) for each in words_to_avoid_in(text, "en"))

"""The order in which a search shows people, and what Enter may take."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.people.name_search import Fit, NameSearch, bare, fit, searched_name


@dataclass(frozen=True)
class Somebody:
    """A person as the rule sees one."""

    name: str
    alias: str = ""
    code: str = ""
    uid: str = ""


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("rosa quiñones-meyer", Fit.WHOLE),
        ("Posy", Fit.WHOLE),
        ("7kqm", Fit.WHOLE),
        ("ro", Fit.FIRST),
        ("PO", Fit.FIRST),
        ("rosa q", Fit.FIRST),
        ("r m", Fit.FIRST),
        ("quinones", Fit.LAST),
        ("quiñ", Fit.LAST),
        ("mey", Fit.LAST),
        ("quinones ro", Fit.LAST),
        ("rq", Fit.INITIALS),
        ("rqm", Fit.INITIALS),
        ("osa", Fit.WITHIN),
        ("kqm", Fit.WITHIN),
        ("rm", None),
        ("rosa rosa", None),
        ("x", None),
        ("", None),
        (" - ", None),
    ],
)
def test_how_letters_fit(typed: str, how: Fit | None) -> None:
    """Without case and accents; a code as a whole."""
    assert fit(searched_name("Rosa Quiñones-Meyer", "Posy", "7KQM"), typed) is how


def test_those_whose_first_name_begins_so_come_before_the_middle_of_a_surname() -> None:
    """And a last name that begins so between them."""
    people = [Somebody("Ana Castro"), Somebody("Bo Romero"), Somebody("Zoë"), Somebody("Rosa I.")]
    assert [each.name for _, each in NameSearch(people).find("ro")] == ["Rosa I.", "Bo Romero", "Ana Castro"]


def test_the_people_of_the_group_come_first_among_strong_matches() -> None:
    """A weak match of theirs stays behind a strong one of others; a whole name before all."""
    people = [
        Somebody("Rosa I.", uid="1"),
        Somebody("Bo Romero", uid="2"),
        Somebody("Ana Castro", uid="3"),
        Somebody("Ro", uid="4"),
    ]
    found = NameSearch(people).find("ro", here={"2", "3"})
    assert [each.name for _, each in found] == ["Ro", "Bo Romero", "Rosa I.", "Ana Castro"]


_LETTERS = st.text("abcdeé -'", min_size=0, max_size=8)
_SOMEBODY = st.builds(Somebody, _LETTERS, _LETTERS, st.just(""), st.uuids().map(str))
_PEOPLE = st.lists(_SOMEBODY, max_size=8, unique_by=lambda each: each.uid)


@given(people=_PEOPLE, typed=st.text("abcé ", max_size=4), chosen=st.sets(st.integers(0, 7)))
def test_the_order_holds_whoever_they_are(people: list[Somebody], typed: str, chosen: set[int]) -> None:
    """Nobody twice, nobody without the letters, no weak match before a strong one, nobody else before the group's."""
    here = {people[at].uid for at in chosen if at < len(people)}
    found = NameSearch(people).find(typed, here)
    assert found == NameSearch(list(reversed(people))).find(typed, here)
    assert len({each.uid for _, each in found}) == len(found)
    strong = [how.strong for how, _ in found]
    assert strong == sorted(strong, reverse=True)
    ranked = [each.uid in here for how, each in found if how.strong and how is not Fit.WHOLE]
    assert ranked == sorted(ranked, reverse=True)
    for how, each in found:
        wanted = bare(typed)
        begins = any(part.startswith(wanted) for part in bare(f"{each.name} {each.alias}").replace("-", " ").split())
        assert how.strong or not (begins and wanted.isalpha())
    if not bare(typed):
        assert found == []

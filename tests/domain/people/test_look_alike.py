"""Names that the eye takes for one."""

import pytest

from facilitator.domain.people.look_alike import look_alikes


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Ana Bell", "Аna Bell"),
        ("Ana Bell", "Аnа Веll"),
        ("ANA BELL", "АNА ВЕLL"),
        ("ana bell", "аnа bеll"),
        ("Сара", "Capa"),
        ("Zoe", "Ζoe"),
        ("Pat", "Ｐat"),
        ("Lina", "Lına"),
    ],
)
def test_other_letters_that_look_the_same_are_seen_both_ways(name: str, other: str) -> None:
    """Cyrillic, Greek, wide and dotless letters among Latin ones."""
    assert look_alikes([name, "Max"], ["Kim", other, "Lee"]) == {name: [other]}
    assert look_alikes([other], ["Kim", name, "Lee"]) == {other: [name]}


@pytest.mark.parametrize(
    ("name", "other"),
    [("Bern", "Bem"), ("José", "Jose"), ("Анна", "Anna"), ("李", "季"), ("Мария", "Марина"), ("A", "A")],
)
def test_names_that_differ_to_the_eye_are_let_be(name: str, other: str) -> None:
    """Accents are seen, and two Latin names are two."""
    assert look_alikes([name], [other]) == {}

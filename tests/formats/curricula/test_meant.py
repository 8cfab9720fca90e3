"""What was meant by words that this format does not know."""

import pytest

from facilitator.domain.curricula.curriculum import PartKind
from facilitator.formats.curricula.meant import (
    meant_handout,
    meant_minutes,
    nearest_part,
    of_deep_heading,
    of_item_without_minutes,
    of_lesson,
    of_minutes,
)


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        ("With 3", "With three"), ("with 4 people", "With three"), ("With 12", "With many"),
        ("In a big group", "With many"),
        ("No paper", "Without paper"), ("Zoom", "Online"), ("Homework", "Something to try"), ("Prompt", "Share prompt"),
        ("Supplies", "Materials"), ("With tree", "With three"), ("Purple", ""),
    ],
)  # fmt: skip
def test_which_label_was_meant(label, meant):
    assert nearest_part(label) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("Round (5 minutes)", "Round (5 min)"),
        ("Round - 10 to 15 min", "Round (15 min, at least 10)"),
        ("Round (half an hour)", "Round (30 min)"),
        ("Round (10)", "Round (10 min)"),
        ("Round", None),
    ],
)
def test_which_minutes_were_meant(words, meant):
    assert meant_minutes(words) == meant


def test_what_is_said_of_headings_that_are_wrong():
    assert meant_handout("Handout") == "### Handout: One small thing"
    assert meant_handout("Handouts - My page") == "### Handout: My page"
    assert meant_handout("Hand it out") is None
    assert of_minutes("5 minutes").startswith("Write (5 min). ")
    assert of_minutes("5 min, at least 10").startswith("At least cannot be more")
    assert of_lesson("Rest (1 hour)").endswith("Write (60 min)")
    assert [of_lesson(each) for each in ("Rest (again)", "Rest")] == ["", ""]
    assert of_item_without_minutes("Handout").endswith("write ### Handout: One small thing")
    assert of_item_without_minutes("Round - 5 min").endswith("Write ### Round (5 min)")
    assert of_deep_heading("Handout: Mine").endswith("Write ### Handout: Mine")
    assert of_deep_heading("Walk (5 min)").endswith("Write ### Walk (5 min)")
    assert "### Walk (10 min), or **Walk** in bold" in of_deep_heading("Walk")


@pytest.mark.parametrize("kind", PartKind)
def test_a_label_is_the_nearest_to_itself(kind: PartKind) -> None:
    assert nearest_part(kind.value.upper()) == nearest_part(kind.value + "s") == kind.value
    assert nearest_part("xyzzy") == ""

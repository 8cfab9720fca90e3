from datetime import date

import pytest

from facilitator.domain.reporting.still_open import StillOpen


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        (StillOpen(), "Nothing is still open in this period."),
        (
            StillOpen(3, 4, 1, date(2026, 11, 3)),
            "Still open in this period: 3 sessions not closed, 4 people to mark, 1 headcount to take, "
            "the first on Tue 3 Nov 2026.",
        ),
        (
            StillOpen(1, 1, 0, date(2026, 11, 3)),
            "Still open in this period: 1 session not closed, 1 person to mark, the first on Tue 3 Nov 2026.",
        ),
        (
            StillOpen(0, 0, 1200, date(2026, 11, 3)),
            "Still open in this period: 1,200 headcounts to take, the first on Tue 3 Nov 2026.",
        ),
    ],
)
def test_what_a_period_lacks_in_words(lacking, words):
    assert lacking.words == words

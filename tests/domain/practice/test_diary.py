from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.practice.diary import Diary

spans = st.tuples(st.integers(0, 60), st.integers(1, 12)).map(
    lambda drawn: (
        datetime(2027, 3, 1, tzinfo=UTC) + timedelta(hours=drawn[0]),
        datetime(2027, 3, 1, tzinfo=UTC) + timedelta(hours=drawn[0] + drawn[1]),
    )
)


@given(st.lists(spans, max_size=12), st.lists(spans, max_size=3))
def test_free_is_what_overlaps_nothing_that_was_taken(wanted, asked):
    diary, taken = Diary(), []
    for span in wanted:
        free = all(span[1] <= starts or ends <= span[0] for starts, ends in taken)
        assert diary.is_free("room", [span]) == free
        if free:
            diary.take("room", [span])
            taken.append(span)
    free = all(span[1] <= starts or ends <= span[0] for span in asked for starts, ends in taken)
    assert diary.is_free("room", asked) == free
    assert diary.is_free("another room", asked)
    for span in taken:
        diary.give_back("room", span)
    assert diary.is_free("room", asked)

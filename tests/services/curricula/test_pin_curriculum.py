from dataclasses import replace

import pytest

from facilitator.errors import BadInput
from facilitator.services.curricula.library import find_curriculum
from facilitator.services.curricula.pin_curriculum import pin
from facilitator.services.curricula.read_lesson import pinned_curriculum


@pytest.fixture
def steps(program):
    return find_curriculum(program.home, "eight-steady-steps")


def test_the_same_content_is_kept_once(program, steps):
    with program.book.write(now=program.now) as change:
        first, again = pin(change.db, steps, change.now), pin(change.db, steps, change.now)
        other = pin(change.db, find_curriculum(program.home, "healthy-leisure"), change.now)
        change.record("group.add", "")
    assert (first == again, first == other) == (True, False)
    with program.book.read() as db:
        assert pinned_curriculum(db, first) == steps.curriculum


def test_a_file_with_problems_is_not_kept(program, steps):
    broken = replace(steps, curriculum=None)
    with program.book.read() as db, pytest.raises(BadInput, match="has problems") as refused:
        pin(db, broken, program.now)
    assert str(steps.path) in refused.value.hint

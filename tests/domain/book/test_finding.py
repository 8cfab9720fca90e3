"""A finding that needs nothing says nothing to do, and what is to be done does not wait unless it says so."""

from facilitator.domain.book.finding import Finding


def test_what_is_well_has_nothing_to_do_and_what_is_not_does_not_wait():
    assert Finding("disk", "encrypted").to_do == ""
    assert not Finding("disk", "not encrypted", "Turn it on.").can_wait


def test_findings_are_told_apart_by_all_that_they_say():
    one = Finding("disk", "not encrypted", "Turn it on.")
    assert one == Finding("disk", "not encrypted", "Turn it on.")
    assert len({one, Finding("disk", "not encrypted", "Turn it on.", can_wait=True), Finding("disk", "encrypted")}) == 3

import pytest

from facilitator.domain.history.history import AuditWish, FieldChange


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (FieldChange("room", "name", "Blue", "Green"), "room, name: Blue -> Green"),
        (FieldChange("", "capacity", "", "12"), "capacity: 12"),
        (FieldChange("KJ4MNP", "until", "Thu 4 Mar 2027", ""), "KJ4MNP, until: no longer Thu 4 Mar 2027"),
        (FieldChange("KJ4MNP", "phone", "", ""), "KJ4MNP, phone"),
    ],
)
def test_a_changed_field_in_a_line(change, said):
    assert str(change) == said


def test_a_wish_that_asks_for_nothing_is_empty():
    assert AuditWish().empty
    assert not AuditWish(words="snow").empty

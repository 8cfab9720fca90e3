import pytest

from facilitator.domain.history.others import OthersAct, others_words

NAMES = {"jo": "Jo Pike"}


def words(*acts, own=(), me="dana"):
    rows = [OthersAct(seq, *act) for seq, act in enumerate(acts, 1)]
    return others_words(rows, own=own, me=me, names=NAMES)


@pytest.mark.parametrize(
    ("acts", "said"),
    [
        ((("jo", "attendance.mark", "ana"),), "Jo Pike marked 1 person."),
        ((("jo", "attendance.mark", "ana"), ("jo", "attendance.mark", "bo")), "Jo Pike marked 2 people."),
        ((("jo", "attendance.mark", "ana"), ("jo", "attendance.mark", "ana")), "Jo Pike marked 1 person."),
        (
            (("jo", "attendance.mark", "ana"), ("jo", "attendance.undo", "ana")),
            "Jo Pike changed the marks of 1 person.",
        ),
        ((("lee", "session.move"),), "lee moved a session."),
        ((("lee", "session.move"), ("lee", "site.add")), "lee changed several things."),
        ((("dana", "session.next"),), "In another window you went on to the next agenda item."),
        (
            (("jo", "session.next"), ("dana", "session.next")),
            "Jo Pike and you in another window went on to the next agenda item.",
        ),
        ((("jo", "undo"), ("lee", "redo"), ("sam", "enrol")), "3 others changed several things."),
        ((("jo", "read.roll"), ("jo", "draft.keep")), ""),
        ((), ""),
    ],
)
def test_what_others_did_is_a_line(acts, said):
    assert words(*acts) == said


def test_what_this_window_did_is_left_out():
    acts = (("dana", "session.start"), ("jo", "attendance.mark", "ana"), ("dana", "attendance.mark", "bo"))
    assert words(*acts, own={1, 3}) == "Jo Pike marked 1 person."
    assert words(*acts, own={1, 2, 3}) == ""

from facilitator.services.people import enrol

S = "Steady@2027-03-04"


def test_present_is_nothing_before_any_mark_and_a_number_after(steady):
    assert (steady.session(S).expected, steady.session(S).present) == (3, None)
    steady.mark(S, Ana="missed")
    assert (steady.session(S).expected, steady.session(S).present) == (3, 0)
    steady.mark(S, Ana="late", Bo="left-early", Walt="present")
    assert (steady.session(S).expected, steady.session(S).present) == (3, 3)
    steady.mark(S, Ana=None, Bo=None, Walt=None)
    assert steady.session(S).present is None


def test_who_leaves_the_roster_later_stays_expected_where_attendance_is_closed(steady):
    steady.end(S, "missed")
    enrol.unenrol(steady.book, "Steady", "Ana", now=steady.now)
    assert steady.roll(S)["Ana"] == (True, "missed")
    assert steady.session(S).expected == 3
    assert steady.session("Steady@2027-03-11").expected == 2

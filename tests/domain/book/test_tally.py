from facilitator.domain.book.tally import acts_in_words


def test_acts_are_told_in_the_words_of_the_field_in_one_order() -> None:
    acts = {
        "closures.add": 1,
        "group.add": 2,
        "attendance.mark": 12,
        "person.import": 0,
        "person.add": 1,
        "session.end": 1,
        "session.start": 1,
        "enrol": 3,
        "unenrol": 1,
        "group.change": 1,
        "something.new": 1,
        "attendance.headcount": 1,
        "attendance.clear": 1,
        "attendance.undo": 2,
        "consent.revoke": 1,
        "disclosure.export": 2,
    }
    assert acts_in_words(acts) == (
        "12 marks",
        "3 marks taken back",
        "1 headcount",
        "2 groups",
        "1 person",
        "4 changes of rosters",
        "2 acts on sessions",
        "1 change of a group",
        "1 act on a consent",
        "2 disclosures",
        "2 other acts",
    )
    assert acts_in_words({"person.import": 0}) == ()

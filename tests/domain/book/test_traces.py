from facilitator.domain.book.traces import Doubt, Trace, notice


def test_each_doubt_has_words_of_its_own():
    traces = [Trace(each, 7, "2027-03-01T18:15:00+00:00", "ab", "a.backup") for each in Doubt]
    assert len({each.words for each in traces}) == len(Doubt)
    assert all(each.words[0].islower() or each.words.startswith("book.keys") for each in traces)


def test_the_notice_says_the_first_how_many_more_and_where_to_look():
    cut = Trace(Doubt.CUT, 7, "2027-03-01T18:15:00+00:00")
    assert notice((cut,)) == f"Look into this: {cut.words}. See: facilitator audit verify"
    assert "(and 2 more)" in notice((cut, cut, cut))

import shutil
from datetime import timedelta

import pytest

from facilitator.domain.book.tally import BookTally
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.people.import_roster import import_roster
from facilitator.storage.files.tally import acts_since, count_records, last_in_common, tally
from tests.books import NOW, make_practice_home


def test_a_book_is_counted(program):
    group = program.group("Steady", start="2027-03-04 18:30", repeat="every thursday, 4 times")
    program.people("Ana", "Zoë", group=group)
    program.mark(f"{group}@2027-03-04", Ana="present")
    program.mark(f"{group}@2027-03-04", Zoë="present")
    program.mark(f"{group}@2027-03-04", Zoë=None)
    with program.book.raw() as raw:
        held = tally(raw)
        assert held == BookTally(groups=1, sessions=4, people=2, marks=1, records=count_records(raw))
        assert acts_since(raw, 1)["attendance.mark"] == 2
        assert acts_since(raw, program.book.audit_head().seq) == {}


@pytest.mark.parametrize(("more", "theirs"), [(0, 0), (0, 3), (3, 0), (1, 1), (2, 5), (5, 2)])
def test_the_last_row_in_common_is_found_wherever_two_copies_part(tmp_path, more, theirs):
    home = make_practice_home(tmp_path)
    with open_book(home, None) as book:
        write(book, "both", 3)
    other = Home(tmp_path / "other")
    shutil.copytree(home.folder, other.folder)
    with open_book(home, None) as one, open_book(other, None) as two:
        write(one, "one", more)
        write(two, "two", theirs)
        with one.raw() as ours, two.raw() as apart:
            assert last_in_common(ours, apart) == last_in_common(apart, ours) == 4
            assert acts_since(ours, 4) == ({"one": more} if more else {})


def write(book, action, times):
    for _ in range(times):
        with book.write(now=NOW) as change:
            change.record(action, "u")


def test_an_import_counts_the_people_that_it_added(program):
    before = program.book.audit_head().seq
    import_roster(program.book, b"name\nAna\nZed\n", name="r.csv", group=None, now=NOW + timedelta(1))
    with program.book.raw() as raw:
        assert acts_since(raw, before) == {"person.import": 2}

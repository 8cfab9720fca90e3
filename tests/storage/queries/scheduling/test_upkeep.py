from datetime import date

import pytest

from facilitator.storage.queries.scheduling import upkeep as probe
from facilitator.storage.queries.scheduling.tzdata import set_version
from facilitator.storage.queries.scheduling.upkeep import Upkeep, upkeep
from facilitator.storage.tables import metadata
from facilitator.words import GroupStatus

DAY = date(2028, 9, 1)
TODAY = date(2027, 3, 10)


@pytest.mark.parametrize(
    ("until", "status", "short"),
    [
        (date(2028, 8, 31), GroupStatus.ACTIVE, True),
        (DAY, GroupStatus.ACTIVE, False),
        (None, GroupStatus.ACTIVE, False),
        (date(2028, 8, 31), GroupStatus.ENDED, False),
    ],
)
def test_a_book_needs_something_where_sessions_end_too_soon(db, rows, until, status, short):
    set_version(db, "2026e")
    assert upkeep(db, DAY, TODAY) == Upkeep("2026e", short=False, seats_due=False)
    rows.series(rows.group(status=status), stored_until=until)
    assert upkeep(db, DAY, TODAY) == Upkeep("2026e", short=short, seats_due=False)


@pytest.mark.parametrize(
    "known", [probe._book, probe._group, probe._series, probe._place], ids=lambda known: known.name
)
def test_the_probe_knows_columns_as_the_tables_have_them(known):
    whole = metadata.tables[known.name]
    assert {each.name: repr(each.type) for each in known.c} == {
        each.name: repr(whole.c[each.name].type) for each in known.c if each.name in whole.c
    }


def test_a_seat_is_due_once_the_last_day_of_who_leaves_is_over(db, rows):
    set_version(db, "2026e")
    group = rows.group(capacity=1)
    rows.enrol(group, rows.person("Ana"), last="2027-03-10")
    rows.enrol(group, rows.person("Ben"), waitlisted=True)
    assert not upkeep(db, DAY, TODAY).seats_due
    assert upkeep(db, DAY, date(2027, 3, 11)).seats_due

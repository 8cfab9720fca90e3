from datetime import date

import pytest

from facilitator.storage.queries.scheduling import upkeep as probe
from facilitator.storage.queries.scheduling.tzdata import set_version
from facilitator.storage.queries.scheduling.upkeep import Upkeep, upkeep
from facilitator.storage.tables import metadata
from facilitator.words import GroupStatus

DAY = date(2028, 9, 1)


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
    assert upkeep(db, DAY) == Upkeep("2026e", short=False)
    rows.series(rows.group(status=status), stored_until=until)
    assert upkeep(db, DAY) == Upkeep("2026e", short=short)


@pytest.mark.parametrize("known", [probe._book, probe._group, probe._series], ids=lambda known: known.name)
def test_the_probe_knows_columns_as_the_tables_have_them(known):
    whole = metadata.tables[known.name]
    assert {each.name: repr(each.type) for each in known.c} == {
        each.name: repr(whole.c[each.name].type) for each in known.c if each.name in whole.c
    }

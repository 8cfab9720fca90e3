import pytest
from sqlalchemy import Column, Integer, MetaData, Table, exc
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex

from facilitator.storage.engines.partial_index import partial_index
from tests.in_memory import in_memory


def table(*more):
    columns = (Column("id", Integer, primary_key=True), Column("of", Integer), Column("until", Integer))
    return Table("seat", MetaData(), *columns, *more)


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda each: each.name)
def test_each_engine_is_told_for_which_rows_it_holds(dialect):
    (index,) = table(partial_index("uq_seat_of", "of", unique=True, where="until IS NULL")).indexes
    said = " ".join(str(CreateIndex(index).compile(dialect=dialect)).split())
    assert said.replace('"of"', "of") == "CREATE UNIQUE INDEX uq_seat_of ON seat (of) WHERE until IS NULL"


def test_rows_that_it_does_not_hold_may_be_alike():
    seats = table(partial_index("uq_seat_of", "of", unique=True, where="until IS NULL"))
    with in_memory() as db:
        seats.create(db)
        db.execute(seats.insert(), [{"of": 1, "until": 5}, {"of": 1, "until": 6}, {"of": 1, "until": None}])
        with pytest.raises(exc.IntegrityError):
            db.execute(seats.insert(), {"of": 1, "until": None})

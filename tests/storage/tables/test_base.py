import pytest
from sqlalchemy import Column, Index, Integer, MetaData, String, Table, UniqueConstraint, select, update
from sqlalchemy import inspect as look_at

from facilitator.storage.tables import group, person, series, session
from facilitator.storage.tables.base import id_column, metadata, to_column, uid_column
from tests.in_memory import in_memory


def test_everything_has_a_name_that_a_migration_can_say():
    made = MetaData(naming_convention=metadata.naming_convention)
    Table("site", made, id_column())
    Table(
        "room",
        made,
        id_column(),
        uid_column(),
        to_column("site"),
        Column("name", String),
        UniqueConstraint("site_id", "name"),
        Index(None, "name", "site_id"),
    )
    with in_memory() as db:
        made.create_all(db)
        told = look_at(db)
        assert told.get_pk_constraint("room")["name"] == "pk_room"
        assert {each["name"] for each in told.get_unique_constraints("room")} == {"uq_room_uid", "uq_room_site_id_name"}
        assert [each["name"] for each in told.get_foreign_keys("room")] == ["fk_room_site_id"]
        assert [each["name"] for each in told.get_indexes("room")] == ["ix_room_name_site_id"]


def test_no_constraint_of_the_book_is_without_a_name():
    nameless = [
        f"{table.name}: {each}" for table in metadata.sorted_tables for each in table.constraints if each.name is None
    ]
    assert nameless == []


def test_a_reference_is_called_after_its_table_and_asked_for():
    column = to_column("site")
    assert (column.name, column.nullable, column.primary_key) == ("site_id", False, False)
    assert to_column("site", nullable=True).nullable
    assert isinstance(id_column().type, Integer)


@pytest.mark.parametrize("table", [group, person, series, session], ids=lambda table: table.name)
def test_every_update_counts_the_version_up_and_of_no_other_row(db, rows, table):
    kept = rows.group(), rows.group("Other")
    series_ids = [rows.series(each) for each in kept]
    made = {
        "group": kept,
        "series": series_ids,
        "session": [rows.session(each) for each in series_ids],
        "person": [rows.person("Ana"), rows.person("Ana")],
    }[table.name]
    one, other = made
    changed = {"person": "name", "series": "rule"}.get(table.name, "title")
    versions = select(table.c.version).where(table.c.id.in_(made)).order_by(table.c.id)
    assert list(db.execute(versions).scalars()) == [0, 0]
    db.execute(update(table).where(table.c.id == one), {changed: "Another"})
    assert list(db.execute(versions).scalars()) == [1, 0]
    conditional = update(table).where(table.c.id == one, table.c.version == 0).values({changed: "What nobody saw"})
    assert db.execute(conditional).rowcount == 0
    assert db.execute(conditional.where(table.c.id == other)).rowcount == 0
    db.execute(update(table).values({changed: "All"}))
    assert list(db.execute(versions).scalars()) == [2, 1]

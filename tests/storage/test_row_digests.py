import json

import pytest
from sqlalchemy import insert, select

from facilitator.storage.row_digests import FIELD, LISTS, parted, tag_of, touched, wrote
from facilitator.storage.tables import attendance, audit, disclosure, metadata
from tests.books import NOW


@pytest.fixture
def session_and_person(program):
    uid = program.group("Steady")
    (ana,) = program.people("Ana", group=uid)
    return program.session("Steady@2027-03-04").id, ana.id


def test_every_list_names_columns_of_its_table_and_its_own_key():
    for listed in LISTS:
        assert set(listed.key) <= set(listed.columns) <= set(listed.table.columns.keys())
        assert listed.table.name in metadata.tables
        assert listed.name.partition(".")[0] == listed.table.name
    assert len({each.name for each in LISTS}) == len(LISTS)


def test_a_row_that_is_handed_over_and_one_that_is_read_again_have_one_digest(program, session_and_person):
    """Words, moments and truths of ours are turned into what the database keeps."""
    program.mark("Steady@2027-03-04", Ana="late")
    with program.book.write(now=NOW) as change:
        touched(change.db, attendance, *session_and_person)
        change.record("site.edit", "uid")
    payloads = [json.loads(each) for each in _payloads(program)]
    marked, again = (each[FIELD]["attendance.1"] for each in payloads if FIELD in each)
    assert marked == again


def test_a_row_that_is_gone_has_a_tag_alone(program, session_and_person):
    with program.book.write(now=NOW) as change:
        touched(change.db, disclosure, "never-there")
        change.record("site.edit", "uid")
    tag, digest = parted(json.loads(_payloads(program)[-1])[FIELD]["disclosure.1"][0])
    listed = next(each for each in LISTS if each.table is disclosure)
    assert (tag == tag_of(bytes(32), listed, ["never-there"]), len(tag), digest) == (False, 8, b"")
    with pytest.raises(ValueError, match="YWJj"):
        parted("YWJj")


def test_a_row_that_no_audit_row_vouches_for_is_not_written(program, session_and_person):
    row = dict(zip(("session_id", "person_id"), session_and_person, strict=True))

    def write_after_its_row():
        with program.book.write(now=NOW) as change:
            change.record("site.edit", "uid")
            change.db.execute(insert(attendance), {**row, "expected": True})
            wrote(change.db, attendance, row)

    with pytest.raises(RuntimeError, match="after the audit row"):
        write_after_its_row()
    with program.book.read() as db:
        assert db.execute(select(attendance.c.person_id)).first() is None
    with program.book.write(now=NOW) as change:  # what was left over is forgotten with it
        change.record("site.edit", "uid")


def _payloads(program):
    with program.book.read() as db:
        return db.execute(select(audit.c.payload).order_by(audit.c.seq)).scalars().all()

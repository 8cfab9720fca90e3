from random import Random
from uuid import UUID

from facilitator.services.practice.rows import Identities, Rows


def test_rows_are_numbered_by_table_and_links_are_not():
    rows = Rows()
    assert [rows.add("site", name="A"), rows.add("room", name="B"), rows.add("site", name="C")] == [1, 1, 2]
    rows.link("group_facilitator", group_id=1)
    assert rows.by_table["site"][1] == {"id": 2, "name": "C"}
    assert rows.by_table["group_facilitator"] == [{"group_id": 1}]
    assert len(rows) == 4


def test_a_seed_repeats_its_identities_and_no_code_comes_twice():
    first, again = Identities(Random(7)), Identities(Random(7))
    uids = [first.uid() for _ in range(50)]
    assert uids == [again.uid() for _ in range(50)]
    assert {UUID(each).version for each in uids} == {4}
    codes = [first.code() for _ in range(2_000)]
    assert codes == [again.code() for _ in range(2_000)]
    assert len(set(codes)) == 2_000

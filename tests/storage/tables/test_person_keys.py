from facilitator.storage.tables import metadata, person
from facilitator.storage.tables.person_keys import PERSON_KEYS


def test_no_key_to_a_person_is_missing():
    pointing = {
        f"{table.name}.{column.name}"
        for table in metadata.sorted_tables
        for column in table.columns
        if any(each.column.table is person for each in column.foreign_keys)
    }
    assert pointing == {f"{each.table.name}.{each.name}" for each in PERSON_KEYS}
    assert len(pointing) == len(PERSON_KEYS)

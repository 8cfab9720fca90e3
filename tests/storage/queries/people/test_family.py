from sqlalchemy import select

from facilitator.storage.queries.people.family import of_family
from facilitator.storage.tables import enrolment


def test_rows_of_whoever_became_somebody_are_theirs_too(db, rows):
    ana = rows.person("Ana")
    anna, ben = rows.person("Anna", merged_into_id=ana), rows.person("Ben")
    for each in (ana, anna, ben):
        rows.enrol(rows.group(), each)
    found = select(enrolment.c.person_id).where(of_family(enrolment.c.person_id)).order_by(enrolment.c.person_id)
    assert [list(db.execute(found, {"person_id": each}).scalars()) for each in (ana, anna)] == [[ana, anna], [anna]]

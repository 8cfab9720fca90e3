from datetime import date

from facilitator.domain.views import Credential, LeaderAway
from facilitator.storage.queries.agency import staff


def test_staff_come_by_name_with_their_credentials(db):
    rae, _ = staff.add_facilitator(db, name="Rae Kim", public_name=True)
    ana, uid = staff.add_facilitator(db, name="Ana Diaz", public_name=False)
    staff.put_credential(db, rae, name="RPS", expires_on=None)
    staff.put_credential(db, rae, name="CPRS", expires_on=date(2027, 6, 1))
    assert [(each.id, each.name, each.public_name, each.credentials) for each in staff.staff(db)] == [
        (ana, "Ana Diaz", False, ()),
        (rae, "Rae Kim", True, (Credential("CPRS", date(2027, 6, 1)), Credential("RPS", None))),
    ]
    assert staff.staff(db)[0].uid == uid


def test_a_credential_that_is_there_gets_a_new_date(db):
    rae, _ = staff.add_facilitator(db, name="Rae Kim", public_name=True)
    sam, _ = staff.add_facilitator(db, name="Sam Ortega", public_name=True)
    for who, day in ((rae, date(2027, 6, 1)), (sam, date(2027, 7, 1)), (rae, date(2029, 6, 1))):
        staff.put_credential(db, who, name="CPRS", expires_on=day)
    assert [each.credentials for each in staff.staff(db)] == [
        (Credential("CPRS", date(2029, 6, 1)),),
        (Credential("CPRS", date(2027, 7, 1)),),
    ]


def test_somebody_is_called_by_name_or_uid_and_edited_alone(db):
    rae, uid = staff.add_facilitator(db, name="Rae Kim", public_name=True)
    staff.add_facilitator(db, name="Sam Ortega", public_name=True)
    staff.edit_facilitator(db, rae, public_name=False)
    assert [each.id for each in staff.staff_called(db, "rae kim", "none")] == [rae]
    assert [each.id for each in staff.staff_called(db, "rae", uid[:8])] == [rae]
    assert staff.staff_called(db, "rae", "none") == []
    assert [each.public_name for each in staff.staff(db)] == [False, True]


def test_days_away_are_kept_and_what_stays_keeps_its_row(db):
    rae, _ = staff.add_facilitator(db, name="Rae Kim", public_name=True)
    sam, _ = staff.add_facilitator(db, name="Sam Ortega", public_name=True)
    open_end = LeaderAway(date(2027, 6, 1), None)
    staff.set_away(db, rae, [LeaderAway(date(2027, 3, 1), date(2027, 3, 5)), open_end])
    staff.set_away(db, sam, [open_end])
    number = db.exec_driver_sql("SELECT id FROM facilitator_away WHERE last IS NULL").scalars().first()
    staff.set_away(db, rae, [LeaderAway(date(2027, 3, 1), date(2027, 3, 9)), open_end])
    assert staff.away_of(db, rae) == [LeaderAway(date(2027, 3, 1), date(2027, 3, 9)), open_end]
    assert number in db.exec_driver_sql("SELECT id FROM facilitator_away WHERE last IS NULL").scalars().all()
    staff.set_away(db, rae, ())
    assert [each.away for each in staff.staff(db)] == [(), (open_end,)]

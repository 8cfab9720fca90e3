from datetime import date

from facilitator.storage.queries.agency import logins
from facilitator.storage.tables import login
from facilitator.words import LoginRole


def test_logins_are_listed_by_name_with_whose_they_are(db, rows):
    sam = rows.facilitator("Sam Ortega")
    logins.add_login(db, name="sam", role=LoginRole.FACILITATOR, facilitator_id=sam)
    logins.add_login(db, name="lee", role=LoginRole.COORDINATOR, facilitator_id=None)
    rows.put(login, login="ana", role=LoginRole.FACILITATOR, ended_on=date(2027, 3, 1))
    found = [(each.login, each.role.value, each.facilitator) for each in logins.logins(db)]
    assert found == [("ana", "facilitator", None), ("lee", "coordinator", None), ("sam", "facilitator", "Sam Ortega")]
    assert [each.login for each in logins.active_logins(db, date(2027, 2, 28))] == ["ana", "lee", "sam"]
    assert [each.login for each in logins.active_logins(db, date(2027, 3, 1))] == ["lee", "sam"]

from datetime import date

from facilitator.domain.sessions.leading import Leading
from facilitator.storage.queries.reporting.staff import led_sessions
from facilitator.storage.queries.sessions import leaders
from facilitator.words import LeadPart, SessionStatus

MARCH = date(2027, 3, 1), date(2027, 3, 31)


def test_held_sessions_come_once_for_each_who_really_led_them(db, rows):
    group = rows.group()
    series = rows.series(group)
    sam, lee = rows.facilitator("Sam"), rows.facilitator("Lee")
    held = rows.session(series, "2027-03-04 18:30", status=SessionStatus.HELD)
    for start, status in (("2027-03-11 18:30", SessionStatus.DID_NOT_MEET), ("2027-04-01 18:30", SessionStatus.HELD)):
        rows.lead(rows.session(series, start, status=status), sam)
    led = [
        Leading(sam, "Sam", 0, cancelled=True),
        Leading(lee, "Lee", 0, LeadPart.SUBSTITUTE, for_id=sam),
    ]
    found = db.exec_driver_sql("SELECT starts_at, ends_at FROM session").first()
    assert found is not None
    assert led_sessions(db, *MARCH, None) == []
    rows.lead(held, sam)
    (one,) = led_sessions(db, *MARCH, None)
    assert (one.name, one.part, one.started_at) == ("Sam", LeadPart.LEAD, None)
    leaders.set_leading(db, held, led, starts_at=one.starts_at, ends_at=one.ends_at, by_hand=True)
    (one,) = led_sessions(db, *MARCH, group)
    assert (one.name, one.part) == ("Lee", LeadPart.SUBSTITUTE)
    assert led_sessions(db, *MARCH, group + 1) == []

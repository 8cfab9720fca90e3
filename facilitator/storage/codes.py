"""Words of the field as the small integers that a book keeps; they never change their meaning."""

from facilitator.words import AttendanceStatus, SessionStatus

ATTENDANCE_CODES = {
    AttendanceStatus.PRESENT: 1,
    AttendanceStatus.LATE: 2,
    AttendanceStatus.LEFT_EARLY: 3,
    AttendanceStatus.EXCUSED: 4,
    AttendanceStatus.MISSED: 5,
}
"""Codes up to 3 attended, so that SQL can say ``status <= 3``."""

SESSION_CODES = {
    SessionStatus.SCHEDULED: 1,
    SessionStatus.RUNNING: 2,
    SessionStatus.HELD: 3,
    SessionStatus.CANCELLED: 4,
    SessionStatus.DID_NOT_MEET: 5,
}

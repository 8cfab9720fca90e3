"""What is stored as a number keeps its meaning."""

from facilitator.storage.codes import ATTENDANCE_CODES, SESSION_CODES
from facilitator.words import AttendanceStatus, SessionStatus


def test_every_word_has_a_number_of_its_own():
    for words, codes in ((AttendanceStatus, ATTENDANCE_CODES), (SessionStatus, SESSION_CODES)):
        assert list(codes) == list(words)
        assert list(codes.values()) == list(range(1, len(codes) + 1))


def test_who_attended_has_a_number_up_to_three():
    assert {word for word, code in ATTENDANCE_CODES.items() if code <= 3} == {
        word for word in AttendanceStatus if word.attended
    }

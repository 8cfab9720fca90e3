import socket

import pytest

from facilitator.web.patience import PatientProtocol
from tests.web.published import calendar, entry, publish, served
from tests.web.test_answers import ask

QUESTION = b"GET /all.ics HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path, entry(tmp_path, "all", calendar("A" * 70) * 200_000))
    return tmp_path


def closed(line):
    """Wait until the other side ends it; nothing but that ends the wait."""
    try:
        while line.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def test_who_never_ends_a_question_is_cut(folder, monkeypatch):
    monkeypatch.setattr(PatientProtocol, "seconds", 0.5)
    with served(folder) as port:
        for said in (b"", b"G", QUESTION, QUESTION + b"X: "):
            with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
                line.sendall(said)
                assert closed(line)
        assert ask(port, "/health")[0].status == 200


def test_a_byte_now_and_then_is_no_progress(folder, monkeypatch):
    monkeypatch.setattr(PatientProtocol, "seconds", 0.5)
    with served(folder) as port, socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.settimeout(0.05)
        line.sendall(QUESTION + b"X: ")
        ended = False
        while not ended:
            try:
                line.sendall(b"a")
                ended = not line.recv(1)
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True


def test_who_does_not_read_is_cut(folder, monkeypatch):
    """The answer is larger than what lies on the way: the server waits for a reader, and then no longer."""
    cut = []
    before = PatientProtocol._cut

    def noted(self):
        before(self)
        cut.append(True)

    monkeypatch.setattr(PatientProtocol, "seconds", 1)
    monkeypatch.setattr(PatientProtocol, "_cut", noted)
    with served(folder) as port, socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(QUESTION + b"\r\n")
        while not cut:
            assert ask(port, "/health")[0].status == 200


def test_when_the_house_is_full_who_comes_is_sent_away_and_room_is_made_again(folder, monkeypatch):
    monkeypatch.setattr(PatientProtocol, "most", 3)
    with served(folder) as port:
        lines = [socket.create_connection(("127.0.0.1", port), timeout=60) for _ in range(3)]
        try:
            for line in lines:  # each is known to be in
                line.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
                assert line.recv(12) == b"HTTP/1.1 200"
            with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
                assert closed(line)
        finally:
            for line in lines:
                line.close()
        answered = None
        while answered is None:
            try:
                answered = ask(port, "/health")[0].status
            except (ConnectionError, OSError):
                continue
        assert answered == 200

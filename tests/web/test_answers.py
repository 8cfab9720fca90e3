"""A real server on loopback, asked through sockets: what it answers byte by byte is what apps and proxies see."""

import gzip
import http.client
import logging
import socket
from email.utils import formatdate

import pytest

from facilitator.domain.publishing.feed import new_token
from facilitator.web import answers as module
from facilitator.web.shelf import Shelf
from tests.web.published import AT, HASH, PAGE, TOKEN, calendar, entry, publish, served, with_page

A = calendar(*(f"Session {number}" for number in range(200)))


@pytest.fixture
def folder(tmp_path):
    publish(tmp_path, entry(tmp_path, "all", A), entry(tmp_path, "team", calendar("T"), token_hash=HASH))
    (tmp_path / "secret.txt").write_text("not yours")
    return tmp_path


@pytest.fixture
def port(folder):
    with served(folder) as number:
        yield number


def ask(port, path, method="GET", **headers):
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = line.getresponse()
        return answer, answer.read()
    finally:
        line.close()


def raw(port, data):
    """All that is answered to these bytes until the other side closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(data)
        line.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: line.recv(65536), b""))


def status(answer):
    return int(answer.split(b" ", 2)[1]) if answer else None


def test_a_feed_its_head_and_that_it_is_as_it_was(port):
    answer, data = ask(port, "/all.ics")
    assert (answer.status, data) == (200, A)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Last-Modified"] == formatdate(AT.timestamp(), usegmt=True)
    assert (answer.headers["Server"], answer.headers["X-Content-Type-Options"]) == (None, "nosniff")
    tag = answer.headers["ETag"]
    assert tag.startswith('"')
    head, nothing = ask(port, "/all.ics", "HEAD")
    assert (head.status, nothing, head.headers["Content-Length"], head.headers["ETag"]) == (200, b"", f"{len(A)}", tag)
    for said in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again, nothing = ask(port, "/all.ics", If_None_Match=said)
        assert (again.status, nothing, again.headers["ETag"]) == (304, b"", tag), said
    assert ask(port, "/all.ics", If_None_Match='"other"')[0].status == 200
    since = answer.headers["Last-Modified"]
    assert ask(port, "/all.ics", If_Modified_Since=since)[0].status == 304
    assert ask(port, "/all.ics", If_Modified_Since="Sat, 01 Jan 2000 00:00:00 GMT")[0].status == 200
    assert ask(port, "/all.ics", If_Modified_Since="some day")[0].status == 200
    # the tag is asked first: a moment beside it says nothing
    assert ask(port, "/all.ics", If_None_Match='"other"', If_Modified_Since=since)[0].status == 200


def test_gzip_is_another_tag_of_the_same(port):
    plain = ask(port, "/all.ics")[0].headers["ETag"]
    answer, data = ask(port, "/all.ics", Accept_Encoding="br, gzip")
    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert (gzip.decompress(data), len(data) < len(A) / 4) == (A, True)
    packed = answer.headers["ETag"]
    assert packed != plain
    for said in (plain, packed):
        again, _ = ask(port, "/all.ics", Accept_Encoding="gzip", If_None_Match=said)
        assert (again.status, again.headers["ETag"], again.headers["Content-Encoding"]) == (304, said, None)
    for accepted in ("gzip;q=0", "gzip; q=0.0", "br", "identity", "*;q=0"):
        answer, data = ask(port, "/all.ics", Accept_Encoding=accepted)
        assert (answer.headers["Content-Encoding"], data) == (None, A), accepted
    assert ask(port, "/all.ics", Accept_Encoding="x, gzip;q=0.5")[0].headers["Content-Encoding"] == "gzip"


def test_a_secret_is_answered_and_kept_by_nobody_on_the_way(port):
    answer, data = ask(port, f"/private/{TOKEN}.ics")
    assert (answer.status, data) == (200, calendar("T"))
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert (answer.headers["X-Robots-Tag"], answer.headers["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")


def test_a_guessed_secret_and_nothing_at_all_are_answered_alike(port):
    wrong, said = ask(port, f"/private/{new_token()[0]}.ics")
    nothing, also = ask(port, "/nothing.ics")
    assert (wrong.status, said) == (nothing.status, also) == (404, b"not here\n")
    assert {*wrong.headers.keys()} == {*nothing.headers.keys()}


def test_a_secret_that_ended_is_gone_while_the_server_runs(port, folder):
    tag = ask(port, f"/private/{TOKEN}.ics")[0].headers["ETag"]
    publish(folder, entry(folder, "all", A), entry(folder, "team", calendar("T"), token_hash=new_token()[1]))
    assert ask(port, f"/private/{TOKEN}.ics", If_None_Match=tag)[0].status == 404
    assert ask(port, "/all.ics")[0].status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/....//secret.txt",
        "//secret.txt",
        "/private/team.ics",
        "/private/../secret.txt",
        "/private%2fteam.ics",
        "/%70rivate/team.ics",
        "/manifest.json",
        "/all.ics%00.txt",
        "/all.ics/",
        "/all.ics/../secret.txt",
        "/..\\secret.txt",
        "/%5c..%5csecret.txt",
        "/%c0%ae%c0%ae/secret.txt",
        "/%",
        "/",
        "http://127.0.0.1/secret.txt",
        "*",
    ],
)
def test_no_path_climbs(port, path):
    answer = raw(port, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert status(answer) in (400, 404), answer
    assert b"not yours" not in answer
    assert b"SUMMARY" not in answer


_SMUGGLED = b"GET /all.ics HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "lines",
    [
        b"Content-Length: %d\r\n" % len(_SMUGGLED),
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\nContent-Length: %d\r\n" % len(_SMUGGLED),
        b"Content-Length: 0\r\nContent-Length: %d\r\n" % len(_SMUGGLED),
        b"Transfer-Encoding: xchunked\r\n",
        b"Transfer-Encoding : chunked\r\n",
        b"X: a\rTransfer-Encoding: chunked\r\n",
        b"X: a\nContent-Length: 5\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: 1, 2\r\n",
    ],
)
def test_no_request_hides_in_another(port, lines):
    """One answer at most, and the connection ends: what follows is not taken for a question."""
    answer = raw(port, b"GET /health HTTP/1.1\r\nHost: x\r\n" + lines + b"\r\n" + _SMUGGLED)
    assert status(answer) == 400
    assert answer.count(b"HTTP/1.1") == 1
    assert b"SUMMARY" not in answer


def test_two_questions_in_one_go_are_two_answers(port):
    answer = raw(port, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n" + _SMUGGLED)
    assert answer.count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize(
    "heavy",
    [
        b"X: " + b"a" * 40_000,
        b"X: " + b"a" * 900_000,
        b"\r\n".join(b"X%d: %s" % (number, b"a" * 300) for number in range(100)),
    ],
    ids=["one", "without end", "many"],
)
def test_huge_headers_are_refused(port, heavy):
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        answer = b""
        try:
            line.sendall(b"GET /all.ics HTTP/1.1\r\nHost: x\r\n" + heavy + b"\r\n\r\n")
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        except ConnectionError:
            pass  # it closed before all was said
    assert status(answer) in (400, 431, None)
    assert b"SUMMARY" not in answer
    assert ask(port, "/health")[0].status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND", "OPTIONS", "TRACE"])
def test_nothing_is_taken_here(port, method):
    assert status(raw(port, f"{method} /all.ics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())) == 405


@pytest.mark.parametrize(
    "garbage", [b"\0\1\2\r\n\r\n", b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET /all.ics\r\n\r\n"]
)
def test_what_is_no_question_ends_and_the_next_is_answered(port, garbage):
    assert b"SUMMARY" not in raw(port, garbage)
    assert ask(port, "/health")[0].status == 200


def test_health_says_whether_there_is_anything(port, folder):
    assert ask(port, "/health")[1] == b"ok\n"
    (folder / "manifest.json").unlink()
    for path in ("/health", "/all.ics"):
        answer, _ = ask(port, path)
        assert (answer.status, answer.headers["Retry-After"]) == (503, "60")


def test_an_error_of_ours_names_no_address_and_nobody(folder, monkeypatch, caplog):
    """Nor does anything else that is written while it serves."""
    caplog.set_level(logging.DEBUG)

    def broken(_shelf, path):
        raise ValueError(path)

    with served(folder) as port:
        ask(port, f"/private/{TOKEN}.ics")
        raw(port, f"GET /private/{TOKEN}.ics\r\n\r\n".encode())
        monkeypatch.setattr(Shelf, "find", broken)
        answer, said = ask(port, f"/private/{TOKEN}.ics")
        assert (answer.status, TOKEN.encode() in said) == (500, False)
    told = "\n".join(f"{each.name} {each.getMessage()} {each.exc_info}" for each in caplog.records)
    assert "internal error ValueError in feed" in told
    assert (TOKEN in told, "127.0.0.1" in told, "private/" in told) == (False, False, False)
    assert module.MOST_HEADER_BYTES == 16_384


def test_a_page_runs_nothing_but_its_own_files_and_says_what_each_is(folder, port):
    publish(folder, with_page(folder, entry(folder, "all", A)))
    kinds = {"": "text/html", "all.html": "text/html", "all-pages/page.css": "text/css",
             "all-pages/page.js": "text/javascript", "all.ics": "text/calendar"}  # fmt: skip
    for path, kind in kinds.items():
        answer, _ = ask(port, f"/{path}")
        assert answer.headers["Content-Type"].partition(";")[0] == kind, path
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer, data = ask(port, "/all.html")
    assert data == PAGE["all.html"]
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert ask(port, "/all.html", If_None_Match=answer.headers["ETag"])[0].status == 304

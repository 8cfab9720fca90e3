"""The line in a process of its own, over what was really published; all that it writes is looked through."""

import os
import signal
import subprocess
import sys

import pytest

from facilitator.cli.publishing import serve as module
from tests.cli.publishing import test_feeds
from tests.conftest import ROOT
from tests.web.test_answers import ask

harbor = test_feeds.harbor


@pytest.fixture
def serving(harbor, tmp_path):
    """Start the line on a port that is free: the process, and the port it said."""
    started = []

    def start(*more):
        errors = (tmp_path / "errors").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "facilitator", "--home", str(harbor.home.folder), "serve", "--port", "0", *more],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        errors.close()
        started.append(process)
        first = process.stdout.readline()
        return process, first

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def port_of(first):
    """The port that the first line says."""
    return int(first.split("127.0.0.1:")[1].split("/")[0].split()[0])


def ended(process, tmp_path, how=signal.SIGINT):
    """Its exit code, and all that it said after the first line, on both streams."""
    process.send_signal(how)
    rest = process.stdout.read()
    return process.wait(), rest, (tmp_path / "errors").read_text("utf-8")


def test_what_was_published_is_served_and_nobody_who_asks_is_written_down(harbor, serving, tmp_path):
    harbor("calendar", "feed", "add", "All", "--titles", "title")
    token = harbor.json("calendar", "feed", "add", "--team")["token"]
    harbor("calendar", "publish")
    process, first = serving()
    assert first.startswith("Serving at http://127.0.0.1:")
    port = port_of(first)
    said = {ask(port, path)[0].status for path in ("/all.ics", "/all-with-canceled.ics", f"/private/{token}.ics")}
    assert said == {200}
    assert ask(port, "/all.ics")[1] == (harbor.home.published / "all.ics").read_bytes()
    new = harbor.json("calendar", "feed", "token", "Team")["token"]
    answers = [ask(port, f"/private/{each}.ics")[0].status for each in (token, new)]
    assert answers == [404, 200]
    harbor("calendar", "feed", "end", "All")
    assert ask(port, "/all.ics")[0].status == 404
    ask(port, "/private/" + "a" * 3000)
    code, rest, errors = ended(process, tmp_path)
    assert code == 0
    assert rest.splitlines() == [
        f"  http://127.0.0.1:{port}/all.html",
        f"  webcal://127.0.0.1:{port}/all-with-canceled.ics",
        f"  webcal://127.0.0.1:{port}/all.ics",
        f"  a private feed: webcal://127.0.0.1:{port}/private/SECRET.ics",
    ]
    assert errors == "Stopped.\n"


def test_it_starts_before_anything_is_published_and_ends_when_told(harbor, serving, tmp_path):
    process, first = serving("--address", "https://calendar.example.org/")
    assert ask(port_of(first), "/health")[0].status == 503
    code, rest, errors = ended(process, tmp_path, signal.SIGTERM)
    assert (code, "webcal://calendar.example.org/private/SECRET.ics" in rest) == (128 + signal.SIGTERM, True)
    assert "Nothing is published yet: facilitator calendar publish" in errors


def test_it_opens_no_book_and_loads_no_database(tmp_path):
    script = (
        "import sys, facilitator.web.app\n"
        "from facilitator.cli.main import run\n"
        f"code = run(['--home', {str(tmp_path / 'none')!r}, 'serve', '--port', '0', '--address', 'no'])\n"
        "heavy = ('sqlalchemy', 'sqlcipher3', 'textual', 'facilitator.storage', 'facilitator.services')\n"
        "print(code, [name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.stdout == "2 []\n", done.stderr


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (("--port", "70000"), "70000"),
        (("--host", "no such host at all"), "cannot listen"),
        (("--host", "192.0.2.7", "--port", "0"), "cannot listen"),
        (("--folder", "/nowhere/at/all"), "there is no such folder"),
        (("--address", "calendar.example.org"), "no address of a web server"),
        (("--address", "https://x.org/?a=b"), "no address of a web server"),
    ],
)
def test_what_cannot_be_served_is_said(cli, options, what):
    assert what in cli("serve", *options, code=2).err


def test_a_port_that_is_taken_is_said(cli, serving):
    _, first = serving()
    assert "in use" in cli("serve", "--port", port_of(first), code=2).err


@pytest.mark.parametrize(
    ("host", "own"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x.org", False)]
)
def test_what_others_can_reach_is_known(host, own):
    assert module._is_loopback(host) is own

"""A folder as ``calendar publish`` leaves it, made by hand, and a server over it on loopback."""

import hashlib
import json
import threading
from contextlib import contextmanager
from datetime import UTC, datetime

from facilitator.domain.publishing.feed import MANIFEST, new_token
from facilitator.home import write_whole
from facilitator.web.app import listen, server
from facilitator.web.shelf import Shelf

TOKEN, HASH = new_token()
AT = datetime(2027, 3, 1, 12, tzinfo=UTC)


def calendar(*titles, status="CONFIRMED"):
    """Bytes that look like a calendar."""
    events = "".join(f"BEGIN:VEVENT\r\nSTATUS:{status}\r\nSUMMARY:{each}\r\nEND:VEVENT\r\n" for each in titles)
    return f"BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n".encode()


def entry(folder, name, data, *, token_hash=None, at=AT, written=True):
    """Write a file, and give what the manifest says of it."""
    path = f"private/{name}" if token_hash else name
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    if written:
        write_whole(folder / f"{path}.ics", data)
    return {
        "feed": name,
        "token_hash": token_hash,
        "last_modified": at.isoformat(),
        "as_sent": {"path": f"{path}.ics", "etag": hashlib.sha256(data).hexdigest()},
        "canceled_kept": {"path": f"{path}-with-canceled.ics", "etag": "x"},
    }


PAGE = {"all.html": b"<!doctype html>", "all-pages/page.css": b"p {}", "all-pages/page.js": b"1;"}


def with_page(folder, said, files=PAGE, *, at=AT):
    """The same entry with a page, whose files are written."""
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(folder / path, data)
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return said | {"page": {"files": digests, "last_modified": at.isoformat(), "web_address": ""}}


def publish(folder, *entries):
    """Write the manifest."""
    write_whole(folder / MANIFEST, json.dumps({"version": 1, "feeds": list(entries)}).encode())


@contextmanager
def served(folder):
    """The port of a real server in a thread of this process, which ends with the block."""
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    running = server(Shelf(folder))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        yield port
    finally:
        running.should_exit = True
        thread.join()
        listener.close()

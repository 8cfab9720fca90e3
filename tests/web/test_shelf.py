import hashlib
import json
from datetime import timedelta

import pytest

from facilitator.domain.publishing.feed import MANIFEST, new_token
from facilitator.web.shelf import Shelf
from tests.web.published import AT, HASH, PAGE, TOKEN, calendar, entry, publish, with_page


@pytest.fixture
def shelf(tmp_path):
    publish(tmp_path, entry(tmp_path, "all", calendar("A")), entry(tmp_path, "team", calendar("T"), token_hash=HASH))
    return Shelf(tmp_path)


def data_at(shelf, path):
    found = shelf.find(path)
    return found and found.data


def test_what_the_manifest_says_is_served_and_no_other_file_of_the_folder(shelf):
    found = shelf.find("all.ics")
    assert (found.data, found.etag) == (calendar("A"), hashlib.sha256(calendar("A")).hexdigest())
    assert (found.changed_at, found.private) == (int(AT.timestamp()), False)
    (shelf.folder / "other.ics").write_bytes(b"x")
    for path in ("other.ics", MANIFEST, "private/team.ics", "../all.ics", "/all.ics", "all", "", "private/", "x\0"):
        assert shelf.find(path) is None, path
    assert shelf.addresses() == ["all-with-canceled.ics", "all.ics"]


def test_a_private_feed_is_found_by_its_secret_alone(shelf):
    found = shelf.find(f"private/{TOKEN}.ics")
    assert (found.data, found.private) == (calendar("T"), True)
    wrong = new_token()[0]
    for path in (wrong, TOKEN.upper(), TOKEN[:-1], f"{TOKEN}0", HASH, "team", f"{TOKEN}/..", "é" * 32):
        assert shelf.find(f"private/{path}.ics") is None, path


def test_a_secret_that_ended_ends_with_the_next_question(shelf):
    assert shelf.find(f"private/{TOKEN}.ics")
    token, kept = new_token()
    publish(shelf.folder, entry(shelf.folder, "team", calendar("T"), token_hash=kept))
    assert shelf.find(f"private/{TOKEN}.ics") is None
    assert data_at(shelf, f"private/{token}.ics") == calendar("T")
    assert shelf.find("all.ics") is None
    publish(shelf.folder)
    assert shelf.find(f"private/{token}.ics") is None
    assert shelf.readable


def test_what_is_cancelled_stays_in_the_other_file_which_is_made_here(tmp_path):
    data = calendar("A", status="CANCELLED")
    publish(tmp_path, entry(tmp_path, "all", data), entry(tmp_path, "team", data, token_hash=HASH))
    shelf = Shelf(tmp_path)
    for path, kept in (("all.ics", "all-with-canceled.ics"),
                       (f"private/{TOKEN}.ics", f"private/{TOKEN}-with-canceled.ics")):  # fmt: skip
        assert data_at(shelf, path) == data
        assert data_at(shelf, kept) == calendar("A")
        assert shelf.find(kept).etag == hashlib.sha256(calendar("A")).hexdigest()


def test_between_a_file_and_its_manifest_what_was_served_goes_on(shelf):
    assert data_at(shelf, "all.ics") == calendar("A")
    new = entry(shelf.folder, "all", calendar("B"))
    assert data_at(shelf, "all.ics") == calendar("A")
    publish(shelf.folder, new)
    assert data_at(shelf, "all.ics") == calendar("B")
    # the manifest of a file that is not there yet: the old one, and then the new one
    publish(shelf.folder, entry(shelf.folder, "all", calendar("C"), written=False))
    assert data_at(shelf, "all.ics") == calendar("B")
    entry(shelf.folder, "all", calendar("C"))
    assert data_at(shelf, "all.ics") == calendar("C")


def test_a_file_that_somebody_touched_is_served_by_no_new_server(tmp_path):
    said = entry(tmp_path, "all", calendar("A"))
    publish(tmp_path, said, entry(tmp_path, "other", calendar("O")))
    (tmp_path / "all.ics").write_bytes(calendar("A", "and more"))
    shelf = Shelf(tmp_path)
    assert shelf.find("all.ics") is None
    assert data_at(shelf, "other.ics") == calendar("O")


def test_the_moment_of_a_change_goes_forward_whatever_the_clock_does(shelf):
    seen = [shelf.find("all.ics").changed_at]
    for number, hours in enumerate((1, -5, 0)):
        publish(shelf.folder, entry(shelf.folder, "all", calendar("A", f"{number}"), at=AT + timedelta(hours=hours)))
        seen.append(shelf.find("all.ics").changed_at)
    assert seen == sorted(set(seen))
    publish(shelf.folder, entry(shelf.folder, "all", calendar("A", "2"), at=AT - timedelta(days=1)))
    assert shelf.find("all.ics").changed_at == seen[-1]


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"[]",
        b"{",
        b'{"feeds": [1]}',
        b'{"feeds": [{}]}',
        b"\xff",
        {"as_sent": {"path": "../../etc/passwd", "etag": "x"}},
        {"as_sent": {"path": "/etc/passwd", "etag": "x"}},
        {"as_sent": {"path": "", "etag": "x"}},
        {"last_modified": "yesterday"},
        {"token_hash": ""},
        {"token_hash": HASH},
        {"as_sent": {"path": "private/all.ics", "etag": "x"}},
        {"page": {"files": {"../x.html": "x"}, "last_modified": AT.isoformat()}},
        {"page": {"files": {"/etc/x.html": "x"}, "last_modified": AT.isoformat()}},
        {"page": {"files": {"private/x.html": "x"}, "last_modified": AT.isoformat()}},
        {"page": {"files": {"x.svg": "x"}, "last_modified": AT.isoformat()}},
        {"page": {"files": {"x.html": "x"}, "last_modified": "now"}},
        {"page": {"files": {"x.html": "x"}}},
        {"page": {"files": ["x.html"], "last_modified": AT.isoformat()}},
        {"page": 1},
    ],
)
def test_a_manifest_that_is_none_opens_nothing(shelf, wrong):
    assert shelf.find("all.ics")
    if isinstance(wrong, dict):
        wrong = json.dumps({"feeds": [entry(shelf.folder, "all", calendar("A")) | wrong]}).encode()
    (shelf.folder / MANIFEST).write_bytes(wrong)
    assert shelf.find("all.ics") is None
    assert shelf.find(f"private/{TOKEN}.ics") is None
    assert not shelf.readable


def test_without_a_folder_there_is_nothing_until_there_is(tmp_path):
    shelf = Shelf(tmp_path / "none")
    assert (shelf.find("all.ics"), shelf.addresses(), shelf.readable) == (None, [], False)
    (tmp_path / "none").mkdir()
    publish(shelf.folder, entry(shelf.folder, "all", calendar("A")))
    assert data_at(shelf, "all.ics") == calendar("A")


def test_a_page_is_served_file_by_file_and_the_first_one_where_no_path_is_named(shelf):
    publish(shelf.folder, with_page(shelf.folder, entry(shelf.folder, "all", calendar("A"))))
    assert {path: data_at(shelf, path) for path in PAGE} == PAGE
    assert data_at(shelf, "") == PAGE["all.html"]
    assert {shelf.find(path).kind for path in PAGE} == {".html", ".css", ".js"}
    assert (shelf.pages(), shelf.addresses()) == (["all.html"], ["all-with-canceled.ics", "all.ics"])
    for path in ("all-pages", "all-pages/", "all-pages/../all.html", "page.css"):
        assert shelf.find(path) is None, path


def test_between_the_files_of_a_page_and_its_manifest_the_old_ones_go_on(shelf):
    said = entry(shelf.folder, "all", calendar("A"))
    publish(shelf.folder, with_page(shelf.folder, said))
    before = shelf.find("all.html").changed_at
    new = with_page(shelf.folder, said, PAGE | {"all.html": b"new"}, at=AT - timedelta(days=1))
    assert data_at(shelf, "all.html") == PAGE["all.html"]
    publish(shelf.folder, new)
    assert data_at(shelf, "all.html") == b"new"
    assert shelf.find("all.html").changed_at > before
    (shelf.folder / "all.html").write_bytes(b"touched")
    publish(shelf.folder, with_page(shelf.folder, said, {"all-pages/page.css": b"p {}"}))
    assert shelf.find("all.html") is None


def test_a_private_feed_has_no_page_whatever_the_manifest_says(shelf):
    said = entry(shelf.folder, "team", calendar("T"), token_hash=HASH)
    publish(shelf.folder, with_page(shelf.folder, said))
    assert shelf.find("all.html") is None
    assert shelf.find(f"private/{TOKEN}.ics")


def test_a_file_of_a_page_that_is_not_there_yet_is_looked_for_again(shelf):
    said = with_page(shelf.folder, entry(shelf.folder, "all", calendar("A")))
    (shelf.folder / "all.html").unlink()
    publish(shelf.folder, said)
    assert (shelf.find("all.html"), data_at(shelf, "all-pages/page.css")) == (None, b"p {}")
    (shelf.folder / "all.html").write_bytes(PAGE["all.html"])
    assert data_at(shelf, "all.html") == PAGE["all.html"]

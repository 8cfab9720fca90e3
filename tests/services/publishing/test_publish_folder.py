import json
import shutil
import stat
from datetime import timedelta

import pytest

from facilitator.domain.publishing.feed import token_hash
from facilitator.errors import BadInput
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed, end_feed, renew_token
from facilitator.services.publishing.publish import publish
from facilitator.services.publishing.publish_folder import MANIFEST, PublishedFolder, write_manifests
from facilitator.words import FeedKind


@pytest.fixture
def folder(program):
    return PublishedFolder.of(program.home, "")


def entries(folder):
    return json.loads((folder.folder / MANIFEST).read_bytes())["feeds"]


def test_a_private_address_is_in_the_manifest_by_its_hash_and_a_new_one_is_at_once(program, folder):
    program.group(public=True)
    token = add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now).token
    add_feed(program.book, FeedWish(), now=program.now)
    publish(program.book, program.home, now=program.now)
    private, public = entries(folder)
    assert (private["token_hash"], public["token_hash"]) == (token_hash(token), None)
    for entry in (private, public):
        for variant in ("as_sent", "canceled_kept"):
            assert folder.digest(entry[variant]["path"]) == entry[variant]["etag"]
    assert entry["last_modified"] == program.now.isoformat()
    new = renew_token(program.book, program.home, "Team", now=program.now)
    assert entries(folder)[0]["token_hash"] == token_hash(new) != token_hash(token)
    for secret in (token, new):
        assert secret not in (folder.folder / MANIFEST).read_text("utf-8")
    files = [each for each in folder.folder.rglob("*") if each.is_file()]
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    assert len([each for each in files if each.suffix == ".ics"]) == 4
    assert public["page"]["files"] == {
        path.relative_to(folder.folder).as_posix(): folder.digest(path)
        for path in files
        if path.suffix != ".ics" and path.name != MANIFEST
    }
    assert "page" not in private
    end_feed(program.book, program.home, "Team", now=program.now)
    assert [each["feed"] for each in entries(folder)] == [public["feed"]]
    assert not folder.digest(private["as_sent"]["path"])


def test_a_folder_of_a_web_host_can_be_read_by_it_and_has_its_own_feeds_alone(program, tmp_path, folder):
    www = tmp_path / "www"
    www.mkdir()
    program.group(public=True)
    add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now)
    add_feed(program.book, FeedWish(name="Web", folder=str(www)), now=program.now)
    publish(program.book, program.home, now=program.now)
    served = PublishedFolder.of(program.home, str(www))
    assert [each["as_sent"]["path"] for each in entries(served)] == ["web.ics"]
    names = [MANIFEST, "web-pages", "web-with-canceled.ics", "web.html", "web.ics"]
    assert sorted(each.name for each in www.iterdir()) == names
    assert {stat.S_IMODE(each.stat().st_mode) for each in www.rglob("*") if each.is_file()} == {0o644}
    assert stat.S_IMODE((www / "web-pages").stat().st_mode) == 0o755
    end_feed(program.book, program.home, "Web", now=program.now)
    assert [each.name for each in www.iterdir()] == [MANIFEST]
    assert entries(served) == []
    assert len(entries(folder)) == 1


def test_a_program_that_ended_before_its_manifest_is_made_good_by_publishing_again(program, folder):
    """An old secret, an ended feed, a manifest that is gone: nothing has to change in the schedule for it."""
    program.group(public=True)
    add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now)
    add_feed(program.book, FeedWish(), now=program.now)
    publish(program.book, program.home, now=program.now)
    manifest, before = folder.folder / MANIFEST, folder.folder / "before"
    meant = b""
    shutil.copy(manifest, before)
    for step in (lambda: renew_token(program.book, program.home, "Team", now=program.now),
                 lambda: end_feed(program.book, program.home, "Team", now=program.now),
                 manifest.unlink):  # fmt: skip
        step()
        meant = manifest.read_bytes() if manifest.exists() else meant
        shutil.copy(before, manifest)
        publish(program.book, program.home, now=program.now)
        assert manifest.read_bytes() == meant


def test_a_file_that_was_touched_is_not_whole(program, folder):
    program.group(public=True)
    feed = add_feed(program.book, FeedWish(), now=program.now).seen.feed
    publish(program.book, program.home, now=program.now)
    digest = folder.digest(feed.path)
    assert folder.is_whole(feed, digest)
    (folder.folder / feed.kept_path).write_bytes(b"less")
    assert not folder.is_whole(feed, digest)
    (folder.folder / feed.kept_path).unlink()
    assert not folder.is_whole(feed, digest)


def test_what_is_gone_cannot_be_written_to(program, tmp_path):
    gone = PublishedFolder.of(program.home, str(tmp_path / "gone"))
    with pytest.raises(BadInput, match="cannot write"):
        gone.write("a.ics", b"x")
    gone.remove("a.ics")
    write_manifests(program.book, program.home)
    assert not program.home.published.exists()


def test_a_page_stays_in_the_manifest_when_something_else_changes_and_its_moment_with_it(program, folder):
    program.group(public=True)
    add_feed(program.book, FeedWish(), now=program.now)
    add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now)
    publish(program.book, program.home, now=program.now)
    page = entries(folder)[0]["page"]
    assert page["last_modified"] == program.now.isoformat()
    renew_token(program.book, program.home, "Team", now=program.now)
    assert entries(folder)[0]["page"] == page
    next(folder.folder.glob("*.html")).unlink()
    publish(program.book, program.home, now=program.now + timedelta(minutes=5))
    assert entries(folder)[0]["page"] == page

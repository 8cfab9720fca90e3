import os
import resource

from facilitator.services.doctor.doctor import examine
from tests.books import NOW
from tests.services.doctor.looks import advice, looked, to_do


def test_files_that_others_may_read_get_the_command_that_mends_them(home, root):
    (backup,) = home.backups.glob("*.backup")
    sidecars = [home.tries, home.folder / "book.db-wal", home.folder / "notes with blanks"]
    for path in sidecars:
        path.write_bytes(b"")
        path.chmod(0o644)
    home.book.chmod(0o644)
    backup.chmod(0o640)
    home.settings.chmod(0o604)
    home.backups.chmod(0o755)
    todo = {finding.to_do for finding in examine(home, None, now=NOW, root=root) if finding.name == "private"}
    assert todo == {
        f"chmod 700 {home.backups}",
        f"chmod 600 {home.book}",
        f"chmod 600 {backup}",
        f"chmod 600 {home.settings}",
        f"chmod 600 {home.tries}",
        f"chmod 600 {home.folder / 'book.db-wal'}",
        f"chmod 600 '{home.folder / 'notes with blanks'}'",
    }


def test_curricula_may_be_read_and_not_changed_by_others(home, root):
    home.curricula.mkdir(mode=0o755)
    page = home.curricula / "steps.md"
    page.write_text("x")
    page.chmod(0o644)
    assert to_do(home, root) == {}
    page.chmod(0o664)
    assert to_do(home, root) == {"private": f"chmod 644 {page}"}


def test_copies_that_others_may_read_are_advice(home, root, tmp_path):
    (copy,) = (tmp_path / "stick").iterdir()
    copy.chmod(0o644)
    assert to_do(home, root) == {}
    assert "encrypted all the same" in advice(home, root)["copies"]


def test_files_of_another_user_are_told(home, root):
    theirs = home.folder / "theirs"
    if os.getuid() == 0:
        theirs.touch(0o600)
        os.chown(theirs, 1234, -1)
    else:
        theirs.symlink_to("/etc/hosts")
    assert to_do(home, root)["private"] == f"chown {os.getuid()} {theirs}"


def test_a_disk_without_encryption_and_its_swap_are_advice(home, root):
    (root / "sys/dev/block/253:0/dm/uuid").write_text("LVM-x\n")
    (root / "sys/class/block/sda3").mkdir(parents=True)
    (root / "proc/swaps").write_text("Filename Type\n/dev/sda3 partition\n")
    assert set(advice(home, root)) == {"disk encryption", "swap"}
    assert looked(home, root)["disk encryption"].value == "none was found"
    (root / "proc/self/mountinfo").unlink()
    assert looked(home, root)["disk encryption"].value == "cannot be told from here"
    assert to_do(home, root) == {}


def test_core_files_are_a_fault(home, root):
    if resource.getrlimit(resource.RLIMIT_CORE)[1] == 0:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (1000, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    assert "ulimit -c 0" in to_do(home, root)["core files"]

from pathlib import Path

import pytest

from facilitator.storage.machine.shares import share_in

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/pat/local ext4 rw 0 0
//office/files /mnt/our\\040files cifs rw 0 0
tmpfs /mnt/our\\040files/fast tmpfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/books", ""),
        ("/home/pat/books", "nfs4"),
        ("/home", "nfs4"),
        ("/homestead", ""),
        ("/home/pat/local/books", ""),
        ("/mnt/our files/books", "cifs"),
        ("/mnt/our files/fast/books", ""),
    ],
)
def test_the_innermost_mount_decides(folder, kind):
    assert share_in(MOUNTS, Path(folder)) == kind

from pathlib import Path

import pytest

from facilitator.storage.machine.shares import share_in

MOUNTS = """\
/dev/sda2 / ext4 rw,relatime 0 0
server:/home /home nfs4 rw,vers=4.2 0 0
/dev/sdb1 /home/pat/local ext4 rw 0 0
//office/files /mnt/our\\040files cifs rw 0 0
pat@server:/books /mnt/far fuse.sshfs rw,user_id=0 0 0
cloud: /mnt/cloud fuse.rclone rw 0 0
/dev/fuse /mnt/unknown fuse rw 0 0
/home/pat/cipher /mnt/vault fuse.gocryptfs rw 0 0
/dev/sdc1 /mnt/stick fuseblk rw 0 0
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
        ("/mnt/far/books", "fuse.sshfs"),
        ("/mnt/cloud", "fuse.rclone"),
        ("/mnt/unknown", "fuse"),
        ("/mnt/vault/books", ""),
        ("/mnt/stick", ""),
    ],
)
def test_the_innermost_mount_decides(folder, kind):
    assert share_in(MOUNTS, Path(folder)) == kind

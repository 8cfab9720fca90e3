"""Network shares: a book on one can be damaged, because SQLite's WAL needs memory that its readers share."""

import sys
from pathlib import Path

_NETWORK = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "coda", "ceph", "glusterfs", "lustre", "gpfs", "beegfs"),
        *("orangefs", "gfs2", "ocfs2", "ncpfs", "davfs", "vboxsf", "prl_fs"),
    }
)

_LOCAL_FUSE = frozenset(
    f"fuse.{name}"
    for name in (
        *("gocryptfs", "cryfs", "encfs", "securefs", "veracrypt", "ntfs-3g", "ntfs", "exfat", "ext2", "apfs", "zfs"),
        *("mergerfs", "unionfs", "fuse-overlayfs", "lxcfs"),
    )
)
"""Of what programs show as folders (FUSE) these keep their files on this computer. What lies behind any other, such as
sshfs, rclone, a cloud's folder or one that does not say what it is, can be changed by another computer."""


def network_share(folder: Path) -> str:
    """The kind of network share that a folder lies on; empty for a local disk, and where it cannot be told."""
    if sys.platform == "win32":
        return "share" if folder.absolute().drive.startswith("\\\\") else ""
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:  # macOS
        return ""
    return share_in(mounts, folder.resolve())


def share_in(mounts: str, folder: Path) -> str:
    """The kind of network share that a folder lies on, by the lines of ``/proc/self/mounts``."""
    found, depth = "", -1
    for line in mounts.splitlines():
        _device, at, kind, *_ = line.split(" ")
        place = Path(at.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        if len(place.parts) >= depth and (folder == place or place in folder.parents):
            found, depth = kind, len(place.parts)
    return found if found in _NETWORK or (_by_a_program(found) and found not in _LOCAL_FUSE) else ""


def _by_a_program(kind: str) -> bool:
    """Whether a program shows it as a folder; ``fuseblk`` is a disk."""
    return kind == "fuse" or kind.startswith("fuse.")

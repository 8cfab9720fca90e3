"""Network shares: a book on one can be damaged, because SQLite's WAL needs memory that its readers share."""

import sys
from pathlib import Path

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "ncpfs", "fuse.sshfs", "davfs", "fuse.davfs2"}
)


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
    return found if found in _NETWORK else ""

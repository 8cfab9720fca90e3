"""Whether the disk under a folder is encrypted, where that can be told without rights or guesses.

``root`` is where the system's own files are: ``/``, or a tree that says the same things.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

_LAYERS = frozenset({"ecryptfs", "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs"})
_SECONDS = 5


class Encryption(Enum):
    """What is known."""

    YES = auto()
    NO = auto()
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class DiskSeen:
    """What is known of a disk, and by what it was told."""

    encryption: Encryption
    how: str = ""


@dataclass(frozen=True, slots=True)
class _Mount:
    place: Path
    kind: str
    source: str
    number: str


def disk_encryption(folder: Path, *, root: Path = Path("/"), platform: str = sys.platform) -> DiskSeen:
    """Whether what is written into this folder lies encrypted on the disk.

    On Linux dm-crypt (LUKS) under the file system, and file systems that encrypt by themselves; on macOS FileVault.
    Windows tells it to administrators only.
    """
    if platform == "linux":
        return _on_linux(folder, root)
    if platform == "darwin":
        return _on_macos(root)
    return DiskSeen(Encryption.UNKNOWN)


def plain_swap(*, root: Path = Path("/")) -> tuple[str, ...]:
    """Swap areas of Linux that lie on a disk unencrypted, as far as can be told; zram is memory."""
    try:
        lines = (root / "proc/swaps").read_text("utf-8").splitlines()[1:]
        mounts = list(_mounts(root))
    except OSError:
        return ()
    return tuple(name for name in (line.split()[0] for line in lines) if not _swap_is_safe(name, mounts, root))


def _swap_is_safe(name: str, mounts: list[_Mount], root: Path) -> bool:
    device = _device_named(name, root)
    if device is not None:
        return device.name.startswith("zram") or _has_crypt(device)
    mount = _mount_of(Path(name), mounts)
    return mount is None or _seen(mount, root).encryption is not Encryption.NO


def _on_linux(folder: Path, root: Path) -> DiskSeen:
    try:
        mount = _mount_of(folder.resolve(), list(_mounts(root)))
    except OSError:
        return DiskSeen(Encryption.UNKNOWN)
    return DiskSeen(Encryption.UNKNOWN) if mount is None else _seen(mount, root)


def _seen(mount: _Mount, root: Path) -> DiskSeen:
    if mount.kind in _LAYERS:
        return DiskSeen(Encryption.YES, mount.kind)
    device = root / "sys/dev/block" / mount.number
    if not device.exists():  # btrfs and overlays have a number of their own
        named = _device_named(mount.source, root)
        if named is None:
            return DiskSeen(Encryption.UNKNOWN, mount.kind)
        device = named
    return DiskSeen(Encryption.YES, "dm-crypt") if _has_crypt(device) else DiskSeen(Encryption.NO)


def _has_crypt(device: Path) -> bool:
    """Whether this block device, or any that it stands on, is one of dm-crypt's."""
    try:
        if (device / "dm/uuid").read_text("utf-8").startswith("CRYPT-"):
            return True
    except OSError:
        pass  # a disk, or a part of one
    try:
        below = list((device / "slaves").iterdir())
    except OSError:
        return False
    return bool(below) and all(_has_crypt(each) for each in below)


def _device_named(source: str, root: Path) -> Path | None:
    """The block device ``/dev/dm-0``, ``/dev/mapper/name`` or ``/dev/sda2``; None where it is none."""
    if not source.startswith("/dev/"):
        return None
    name = source.rsplit("/", 1)[1]
    try:
        for device in (root / "sys/class/block").iterdir():
            mapped = device / "dm/name"
            if device.name == name or (mapped.exists() and mapped.read_text("utf-8").strip() == name):
                return device
    except OSError:
        pass
    return None


def _mounts(root: Path) -> Iterator[_Mount]:
    """What is mounted (proc(5), ``/proc/pid/mountinfo``)."""
    text = (root / "proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, more = before.split(), after.split()
        if len(fields) >= 5 and len(more) >= 2:
            place = fields[4].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
            yield _Mount(Path(place), more[0], more[1], fields[2])


def _mount_of(folder: Path, mounts: list[_Mount]) -> _Mount | None:
    """What a folder lies on: the deepest place above it, and of several there the last one."""
    found = None
    for mount in mounts:
        above = folder == mount.place or mount.place in folder.parents
        if above and (found is None or len(mount.place.parts) >= len(found.place.parts)):
            found = mount
    return found


def _on_macos(root: Path) -> DiskSeen:
    try:
        done = subprocess.run(
            [str(root / "usr/bin/fdesetup"), "status"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return DiskSeen(Encryption.UNKNOWN)
    if "FileVault is On" in done.stdout:
        return DiskSeen(Encryption.YES, "FileVault")
    return DiskSeen(Encryption.NO if "FileVault is Off" in done.stdout else Encryption.UNKNOWN)

"""Every write of a program as ``strace`` saw it: into which file, and which bytes."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "write,pwrite64,writev,pwritev,pwritev2,sendto,sendmsg,openat,open,creat,rename,renameat,renameat2,link,linkat,"
    "symlink,symlinkat,mkdir,mkdirat,mmap,memfd_create,sendfile,copy_file_range,splice,prlimit64,setrlimit"
)
_SENT = ("write", "pwrite64", "writev", "pwritev", "pwritev2", "sendto", "sendmsg")
_NAMED = ("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "mkdir", "mkdirat")
_COPIED = ("sendfile", "copy_file_range", "splice")
_CALL = re.compile(r"^\d+ +(\w+)\((.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_HANDLE = re.compile(r"\b\d+<((?:\\x[0-9a-f]{2})+)>")


@dataclass(slots=True)
class Seen:
    """What a program and its children did to files."""

    written: dict[str, bytearray] = field(default_factory=lambda: defaultdict(bytearray))
    """Bytes by the path, or by what stands for one: ``pipe:[1]``, ``socket:[2]``."""
    opened: set[str] = field(default_factory=set)
    """Paths opened for writing."""
    named: list[str] = field(default_factory=list)
    """Paths that something was made at or moved to."""
    mapped: set[str] = field(default_factory=set)
    """Files that memory was shared with for writing: what goes there is no call."""
    copied: list[str] = field(default_factory=list)
    """Calls that copy from one file to another without showing the bytes."""
    cores: list[str] = field(default_factory=list)
    """Limits that were set for core dumps."""


def strace(log: Path) -> tuple[str, ...]:
    """The words to put before a program's; -y tells the path of each descriptor, -xx every byte as it is."""
    return (
        *("strace", "-f", "-qq", "-y", "-xx", "-s", "4194304", "--seccomp-bpf"),
        *("-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(log)),
    )


def read_log(log: Path) -> Seen:
    """What stands in a log."""
    seen = Seen()
    with log.open(encoding="ascii") as lines:
        for line in lines:
            call = _CALL.match(line)
            if call:
                _take(seen, call[1], call[2])
    return seen


def _take(seen: Seen, call: str, rest: str) -> None:
    if call in _SENT:
        handle = _HANDLE.match(rest)
        seen.written[_bytes(handle[1]).decode() if handle else "?"] += b"".join(_texts(rest))
    elif call in ("openat", "open", "creat"):
        if re.search(r"O_WRONLY|O_RDWR|O_CREAT", rest) or call == "creat":
            seen.opened.update(_paths(rest)[:1] if " = -1 " not in rest else ())
    elif call in _NAMED:
        seen.named += _paths(rest)
    elif call in _COPIED:
        seen.copied.append(f"{call} {[_bytes(each).decode() for each in _HANDLE.findall(rest)]}")
    elif call == "mmap":
        handle = _HANDLE.search(rest)
        if handle and "MAP_SHARED" in rest and "PROT_WRITE" in rest:
            seen.mapped.add(_bytes(handle[1]).decode())
    elif call in ("prlimit64", "setrlimit") and "RLIMIT_CORE, {" in rest:
        seen.cores.append(re.sub(r".*RLIMIT_CORE, (\{[^}]*\}).*", r"\1", rest.strip()))


def _paths(rest: str) -> list[str]:
    return [each.decode("utf-8", "surrogateescape") for each in _texts(rest)]


def _texts(rest: str) -> list[bytes]:
    return [_bytes(each) for each in _TEXT.findall(rest)]


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))

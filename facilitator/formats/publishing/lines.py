"""Lines of a calendar (RFC 5545, 3.1 and 3.3.11): texts escaped, folded at 75 octets between characters.

A line is ASCII or UTF-8 text here, and becomes bytes once for a whole event; what many sessions have in common is
escaped and folded once.
"""

import re
from functools import lru_cache

_LINE_OCTETS = 75
# C0 but tab and line feed, DEL, C1, and lone surrogates, which no encoding carries
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def text(value: str) -> str:
    """A TEXT value, without the control characters that no line may hold."""
    if value.isascii() and value.isprintable():
        return value.translate(_ESCAPES)
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", value)).translate(_ESCAPES)


def uri(value: str) -> str:
    """A URI is not escaped, so blanks and line ends have no place in it."""
    return "".join(_CONTROLS.sub("", _LINE_ENDS.sub("", value)).split())


def folded(line: str) -> str:
    """The line and its CRLF, folded at 75 octets between characters."""
    if len(line) <= _LINE_OCTETS and line.isascii():
        return line + "\r\n"
    octets = line.encode("utf-8")
    pieces, begin, room = [], 0, _LINE_OCTETS
    while len(octets) - begin > room:
        end = begin + room
        while octets[end] & 0xC0 == 0x80:  # inside a UTF-8 character
            end -= 1
        pieces.append(octets[begin:end])
        begin, room = end, _LINE_OCTETS - 1  # the blank that marks a folded line counts
    return b"\r\n ".join([*pieces, octets[begin:]]).decode("utf-8") + "\r\n"


@lru_cache(maxsize=4096)
def text_line(name: str, value: str, before: str = "") -> str:
    """A property with a text, ``before`` in front of it: folded, with its CRLF."""
    return folded(f"{name}:{before}{text(value)}")


def unfolded(lines: bytes) -> list[str]:
    """The lines of what was written here, each whole and without its end."""
    return lines.replace(b"\r\n ", b"").decode("utf-8").split("\r\n")[:-1]

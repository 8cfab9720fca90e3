"""``facilitator.toml``: folders, the size of paper, the address on the web. What concerns people is in the book."""

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from facilitator.errors import BadInput
from facilitator.home import Home, read_within
from facilitator.words import PaperSize

_MOST_BYTES = 16_000
_MOST_NESTED = 100
"""Brackets, and dots on a line: each may nest a value, and reading nests with it."""

_LONGEST_PATH, _LONGEST_NAME, _LONGEST_SHOWN = 1_000, 255, 60
_KNOWN = {"backups", "paper", "web_address"}
_WEB = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+(/[A-Za-z0-9._~/-]*)?")
_KNOWN_OF_BACKUPS = {"folder", "automatic", "copy_to"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What one machine decides for itself. ``copies`` is a second folder for backups, such as one on a USB stick.

    ``web_address`` is what the world calls the folder of what is published, without a slash at its end.
    """

    backups: Path
    paper: PaperSize | None = None
    automatic_backups: bool = True
    copies: Path | None = None
    web_address: str = ""


def read_settings(home: Home) -> Settings:
    """The settings of a home; without a file, the defaults.

    Raises:
        BadInput: for a file that is not TOML, or a key that means nothing.
    """
    values = _values(home)
    unknown = sorted(set(values) - _KNOWN)
    if unknown:
        raise BadInput(
            f"{home.settings}: unknown setting {_shown(unknown[0])}", f"Known settings: {', '.join(sorted(_KNOWN))}."
        )
    backups = _backups(values.get("backups", {}), home)
    paper = values.get("paper")
    if paper is not None and paper not in list(PaperSize):
        raise BadInput(
            f"{home.settings}: no such paper as {_shown(paper)}", 'Write it as paper = "letter" or paper = "a4".'
        )
    return replace(backups, paper=PaperSize(paper) if paper else None, web_address=_web_address(values, home))


def _web_address(values: dict[str, Any], home: Home) -> str:
    value = values.get("web_address", "")
    if not isinstance(value, str) or len(value) > _LONGEST_PATH or (value and not _WEB.fullmatch(value)):
        raise BadInput(
            f"{home.settings}: web_address is no address of a web server",
            'Write it as web_address = "https://calendar.example.org".',
        )
    return value.rstrip("/")


def _values(home: Home) -> dict[str, Any]:
    """What the file says; nothing is made of it before its size and nesting are known to be those of settings."""
    try:
        data = read_within(home.settings, _MOST_BYTES)
        nested = max(data.count(b"[") + data.count(b"{"), *(row.count(b".") for row in data.split(b"\n")))
        if len(data) > _MOST_BYTES or nested > _MOST_NESTED:
            raise BadInput(
                f"{home.settings} is far larger than settings are",
                "Mend the file, or move it away to use the defaults.",
            )
        import tomllib  # 5 ms, and most homes have no such file

        return tomllib.loads(data.decode("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else _first_line(error)
        raise BadInput(f"{home.settings}: {why}", "Mend the file, or move it away to use the defaults.") from error


def _first_line(error: ValueError) -> str:
    """What is wrong, without what else the file holds."""
    return "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else str(error).partition("\n")[0][:200]


def _shown(value: object) -> str:
    return repr(value)[:_LONGEST_SHOWN]


def _backups(value: object, home: Home) -> Settings:
    """What is said of backups: a folder alone, or a table."""
    table = {"folder": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise BadInput(f"{home.settings}: backups is not text", 'Write it as backups = "a folder".')
    unknown = sorted(set(table) - _KNOWN_OF_BACKUPS)
    if unknown:
        raise BadInput(
            f"{home.settings}: unknown setting {_shown(unknown[0])} of backups",
            f"Known settings: {', '.join(sorted(_KNOWN_OF_BACKUPS))}.",
        )
    automatic = table.get("automatic", True)
    if not isinstance(automatic, bool):
        raise BadInput(f"{home.settings}: automatic is neither true nor false", "Write it as automatic = true.")
    folder = _folder(table, "folder", home) or home.backups
    return Settings(backups=folder, automatic_backups=automatic, copies=_folder(table, "copy_to", home))


def _folder(table: dict[str, Any], name: str, home: Home) -> Path | None:
    """A folder of the table; one that is not said from the root on lies in the home."""
    value = table.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or not value:
        raise BadInput(f"{home.settings}: {name} is not text", f'Write it as {name} = "a folder".')
    if (
        not value.isprintable()
        or len(value) > _LONGEST_PATH
        or any(len(part.encode()) > _LONGEST_NAME for part in Path(value).parts)
    ):
        raise BadInput(f"{home.settings}: {name} is no folder that a disk could have", "Write its path.")
    try:
        return home.folder / Path(value).expanduser()
    except RuntimeError as error:  # ~somebody who has no folder here
        raise BadInput(f"{home.settings}: there is no folder {value}", "Write the whole path.") from error

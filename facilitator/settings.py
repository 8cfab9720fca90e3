"""``facilitator.toml``: folders and the size of paper. What concerns people or the schedule is in the book."""

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from facilitator.errors import BadInput
from facilitator.home import Home
from facilitator.words import PaperSize

_KNOWN = {"backups", "paper"}
_KNOWN_OF_BACKUPS = {"folder", "automatic", "copy_to"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What one machine decides for itself. ``copies`` is a second folder for backups, such as one on a USB stick."""

    backups: Path
    paper: PaperSize | None = None
    automatic_backups: bool = True
    copies: Path | None = None


def read_settings(home: Home) -> Settings:
    """The settings of a home; without a file, the defaults.

    Raises:
        BadInput: for a file that is not TOML, or a key that means nothing.
    """
    try:
        values = tomllib.loads(home.settings.read_text("utf-8"))
    except FileNotFoundError:
        values = {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{home.settings}: {error}", "Mend the file, or move it away to use the defaults.") from error
    unknown = sorted(set(values) - _KNOWN)
    if unknown:
        raise BadInput(
            f"{home.settings}: unknown setting {unknown[0]!r}", f"Known settings: {', '.join(sorted(_KNOWN))}."
        )
    backups = _backups(values.get("backups", {}), home)
    paper = values.get("paper")
    if paper is not None and paper not in list(PaperSize):
        raise BadInput(f"{home.settings}: no such paper as {paper!r}", 'Write it as paper = "letter" or paper = "a4".')
    return replace(backups, paper=PaperSize(paper) if paper else None)


def _backups(value: object, home: Home) -> Settings:
    """What is said of backups: a folder alone, or a table."""
    table = {"folder": value} if isinstance(value, str) else value
    if not isinstance(table, dict):
        raise BadInput(f"{home.settings}: backups is not text", 'Write it as backups = "a folder".')
    unknown = sorted(set(table) - _KNOWN_OF_BACKUPS)
    if unknown:
        raise BadInput(
            f"{home.settings}: unknown setting {unknown[0]!r} of backups",
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
    try:
        return home.folder / Path(value).expanduser()
    except RuntimeError as error:  # ~somebody who has no folder here
        raise BadInput(f"{home.settings}: there is no folder {value}", "Write the whole path.") from error

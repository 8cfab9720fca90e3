"""``facilitator.toml``: folders only. What concerns people or the schedule is in the book."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from facilitator.errors import BadInput
from facilitator.places import Home

_KNOWN = {"backups"}


@dataclass(frozen=True, slots=True)
class Settings:
    """What one machine decides for itself."""

    backups: Path


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
    backups = values.get("backups", str(home.backups))
    if not isinstance(backups, str):
        raise BadInput(f"{home.settings}: backups is not text", 'Write it as backups = "a folder".')
    return Settings(backups=home.folder / Path(backups).expanduser())

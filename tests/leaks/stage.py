"""The tree on which a day is worked: a book that opens with a passphrase, and places for all that may be written."""

import csv
import io
import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from facilitator.home import Home
from facilitator.services.book.unlock import unlock
from tests.books import NOW, PASSPHRASE, RECOVERY_CODE, make_home
from tests.leaks.process import Answer, Lines
from tests.leaks.sentinels import CORPUS, PEOPLE, Invented, Kind, Sentinel, secrets

NEW_PASSPHRASE = "seventeen kvöldqx barges in Brümqvfog"
SHORT_PASSPHRASE = "Brümqv"
NOTHING: frozenset[Kind] = frozenset()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and the kinds of sentinel that were asked for with it."""

    answer: Answer
    may: frozenset[Kind]


@dataclass(slots=True)
class Stage:
    """Folders under one: the user's ``home``, ``tmp``, ``data`` with the book, ``out`` for named outputs.

    ``typed`` has what somebody brings along or was handed: a roster, a passphrase file, a new recovery code.
    """

    root: Path
    home: Home = field(init=False)
    told: list[Told] = field(default_factory=list)
    known: list[Sentinel] = field(default_factory=lambda: list(CORPUS))
    codes: list[str] = field(default_factory=list)
    naming: set[Path] = field(default_factory=set)
    now: datetime = NOW

    def __post_init__(self) -> None:
        for name in ("home", "tmp", "out", "typed", "config", "data", "state", "cache", "run", "streams"):
            (self.root / name).mkdir(mode=0o700)
        self.home = make_home(self.root / "data")
        self.typed("passphrase", PASSPHRASE.encode())
        self.learn_secrets(PASSPHRASE, RECOVERY_CODE)

    @property
    def environment(self) -> dict[str, str]:
        """What the program finds around it: everything it may take for a place of its own is in the tree."""
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "VIRTUAL_ENV", "PYTHONPATH") if name in os.environ}
        places = {"HOME": "home", "TMPDIR": "tmp", "XDG_RUNTIME_DIR": "run"}
        places |= {f"XDG_{name.upper()}_HOME": name for name in ("config", "data", "state", "cache")}
        return {
            **kept,
            **{name: str(self.root / folder) for name, folder in places.items()},
            "TZ": "America/New_York",
            "TERM": "xterm-256color",
            "FACILITATOR_HOME": str(self.home.folder),
            "FACILITATOR_PASSPHRASE_FILE": str(self.root / "typed" / "passphrase"),
        }

    def run(
        self,
        lines: Lines,
        *words: object,
        code: int | None = 0,
        may: Collection[Kind] = NOTHING,
        fds: Mapping[int, bytes] | None = None,
    ) -> Answer:
        """Run a line, expect its exit code, and keep what it said; facilitators' names are no secret there."""
        answer = lines(*words, at=self.now, fds=fds)
        self.told.append(Told(answer, frozenset(may) | {Kind.LEADER}))
        assert code is None or answer.code == code, answer
        return answer

    def typed(self, name: str, data: bytes) -> Path:
        """A private file that somebody brings along."""
        path = self.root / "typed" / name
        path.write_bytes(data)
        path.chmod(0o600)
        return path

    def out(self, name: str, *, names: bool = False) -> Path:
        """Where an output goes, which may name people or not."""
        path = self.root / "out" / name
        if names:
            self.naming |= {path, path.with_name(f"{path.name}.cover.txt"), path.with_suffix(".pdf")}
        return path

    def roster(self, *people: Invented) -> Path:
        """A roster file as somebody may be sent it."""
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(("name", "alias", "phone", "email"))
        rows.writerows((each.name, each.alias, each.phone, each.email) for each in people or PEOPLE)
        return self.typed("roster.csv", text.getvalue().encode())

    def learn_secrets(self, passphrase: str, code: str) -> None:
        """From now on these are looked for too, and the key that they open."""
        key, _ = unlock(self.home, passphrase)
        self.known += [each for each in secrets(passphrase, code, key=key) if each not in self.known]

    def read_codes(self, people: list[dict[str, Any]]) -> None:
        """The codes that stand for people from now on."""
        self.codes = [each["code"] for each in people]

    def files(self, *folders: str) -> list[Path]:
        """Every file in these folders of the tree."""
        return sorted(path for folder in folders for path in (self.root / folder).rglob("*") if path.is_file())

"""Rows of a book against their digests in its audit chain, by the driver: what was edited past the program.

Whoever has the key of a book can open the database and change it. The chain cannot be changed so without writing all
of it anew, and each act's row there vouches for the rows that it wrote.
"""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from facilitator.errors import BookError
from facilitator.storage.row_digests import FIELD, LISTS, ListedColumns, digest_of, entry, parted, tag_of

_WITH_DIGESTS = f'SELECT seq, payload FROM audit WHERE payload LIKE \'%"{FIELD}":{{"%\' ORDER BY seq'  # noqa: S608 - a word of ours
_NEWEST = (
    "SELECT count(*) FROM attendance WHERE event_id IS NOT NULL AND event_id <> (SELECT max(id) FROM mark_event "
    "WHERE mark_event.session_id = attendance.session_id AND mark_event.person_id = attendance.person_id)"
)
_AS_MARKED = (
    "SELECT count(*) FROM attendance JOIN mark_event ON mark_event.id = attendance.event_id "
    "WHERE mark_event.session_id <> attendance.session_id OR mark_event.person_id <> attendance.person_id OR "
    "mark_event.status IS NOT attendance.status OR mark_event.arrived_at IS NOT attendance.arrived_at OR "
    "mark_event.left_at IS NOT attendance.left_at OR mark_event.mode IS NOT attendance.mode"
)
_NUMBERED = ("id",)
_ADDED = "SELECT action, object, payload FROM audit WHERE action LIKE 'consent.%' OR action LIKE 'disclosure.%'"


@dataclass(slots=True)
class Vouched:
    """What the chain says of rows: by list and tag, the newest digest (empty where the row is gone), and its audit row.

    ``since`` is the first audit row that vouches for any; None in a book of an earlier program. ``first`` is the first
    row that is vouched for, of tables whose rows have numbers.
    """

    since: int | None = None
    first: dict[str, int] = field(default_factory=dict)
    newest: dict[str, dict[bytes, tuple[bytes, int]]] = field(default_factory=dict)


def vouched_in(raw: Any) -> Vouched:
    """What the audit chain says of rows, whether or not it holds itself."""
    found = Vouched()
    for seq, name, text in _entries(raw):
        found.since = found.since or seq
        tag, digest = parted(text)
        found.newest.setdefault(name, {})[tag] = digest, seq
    return found


def find_edited(raw: Any, key: bytes) -> tuple[tuple[str, ...], int | None]:
    """What was edited past the program, a line each, and the first audit row that vouches for rows.

    Rows that were last written before it are compared with one another: attendance with its newest mark.
    """
    try:
        vouched = vouched_in(raw)
    except ValueError:  # told as a broken chain
        return (), None
    lines = [line for listed in LISTS for line in _edited(raw, key, listed, vouched)]
    for statement, what in ((_NEWEST, "has a newer mark than it says"), (_AS_MARKED, "is not as it was marked")):
        (number,) = raw.execute(statement).fetchone()
        if number:
            lines.append(f"attendance {what}: {_counted(number)}")
    return (*lines, *_without_a_row(raw)), vouched.since


def _without_a_row(raw: Any) -> Iterator[str]:
    """Consents and disclosures of which the chain has no row, and consents in force that it says were revoked."""
    told: dict[str, set[str]] = {"consent": set(), "disclosure": set()}
    revoked = set()
    for action, of, payload in raw.execute(_ADDED):
        table, _, did = action.partition(".")
        told[table].update((of, *(json.loads(payload).get("disclosures", ()) if did == "export" else ())))
        if action == "consent.revoke":
            revoked.add(of)
    for table, known in told.items():
        unknown = sum(1 for (uid,) in raw.execute(f"SELECT uid FROM {table}") if uid not in known)  # noqa: S608 - ours
        if unknown:
            yield f"{table} has no row in the audit chain: {_counted(unknown)}"
    again = sum(1 for (uid,) in raw.execute("SELECT uid FROM consent WHERE revoked_at IS NULL") if uid in revoked)
    if again:
        yield f"consent is in force though it was revoked: {_counted(again)}"


def _edited(raw: Any, key: bytes, listed: ListedColumns, vouched: Vouched) -> Iterator[str]:
    newest = dict(vouched.newest.get(listed.name, {}))
    changed = added = 0
    for of, values in _rows(raw, listed):
        told = newest.pop(tag_of(key, listed, of), None)
        if told is not None:
            if listed.key == _NUMBERED:
                vouched.first.setdefault(listed.table.name, of[0])
            changed += told[0] != digest_of(key, listed, values)
        else:
            added += _comes_after(listed, values, vouched)
    gone = sum(1 for digest, _ in newest.values() if digest)
    name = listed.table.name.replace("_", " ")
    if changed:
        yield f"{name} was changed past the program: {_counted(changed)}"
    if gone:
        yield f"{name} was taken out past the program: {_counted(gone)}"
    if added:
        yield f"{name} was put in past the program: {_counted(added)}"


class Renewal:
    """Digests of the rows as they are now, under another key; of what a row said before there is none.

    Raises:
        BookError: where a row does not hold under the old key: what was changed is not made to look whole.
    """

    def __init__(self, raw: Any, old_key: bytes, new_key: bytes) -> None:
        lines, _ = find_edited(raw, old_key)
        if lines:
            raise BookError(lines[0], "Nothing was changed. See: facilitator check")
        self._newest = vouched_in(raw).newest
        self._renewed: dict[tuple[str, bytes], str] = {}
        for listed in LISTS:
            told = self._newest.get(listed.name, {})
            for of, values in _rows(raw, listed):
                if (tag := tag_of(old_key, listed, of)) in told:
                    self._renewed[listed.name, tag] = entry(new_key, listed, of, values)

    def payload(self, seq: int, text: str) -> str:
        """The payload of an audit row with its digests anew; one without any as it is."""
        if f'"{FIELD}":{{' not in text:
            return text
        payload = json.loads(text)
        kept: dict[str, list[str]] = {}
        for name, texts in _digests(payload):
            for each in texts:
                tag, _ = parted(each)
                if self._newest[name][tag][1] == seq and (name, tag) in self._renewed:
                    kept.setdefault(name, []).append(self._renewed[name, tag])
        payload |= {FIELD: kept}
        return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _comes_after(listed: ListedColumns, values: list[Any], vouched: Vouched) -> bool:
    """Whether a row without a digest is newer than the first that has one; else it is of an earlier program."""
    if listed.table.name == "attendance":
        return (values[listed.columns.index("event_id")] or 0) >= vouched.first.get("mark_event", math.inf)
    return listed.key == _NUMBERED and values[0] >= vouched.first.get(listed.table.name, math.inf)


def _entries(raw: Any) -> Iterator[tuple[int, str, str]]:
    for seq, payload in raw.execute(_WITH_DIGESTS):
        for name, texts in _digests(json.loads(payload)):
            for text in texts:
                yield seq, name, text


def _digests(payload: Any) -> Iterator[tuple[str, list[str]]]:
    """The digests of a payload by list.

    Raises:
        ValueError: where it is not as the program writes it.
    """
    held = payload.get(FIELD) if isinstance(payload, dict) else None
    if not isinstance(held, dict) or not all(isinstance(texts, list) for texts in held.values()):
        raise ValueError(FIELD)
    yield from held.items()


def _rows(raw: Any, listed: ListedColumns) -> Iterator[tuple[list[Any], list[Any]]]:
    places = [listed.columns.index(name) for name in listed.key]
    for row in raw.execute(f"{listed.statement} ORDER BY {', '.join(listed.key)}"):
        values = list(row)
        yield [values[at] for at in places], values


def _counted(number: int) -> str:
    return "1 row" if number == 1 else f"{number} rows"

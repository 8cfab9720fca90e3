"""What an edit did to which field, in words, out of the rows that the journal keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from facilitator.domain.dates.plain_dates import say_date, say_moment
from facilitator.domain.history.history import FieldChange
from facilitator.services.history.find_record import FoundRecord
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history import journal
from facilitator.storage.queries.history.records import names_by_id
from facilitator.storage.queries.history.row_pairs import Row
from facilitator.storage.tables.types import ATTENDANCE_CODES, SESSION_CODES
from facilitator.zones import zone

MOST: Final = 200
"""So many fields of one edit are told."""

_LEFT_OUT: Final = frozenset(
    (
        # what only the book needs
        *("id", "uid", "name_key", "alias_key", "sequence", "created_at", "updated_at", "actor", "position", "version"),
        *("event_id", "counted_minutes", "source_uid", "source_sequence"),
        *("group_id", "series_id", "session_id", "split_from_id", "continues_id", "curriculum_id", "stored_until"),
        # what another field says in wall time
        *("local_date", "planned_local", "original_local", "starts_at", "ends_at", "local_start"),
    )
)
_LABELS: Final = {
    "start_local": "starts",
    "starts_local": "closed from",
    "ends_local": "closed to",
    "starts_on": "from",
    "ends_on": "until",
    "room_id": "room",
    "site_id": "site",
    "other_site_id": "to",
    "person_id": "person",
    "facilitator_id": "led by",
    "merged_into_id": "is now",
    "for_facilitator_id": "stands in for",
    "clash_kept": "kept in spite of a clash",
    "leaders_by_hand": "leaders chosen by hand",
    "lesson_by_hand": "lesson chosen by hand",
    "public_name": "name on public pages",
}
_OF_PERSON: Final = frozenset(
    (*(("person", name) for name in ("name", "alias", "phone", "email")), ("enrolment", "reason"))
)
_DAYS: Final = ("first", "last", "waiting_since")
_WHOSE: Final = {
    "person_id": "person",
    "merged_into_id": "person",
    "room_id": "room",
    "site_id": "site",
    "other_site_id": "site",
} | {
    "facilitator_id": "facilitator",
    "for_facilitator_id": "facilitator",
}
_CODES: Final = {
    ("session", "status"): {code: word.value for word, code in SESSION_CODES.items()},
    ("attendance", "status"): {code: word.value for word, code in ATTENDANCE_CODES.items()},
}
_TITLES: Final = {
    "session_facilitator": "session",
    "series_facilitator": "pattern",
    "group_facilitator": "group",
    "series": "pattern",
    "enrolment": "roster",
    "agenda_progress": "agenda",
    "closure": "closed day",
    "closure_kept": "held on a closed day",
    "facilitator_away": "away",
    "person_away": "away",
    "frame_answer": "frame",
    "page_reference": "pages",
    "slot": "local slot",
}


def changes_of(db: Db, step_id: int, *, names: bool, about: FoundRecord | None = None) -> tuple[FieldChange, ...]:
    """The fields that a step changed; those of one record only, where ``about`` is given.

    What a person is called, how they are reached and why they left is told with its values only where ``names`` may be
    shown.
    """
    told = _Telling(db, zone(book_info(db).zone), names)
    found: list[FieldChange] = []
    for table, pairs in journal.pairs_of(db, step_id).items():
        for old, new in pairs:
            if about is not None and not _concerns(about, table, new or old or {}):
                continue
            own = about is not None and about.kind == table and (new or old or {}).get("uid") == about.uid
            found.extend(told.fields("" if own else told.whose(table, new or old or {}), table, old, new))
            if len(found) >= MOST:
                return tuple(found[:MOST])
    return tuple(found)


def _concerns(about: FoundRecord, table: str, row: Row) -> bool:
    if about.kind == table:
        return row.get("uid") in about.uids
    if about.kind == "group" and table in ("series", "group_facilitator"):
        return bool(row.get("group_id") == about.id)
    return row.get(f"{about.kind}_id") in about.ids


@dataclass(slots=True)
class _Telling:
    """Turns what the database keeps into words."""

    db: Db
    zone: ZoneInfo
    names: bool

    def fields(self, record: str, table: str, old: Row | None, new: Row | None) -> Iterator[FieldChange]:
        """The fields of one row that differ."""
        if table == "session_facilitator" and old and new:
            record = f"{record or 'session'} of {self.named('facilitator', new['facilitator_id'])}"
        for name in new or old or {}:
            before, after = (old or {}).get(name), (new or {}).get(name)
            if name in _LEFT_OUT or before == after:
                continue
            if None in (old, new) and False in (before, after):
                continue  # of a row that came or went, what it was not
            if (table, name) in _OF_PERSON and not self.names:
                yield FieldChange(record, name, "", "changed" if old and new else "")
                continue
            said = (self.value(table, name, before), self.value(table, name, after))
            if said[0] != said[1]:
                yield FieldChange(record, _LABELS.get(name, name.replace("_", " ")), *said)

    def whose(self, table: str, row: Row) -> str:
        """Which record a row is, or belongs to."""
        called = _TITLES.get(table, table)
        if table == "session":
            return f"{called} on {say_moment(datetime.fromisoformat(row['start_local']))}"
        if table == "agenda_progress":
            return f"{called}: {row['title']}"
        if table == "person":
            return str(row["code"])
        if "person_id" in row:
            return f"{called} of {self.named('person', row['person_id'])}"
        own = row.get("name") or row.get("title") or row.get("reason")
        return f"{called} {own}" if own else called

    def value(self, table: str, name: str, value: Any) -> str:
        """A value as one would say it."""
        if value is None or value == "":
            return ""
        if name in _WHOSE:
            return self.named(_WHOSE[name], value)
        if (table, name) in _CODES:
            return _CODES[table, name].get(value, str(value)).replace("-", " ")
        if isinstance(value, bool):
            return "yes" if value else "no"
        if name.endswith("_local"):
            return say_moment(datetime.fromisoformat(value))
        if name.endswith("_on") or name in _DAYS:
            return say_date(date.fromisoformat(value))
        if name.endswith("_at") or name == "at":
            return say_moment(datetime.fromtimestamp(value, UTC).astimezone(self.zone))
        return str(value).replace("\n", ", ")

    def named(self, kind: str, key: int) -> str:
        """What the row of another table is called: people by code."""
        return names_by_id(self.db, kind, [key]).get(key, "one that is gone")

"""Keep the local slots: numbers, places and words that a program fills in for itself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from facilitator.domain.agency.slots import (
    DEFAULT_LANGUAGE,
    LABELS,
    PHONES,
    WORDS,
    LocalSlot,
    read_language,
)
from facilitator.domain.spelling import tidy
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.services.find import find_site
from facilitator.services.preview_or_write import preview_or_write
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.agency import slots as filled
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.history.journal import Step, journal
from facilitator.words import SlotName
from facilitator.zones import country, zone

LONGEST: Final = 300
LONGEST_WORDS: Final = 1500
"""Characters of a slot, and of words that are said aloud."""


@dataclass(frozen=True, slots=True)
class SlotKept:
    """A slot before and after; None where it was or is blank."""

    name: SlotName
    site: str
    language: str
    before: LocalSlot | None
    after: LocalSlot | None


def set_slot(
    book: Book,
    name: SlotName,
    text: str,
    *,
    site: str = "",
    language: str = DEFAULT_LANGUAGE,
    source: str | None = None,
    checked_on: date | None = None,
    now: datetime,
    preview: bool = False,
) -> SlotKept:
    """Fill a slot, for one site or for everywhere, or change what stands in it.

    ``checked_on`` is when somebody last asked, today unless said. Who said so (``source``) stays where the text does.

    Raises:
        BadInput: for an empty text or one that is too long, a number that none can dial, a day that is to come.
        Refused: where all of it stands there already.
    """
    kept = _text(name, text)
    spoken = read_language(language)
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        info = book_info(db)
        today = now.astimezone(zone(info.zone)).date()
        if name in PHONES:
            _expect_number(name, kept, info.zone)
        if checked_on is not None and checked_on > today:
            raise BadInput(f"{checked_on} is to come", "Give the day on which somebody last asked.")
        place = find_site(db, site) if site.strip() else None
        where = place.name if place else ""
        before = _filled(db, name, where, spoken)
        same = before.source if before and before.text == kept else ""
        after = LocalSlot(
            id=before.id if before else 0,
            uid=before.uid if before else "",
            name=name,
            site_id=place.id if place else None,
            site=where,
            language=spoken,
            text=kept,
            source=same if source is None else tidy(source)[:LONGEST],
            checked_on=checked_on or today,
        )
        if after == before:
            raise Refused(f"{_called(after)} says that already", "Nothing was changed.")
        if writing is not None:
            after = _write(writing, before, after)
        return SlotKept(name, where, spoken, before, after)


def clear_slot(
    book: Book,
    name: SlotName,
    *,
    site: str = "",
    language: str = DEFAULT_LANGUAGE,
    now: datetime,
    preview: bool = False,
) -> SlotKept:
    """Let a slot be blank again.

    Raises:
        NotFound: where it is blank.
    """
    spoken = read_language(language)
    with preview_or_write(book, now=now, preview=preview) as (db, writing):
        where = find_site(db, site).name if site.strip() else ""
        before = _filled(db, name, where, spoken)
        if before is None:
            raise NotFound(f"{LABELS[name]} is blank{_at(where, spoken)}", "See: facilitator slot list")
        if writing is not None:
            step = Step("slot.clear", before.uid, f"{_called(before)}: cleared", rows={"slot": [before.id]})
            with journal(writing, step):
                filled.remove_slot(writing.db, before.id)
                writing.record("slot.clear", before.uid, slot=name.value, language=spoken)
        return SlotKept(name, where, spoken, before, None)


def _write(writing: Change, before: LocalSlot | None, after: LocalSlot) -> LocalSlot:
    values = {"text": after.text, "source": after.source, "checked_on": after.checked_on}
    step = Step("slot.set", after.uid, f"{_called(after)}: {'changed' if before else 'filled in'}")
    if before:
        step.rows["slot"] = [before.id]
    with journal(writing, step):
        if before:
            filled.edit_slot(writing.db, before.id, **values)
        else:
            step.object_uid = filled.add_slot(
                writing.db, name=after.name, site_id=after.site_id, language=after.language, **values
            )
            step.rows["slot.uid"] = [step.object_uid]
        fields = sorted(name for name in values if before is None or getattr(before, name) != values[name])
        writing.record("slot.set", step.object_uid, slot=after.name.value, language=after.language, fields=fields)
    return next(each for each in filled.slots(writing.db) if each.uid == step.object_uid)


def _filled(db: Db, name: SlotName, site: str, language: str) -> LocalSlot | None:
    meant = (name, site, language)
    return next((each for each in filled.slots(db) if (each.name, each.site, each.language) == meant), None)


def _text(name: SlotName, text: str) -> str:
    """Tidy, its lines kept where it is said aloud."""
    kept = "\n".join(line for line in map(tidy, text.splitlines()) if line) if name in WORDS else tidy(text)
    if not kept:
        raise BadInput(f"{LABELS[name]}: nothing was given", "To let it be blank: facilitator slot clear")
    most = LONGEST_WORDS if name in WORDS else LONGEST
    if len(kept) > most:
        raise BadInput(f"{LABELS[name]}: {len(kept)} characters are too many", f"Use {most} at most.")
    return kept


def _expect_number(name: SlotName, text: str, zone_name: str) -> None:
    from facilitator.formats.people.phones import number_in  # tables of all countries

    if not number_in(text, country(zone_name)):
        raise BadInput(
            f"{LABELS[name]}: there is no number in it that can be called",
            "Write it whole, such as 540-555-0142, or a short one such as 988; words may stand beside it.",
        )


def _called(each: LocalSlot) -> str:
    return f"{LABELS[each.name]}{_at(each.site, each.language)}"


def _at(site: str, language: str) -> str:
    spoken = f" in {language}" if language != DEFAULT_LANGUAGE else ""
    return f"{f' at {site}' if site else ''}{spoken}"

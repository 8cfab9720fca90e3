"""Give somebody all that is held on them, without a word about anybody else, and write down that it left."""

import json
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from facilitator.domain.privacy.disclosure import Basis
from facilitator.domain.privacy.person_record import PersonRecord, record_shape
from facilitator.formats.privacy.person_record_pdf import person_record_pdf
from facilitator.home import Home, write_whole
from facilitator.services.find import find_person
from facilitator.services.papers.print_curriculum import paper_size
from facilitator.services.privacy.disclose import cover_path, drop_cover, leaving
from facilitator.services.privacy.keep_consents import local
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.people.merging import family
from facilitator.storage.queries.privacy import consents, disclosures, person_record
from facilitator.words import DisclosureBasis, PaperSize, RecordPart
from facilitator.zones import country

OWN = Basis(DisclosureBasis.OWN_REQUEST)
PARTS = (RecordPart.NAME, RecordPart.CONTACT, RecordPart.ENROLMENT, RecordPart.ATTENDANCE)


@dataclass(frozen=True, slots=True)
class ExportedPerson:
    """Whose record it is, by code, and the files that were written; the last may be the page that goes with them."""

    code: str
    files: tuple[Path, ...]


def see_record(book: Book, person: str, *, now: datetime) -> PersonRecord:
    """All that is held on a person. It is not written down here that somebody looked: who lets it out does that.

    Raises:
        NotFound, Ambiguous: where no one person is meant.
    """
    with book.read() as db:
        return _record(db, person, now)


def export_person(
    book: Book,
    home: Home,
    person: str,
    output: Path,
    *,
    now: datetime,
    basis: Basis = OWN,
    pdf: bool = False,
    size: PaperSize | None = None,
) -> ExportedPerson:
    """Write all that is held on a person as JSON, and as PDF where that is asked for, into private files.

    ``output`` is a file, or a folder that is there: then the file is called by the person's code and the day. One that
    is called ``.pdf`` is a PDF, and no JSON is written beside it.

    Raises:
        NotFound, Ambiguous: where no one person is meant.
        Refused: where they gave no consent for this, and consent is the basis.
        BadInput: where a file cannot be written, or a basis lacks something; the ledger stays as it was.
    """
    record = see_record(book, person, now=now)
    path = _path(output, record)
    on_paper = path if path.suffix.lower() == ".pdf" else path.with_suffix(".pdf")
    files = {}
    if path != on_paper:
        files[path] = json.dumps(record_shape(record), ensure_ascii=False, indent=2).encode() + b"\n"
    if pdf or path == on_paper:
        with book.read() as db:
            where = country(book_info(db).zone)
        files[on_paper] = person_record_pdf(record, paper_size(home, size, where))
    with leaving(book, [record.person.code], PARTS, basis, what="the whole record", now=now) as left:
        if left.cover:
            files[cover_path(path)] = left.cover.encode()
        for name, data in files.items():
            write_whole(name, data)
    if not left.cover:
        drop_cover(path)
    return ExportedPerson(record.person.code, tuple(files))


def _path(output: Path, record: PersonRecord) -> Path:
    if output.is_dir():
        return output / f"record-{record.person.code}-{record.made_at:%Y-%m-%d}.json"
    return output if output.suffix else output.with_suffix(".json")


def _record(db: Db, person: str, now: datetime) -> PersonRecord:
    who, info = find_person(db, person), book_info(db)
    acts = (person_record.acts_about(db, each.uid) for each in family(db, who.id))
    return PersonRecord(
        program=info.name,
        made_at=local(db, now),
        person=who,
        added_at=person_record.added_at(db, who.id),
        contact=person_record.contact_of(db, who.id),
        away=person_record.away_of(db, who.id),
        groups=person_record.groups_of(db, who.id),
        sessions=person_record.sessions_of(db, who.id),
        marks=person_record.marks_of(db, who.id),
        consents=tuple(consents.consents_of(db, [who.id])[who.id]),
        disclosures=tuple(disclosures.of_person(db, who.id)),
        acts=tuple(chain(*acts)),
    )

"""All that is held on one person as PDF, in plain words."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo

from facilitator.domain.dates.plain_dates import say_date, say_moment, say_time
from facilitator.domain.privacy.consent import say_end
from facilitator.domain.privacy.disclosure import basis_in_words
from facilitator.domain.privacy.person_record import AttendedSession, PersonRecord
from facilitator.formats.papers.pdf import typeset
from facilitator.words import PaperSize

Section = dict[str, object]


def person_record_pdf(record: PersonRecord, size: PaperSize) -> bytes:
    """The PDF of a person's record; moments as the clock on the program's wall showed them.

    Raises:
        BadInput: for characters that no font has.
    """
    # the title is shown by search, by lists of recent files and on the frame of a window: it names nobody
    who, tz = record.person, record.made_at.tzinfo
    told = (("Goes by", who.alias), ("Code", who.code), ("Phone", who.phone), ("Email", who.email))
    values = {
        "name": who.name,
        "intro": [
            f"All that {record.program} holds on this person, as of {say_moment(record.made_at)}.",
            "Nobody else stands in it.",
            *(f"{label}: {text}" for label, text in told if text),
            f"In the book since: {_day(record.added_at, tz)}",
        ],
        "foot": f"{record.program}, {say_date(record.made_at.date())}",
        "sections": _sections(record, tz),
    }
    return typeset("person_record.typ", values, title="A person's record", language="en", size=size)


def _sections(record: PersonRecord, tz: tzinfo | None) -> list[Section]:
    return [
        _section(
            "How they want to be reached",
            ("Way", "When", "No longer since"),
            (
                (each.way.value, each.hours, say_date(each.stopped_on) if each.stopped_on else "")
                for each in record.contact
            ),
        ),
        _section(
            "Days away",
            ("From", "To"),
            ((say_date(each.first), say_date(each.last) if each.last else "") for each in record.away),
        ),
        _section(
            "Groups",
            ("Group", "From", "To", ""),
            (
                (
                    each.title,
                    say_date(each.starts_on),
                    say_date(each.ends_on) if each.ends_on else "",
                    ", ".join(part for part in ("waiting for a seat" * each.waitlisted, each.reason) if part),
                )
                for each in record.groups
            ),
        ),
        _section(
            "Sessions",
            ("Session", "Group", "Marked", "Minutes", "Mode"),
            (
                (
                    _moment(each.starts_at, tz),
                    each.title,
                    each.status.value if each.status else "no mark",
                    _minutes(each),
                    each.mode.value if each.mode else "",
                )
                for each in record.sessions
            ),
        ),
        _section(
            "Each mark that was made or taken back",
            ("When", "By", "What", "Session"),
            (
                (
                    _moment(each.at, tz),
                    each.actor,
                    f"{each.act}: {each.status.value if each.status else 'no mark'}",
                    f"{each.title}, {_moment(each.starts_at, tz)}",
                )
                for each in record.marks
            ),
        ),
        _section(
            "Consents",
            ("To whom", "What", "What for", "Signed", "Holds"),
            (
                (
                    each.terms.recipient,
                    f"{each.terms.what} ({', '.join(each.terms.covers)})",
                    each.terms.purpose,
                    say_date(each.terms.signed_on),
                    f"revoked on {_day(each.revoked_at, tz)}" if each.revoked_at else say_end(each.terms),
                )
                for each in record.consents
            ),
        ),
        _section(
            "What was told, and to whom",
            ("When", "To whom", "What", "What for", "Ground"),
            (
                (
                    _moment(each.at, tz),
                    each.recipient,
                    each.description,
                    each.emergency or each.purpose,
                    basis_in_words(each.basis),
                )
                for each in record.disclosures
            ),
        ),
        _section(
            "Who did something that concerned this person",
            ("When", "Who", "What"),
            ((_moment(each.at, tz), each.actor, each.action) for each in record.acts),
        ),
    ]


def _minutes(each: AttendedSession) -> str:
    """Their minutes there; where another session of theirs counts some of them, how many count here."""
    shared = each.counted_minutes is not None and each.counted_minutes != each.minutes
    return f"{each.minutes}, {each.counted_minutes} counted here" if shared else str(each.minutes)


def _section(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Section:
    return {"title": title, "columns": list(columns), "rows": [list(row) for row in rows], "empty": "Nothing."}


def _moment(moment: datetime, tz: tzinfo | None) -> str:
    at = moment.astimezone(tz)
    return f"{say_date(at.date())}, {say_time(at.time())}"


def _day(moment: datetime, tz: tzinfo | None) -> str:
    day: date = moment.astimezone(tz).date()
    return say_date(day)

"""A calendar has nothing of anybody: its properties are listed here, and what happens to people changes no byte."""

import logging
from collections.abc import Callable
from datetime import timedelta

import pytest
from icalendar import Calendar

from facilitator.domain.privacy.consent import ConsentTerms
from facilitator.services.agency import keep_staff
from facilitator.services.book.keep_drafts import keep_drafts
from facilitator.services.curricula import frames
from facilitator.services.people import enrol, keep_people
from facilitator.services.people.import_roster import import_roster
from facilitator.services.privacy import keep_consents
from facilitator.services.publishing.export_calendar import export_calendar
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed, renew_token
from facilitator.services.publishing.publish import publish
from facilitator.services.sessions import run_session
from facilitator.services.sessions.count_people import expect, keep_headcount
from facilitator.storage.book import Book
from facilitator.words import EnrolmentKind, FeedKind, RecordPart, TitleStyle
from tests.conftest import Program
from tests.leaks.sentinels import (
    CORPUS,
    LEADER,
    PEOPLE,
    PURPOSE,
    RECIPIENT,
    SIGNATURE,
    TOLD,
    WHY_LEFT,
    Kind,
    Sentinel,
    found_in,
)
from tests.services.publishing.test_export_calendar import ALLOWED as OF_EVENTS
from tests.web.published import served
from tests.web.test_answers import ask

S = "Steady@2027-03-04"
LINK = "https://meet.example/Vzqlnk-7731"
PAGES = "pp. 88-Vzqpag"
DRAFT = "Vzqdrft typed"
SECRETS = [
    Sentinel(Kind.TOLD, what, word) for what, word in (("link", "Vzqlnk"), ("pages", "Vzqpag"), ("draft", "Vzqdrft"))
]

ALLOWED = {
    "VCALENDAR": {
        *("VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE", "LAST-MODIFIED"),
        *("REFRESH-INTERVAL", "X-PUBLISHED-TTL"),
    },
    "VTIMEZONE": {"TZID", "X-LIC-LOCATION", "LAST-MODIFIED", "TZURL"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "RRULE", "RDATE"},
    "VEVENT": OF_EVENTS,
}
PARAMETERS = {"TZID", "VALUE"}


@pytest.fixture
def steady(program: Program) -> Program:
    """A public group, and an open one: its leader wants no public name; people, a link, pages, a draft."""
    keep_staff.add_facilitator(program.book, name=LEADER, credentials=[], now=program.now)
    program.group(curriculum="eight-steady-steps", facilitators=(LEADER,), public=True)
    program.group("Open", "2027-03-05 10:00", repeat="every friday, 3 times", enrolment=EnrolmentKind.OPEN)
    for person in PEOPLE:
        keep_people.add_person(
            program.book, name=person.name, alias=person.alias, phone=person.phone, email=person.email, now=program.now
        )
        enrol.enrol(program.book, "Steady", person.name, now=program.now)
    with program.book.raw() as raw:
        raw.execute('UPDATE "group" SET link = ?', (LINK,))
    frames.keep_pages(program.book, program.home, "wrap-frame", "1", {1: PAGES}, now=program.now)
    keep_drafts(program.book, {"person": {"name": DRAFT}}, now=program.now)
    return program


def _exports(program: Program) -> list[bytes]:
    """All that can be given to a calendar app."""
    chosen: tuple[tuple[str, ...], ...] = ((), ("Steady",), ("Open",), ("Steady", "Open"))
    return [export_calendar(program.book, groups=groups, now=program.now).data for groups in chosen]


def test_nobody_is_in_a_calendar(steady: Program) -> None:
    """Neither participants nor facilitators, no link, no page of a manual, no draft, nothing that opens the book."""
    assert found_in(f"{LINK} {PAGES} {DRAFT}".encode(), SECRETS) == SECRETS
    for data in _exports(steady):
        assert b"BEGIN:VEVENT" in data
        assert found_in(data, [*CORPUS, *SECRETS]) == []
        assert [code for code in _codes(steady) if code.encode() in data] == []


def _codes(program: Program) -> list[str]:
    return [each.code for each in keep_people.list_people(program.book)]


def test_every_property_and_parameter_is_on_the_list(steady: Program) -> None:
    """A new one must be thought about: no ATTENDEE, ORGANIZER, CONTACT, no X- of people."""
    for data in _exports(steady):
        for component in Calendar.from_ical(data).walk():
            assert set(component) <= ALLOWED[component.name], component.name
            for value in component.values():
                for each in value if isinstance(value, list) else [value]:
                    assert set(getattr(each, "params", {})) <= PARAMETERS


Act = Callable[[Program], object]

HAPPENINGS: dict[str, Act] = {
    "a mark": lambda program: program.mark(S, **{PEOPLE[0].alias: "present"}),
    "a walk-in": lambda program: program.mark("Open@2027-03-05", **{PEOPLE[1].alias: "late"}),
    "count me in": lambda program: expect(program.book, "Open@2027-03-05", PEOPLE[2].name, now=program.now),
    "a headcount": lambda program: keep_headcount(program.book, S, 9, now=program.now),
    "started": lambda program: run_session.start(program.book, S, now=program.now),
    "ended": lambda program: program.end(S, "missed"),
    "a person": lambda program: program.people("Somebody New"),
    "an import": lambda program: import_roster(
        program.book, b"name\nSomebody Else\n", name="x.csv", group="Open", now=program.now
    ),
    "off the roster": lambda program: enrol.unenrol(
        program.book, "Steady", PEOPLE[0].name, now=program.now, reason=WHY_LEFT
    ),
    "a consent": lambda program: keep_consents.add_consent(
        program.book, PEOPLE[1].name, _terms(program), now=program.now
    ),
    "another phone": lambda program: import_roster(
        program.book, f"name,alias,phone\n{PEOPLE[3].name},{PEOPLE[3].alias},555 123 4567\n".encode(), name="x.csv",
        group=None, now=program.now,
    ),
    "a draft": lambda program: keep_drafts(program.book, {"person": {"name": "other"}}, now=program.now),
    "pages": lambda program: frames.keep_pages(
        program.book, program.home, "wrap-frame", "1", {1: "p. 9"}, now=program.now
    ),
}  # fmt: skip


def _terms(program: Program) -> ConsentTerms:
    day = program.now.date()
    return ConsentTerms(
        discloser="", what=TOLD, covers=(RecordPart.NAME,), recipient=RECIPIENT, purpose=PURPOSE, signed_on=day,
        signature=SIGNATURE, told_of_revoking=True, expires_on=day + timedelta(days=90),
    )  # fmt: skip


def test_what_happens_to_people_changes_no_byte(steady: Program) -> None:
    """SEQUENCE and LAST-MODIFIED come from the schedule alone: a feed that moves would tell that somebody came."""
    before = _exports(steady)
    for what, act in HAPPENINGS.items():
        steady.now += timedelta(minutes=7)
        act(steady)
        assert _exports(steady) == before, what
    assert len(steady.acts()) > len(HAPPENINGS)


def test_a_facilitator_who_is_public_is_not_in_it_either(steady: Program) -> None:
    """An export has no place for them; a feed and its page have one, where the feed shows it."""
    keep_staff.edit_facilitator(steady.book, LEADER, public_name=True, now=steady.now)
    assert [found_in(data) for data in _exports(steady)] == [[], [], [], []]


def test_nobody_is_on_a_public_page(steady: Program) -> None:
    """A feed that shows all it may: no participant, no leader who did not say so; marking changes no byte of a page."""
    wish = FeedWish(name="All", style=TitleStyle.TOPIC, show=["facilitators", "about"])
    add_feed(steady.book, wish, now=steady.now)

    def pages() -> dict[str, bytes]:
        publish(steady.book, steady.home, now=steady.now)
        found = (each for each in steady.home.published.rglob("*") if each.suffix in (".html", ".json"))
        return {each.name: each.read_bytes() for each in found if each.name != "manifest.json"}

    before = pages()
    assert len(before) > 1
    for data in before.values():
        assert found_in(data, [*CORPUS, *SECRETS]) == []
        assert [code for code in _codes(steady) if code.encode() in data] == []
    for what, act in HAPPENINGS.items():
        act(steady)
        assert pages() == before, what
    keep_staff.edit_facilitator(steady.book, LEADER, public_name=True, now=steady.now)
    assert any(LEADER.encode() in data for data in pages().values())


def test_a_secret_address_is_in_no_file_and_an_old_one_fails(
    program: Program, caplog: pytest.LogCaptureFixture
) -> None:
    """Asked for while it is served; the book, the manifest and all that is logged are looked through."""
    caplog.set_level(logging.DEBUG)
    program.group()
    old = add_feed(program.book, FeedWish(FeedKind.TEAM), now=program.now).token
    assert old is not None
    publish(program.book, program.home, now=program.now)
    with served(program.home.published) as port:
        assert ask(port, f"/private/{old}.ics")[0].status == 200
        new = renew_token(program.book, program.home, "Team", now=program.now)
        assert [ask(port, f"/private/{each}.ics")[0].status for each in (old, new)] == [404, 200]
    told = "\n".join(f"{each.getMessage()} {each.args} {each.exc_info}" for each in caplog.records)
    written = [path.read_bytes() for path in program.home.folder.rglob("*") if path.is_file()]
    for secret in (old, new):
        assert secret not in told
        assert not any(secret.encode() in data for data in (*written, _dump(program.book)))


def _dump(book: Book) -> bytes:
    """All that stands in the book, readable."""
    with book.read() as db:
        tables = db.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table'").scalars().all()
        return "\n".join(str(row) for name in tables for row in db.exec_driver_sql(f'SELECT * FROM "{name}"')).encode()

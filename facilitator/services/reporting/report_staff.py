"""Report who led: each session is credited to those who really did, and each of them counts."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from facilitator.domain.reporting.measures import Figure, staff_measures
from facilitator.domain.sessions.minutes import lasted
from facilitator.services.find import find_group
from facilitator.services.reporting.make_report import Cell, Report, expect_order, make_report
from facilitator.services.sessions.count_minutes import was_asked
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.reporting import staff
from facilitator.storage.queries.reporting.staff import LedSession


def report_staff(book: Book, first: date, last: date, *, now: datetime, group: str | None = None) -> Report:
    """A row for each facilitator who led a held session of the period, by name.

    Raises:
        BadInput: for days in the wrong order.
    """
    expect_order(first, last)
    with book.read() as db:
        group_id = find_group(db, group).id if group else None
        led = staff.led_sessions(db, first, last, group_id)
        theirs: dict[tuple[str, str], list[LedSession]] = defaultdict(list)
        for each in led:
            theirs[each.name, each.uid].append(each)
        rows: list[dict[str, Cell]] = [
            {"staff": uid, "facilitator": name, **_measures(db, theirs[name, uid])}
            for name, uid in sorted(theirs, key=lambda each: (each[0].casefold(), each[1]))
        ]
        totals = _measures(db, led)
        return make_report(db, "staff", first, last, ("facilitator", *totals), rows, totals, now=now, group_id=group_id)


def _measures(db: Db, led: Iterable[LedSession]) -> dict[str, Figure]:
    spans = [(each.part, lasted(each, asked=was_asked(db, each, each.session_id))) for each in led]
    return staff_measures([(part, span.minutes) for part, span in spans])

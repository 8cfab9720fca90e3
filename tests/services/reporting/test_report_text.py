import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from facilitator.domain.reporting.measures import DEFINITIONS
from facilitator.domain.reporting.still_open import StillOpen
from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_text import (
    NOTES_HEAD,
    Notes,
    cell_shown,
    report_csv,
    report_json,
    report_notes,
    totals_shown,
)

MADE = Report(
    "group",
    date(2027, 3, 1),
    date(2027, 3, 31),
    ("title", "sessions", "attendance_rate", "hours"),
    ({"group": "u", "title": "=Zoë, and more", "sessions": 4, "attendance_rate": None, "hours": Fraction(1, 3)},),
    {"sessions": 4, "attendance_rate": Fraction(15, 19), "hours": Fraction(1, 3)},
    as_of=datetime(2027, 3, 28, 18, 30, tzinfo=ZoneInfo("America/New_York")),
    open=StillOpen(3, 4, 1, date(2027, 3, 2), "s"),
)


def opened(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_json_has_its_days_its_definitions_and_null_for_what_cannot_be_told():
    told = json.loads(report_json(MADE))
    assert (told["report"], told["from"], told["to"]) == ("group", "2027-03-01", "2027-03-31")
    assert set(told["definitions"]) == {"sessions", "attendance_rate", "hours"}
    assert told["rows"][0]["attendance_rate"] is None
    assert "Zoë" in report_json(MADE)


def test_json_says_as_of_when_it_is_and_what_is_open():
    told = json.loads(report_json(MADE))
    assert told["as_of"] == "2027-03-28T18:30:00-04:00"
    assert told["open"] == {"sessions": 3, "people": 4, "headcounts": 1, "first": "2027-03-02"}
    nothing = json.loads(report_json(replace(MADE, open=StillOpen())))["open"]
    assert nothing == {"sessions": 0, "people": 0, "headcounts": 0, "first": None}


def test_json_rounds_once_from_what_is_exact():
    told = json.loads(report_json(MADE))
    assert told["totals"] == {"sessions": 4, "attendance_rate": 0.7895, "hours": 0.33}
    assert told["rows"][0]["hours"] == 0.33


def test_csv_says_n_a_and_lets_no_spreadsheet_reckon():
    head, row, together = opened(report_csv(MADE))
    assert (head[:4], row[1:4]) == (["title", "sessions", "attendance_rate", "hours"], ["4", "n/a", "0.33"])
    assert not row[0].startswith("=")
    assert together[:4] == ["all", "4", "0.7894736842", "0.33"]


def test_each_row_of_a_csv_carries_what_is_open_its_days_and_as_of_when_it_is():
    head, *rows = opened(report_csv(MADE))
    assert head[4:] == ["earlier_rule", "open", "from", "to", "as_of"]
    lacking = "3 sessions not closed, 4 people to mark, 1 headcount to take, since 2027-03-02"
    assert {tuple(row[5:]) for row in rows} == {(lacking, "2027-03-01", "2027-03-31", "2027-03-28T18:30:00-04:00")}
    (only,) = opened(report_csv(replace(MADE, rows=(), open=StillOpen())))[1:]
    assert (only[0], only[5]) == ("all", "nothing")


def test_a_share_in_csv_can_be_rounded_again():
    (rounded,) = {f"{float(row[2]):.1%}" for row in opened(report_csv(MADE)) if row[0] == "all"}
    assert rounded == "78.9%"


def test_definitions_stand_above_a_csv_where_they_are_wanted():
    lines = opened(report_csv(MADE, Notes.ABOVE))
    end = lines.index([])
    assert lines[end + 1 :] == opened(report_csv(MADE))
    told = dict(lines[:end])
    assert lines[:end] == opened(report_notes(MADE))
    assert (told["report"], told["from"], told["attendance_rate"]) == (
        "group",
        "2027-03-01",
        DEFINITIONS["attendance_rate"],
    )
    assert report_notes(MADE).startswith(NOTES_HEAD)
    assert report_csv(MADE, Notes.BESIDE) == report_csv(MADE)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("attendance_rate", Fraction(15, 19), "78.9%"),
        ("attendance_rate", None, "n/a"),
        ("sessions", 4, 4),
        ("hours", Fraction(1, 2), 0.5),
        ("title", "", ""),
    ],
)
def test_a_cell_as_a_reader_takes_it(name, value, shown):
    assert cell_shown(name, value) == shown


def test_the_last_row_says_that_it_is_all():
    assert totals_shown(MADE) == ["all", 4, "78.9%", 0.33]

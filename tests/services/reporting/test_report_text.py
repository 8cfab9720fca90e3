import csv
import io
import json
from datetime import date

import pytest

from facilitator.services.reporting.report_attendance import Report
from facilitator.services.reporting.report_text import cell_shown, report_csv, report_json, totals_shown

MADE = Report(
    "group",
    date(2027, 3, 1),
    date(2027, 3, 31),
    ("title", "sessions", "attendance_rate"),
    ({"group": "u", "title": "=Zoë, and more", "sessions": 4, "attendance_rate": None},),
    {"sessions": 4, "attendance_rate": 0.5},
)


def test_json_has_its_days_its_definitions_and_null_for_what_cannot_be_told():
    told = json.loads(report_json(MADE))
    assert (told["report"], told["from"], told["to"]) == ("group", "2027-03-01", "2027-03-31")
    assert set(told["definitions"]) == {"sessions", "attendance_rate"} & set(MADE.definitions)
    assert told["rows"][0]["attendance_rate"] is None
    assert "Zoë" in report_json(MADE)


def test_csv_says_n_a_and_lets_no_spreadsheet_reckon():
    head, row = csv.reader(io.StringIO(report_csv(MADE).lstrip("\ufeff")))
    assert (head, row[1:]) == (["title", "sessions", "attendance_rate"], ["4", "n/a"])
    assert not row[0].startswith("=")


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("attendance_rate", 0.5, "50.0%"),
        ("attendance_rate", None, "n/a"),
        ("sessions", 4, 4),
        ("hours", 0.5, 0.5),
        ("title", "", ""),
    ],
)
def test_a_cell_as_a_reader_takes_it(name, value, shown):
    assert cell_shown(name, value) == shown


def test_the_last_row_says_that_it_is_all():
    assert totals_shown(MADE) == ["all", 4, "50.0%"]

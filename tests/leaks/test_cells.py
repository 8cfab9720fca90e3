"""Every CSV that the program writes opens in a spreadsheet as text: 3,000 generated cells in each of its columns."""

import ast
import csv
import io
import random
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import facilitator
from facilitator.formats.csv_write import unguard
from facilitator.services.history.search_audit import export_audit
from facilitator.services.people import keep_people
from facilitator.services.privacy.protection import set_protection
from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_attendance import report_groups, report_people
from facilitator.services.reporting.report_coverage import report_coverage
from facilitator.services.reporting.report_text import report_csv
from facilitator.storage import audit as chain
from tests.conftest import Program
from tests.formats.test_csv_write import BLANKS, SIGNS, is_formula

ROOT = Path(facilitator.__file__).parent
_DICE = random.Random(20270305)
CELLS = ["".join(_DICE.choices(SIGNS + BLANKS + "'\",;|Aa1é🙂", k=_DICE.randint(0, 8))) for _ in range(3000)]


def _opened(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def test_the_cells_would_be_run() -> None:
    """Most generated cells are formulas, as they stand."""
    assert sum(map(is_formula, CELLS)) > 1500


def test_one_module_writes_csv() -> None:
    """Whoever else reached for csv.writer would have no guard."""
    writers = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Attribute)
                and node.attr in ("writer", "DictWriter")
                and ast.unparse(node.value) == "csv"
            ):
                writers.add(path.relative_to(ROOT).as_posix())
    assert writers == {"formats/csv_write.py"}


@pytest.mark.parametrize("kind", ["group", "person", "coverage"])
def test_reports(program: Program, kind: str) -> None:
    """In each column of each report, whatever it holds."""
    uid = program.group(curriculum="eight-steady-steps")
    program.people("Ana", group=uid)
    program.now += timedelta(days=4)
    program.mark("Steady@2027-03-04", Ana="present")
    program.end("Steady@2027-03-04")
    day = program.now.date()
    made: Report = {
        "group": lambda: report_groups(program.book, day.replace(day=1), day, now=program.now),
        "person": lambda: report_people(program.book, day.replace(day=1), day, now=program.now, names=True),
        "coverage": lambda: report_coverage(program.book, day.replace(day=1), day, now=program.now),
    }[kind]()
    assert made.rows
    full = replace(made, rows=tuple(dict.fromkeys(made.columns, cell) for cell in CELLS))
    rows = [row[: len(made.columns)] for row in _opened(report_csv(full))[1:-1]]
    assert [cell for row in rows for cell in row if is_formula(cell)] == []
    assert [[unguard(cell) for cell in row] for row in rows] == [[cell] * len(made.columns) for cell in CELLS]


def test_the_audit_log(program: Program, tmp_path: Path) -> None:
    """Who did it, what, about what, why: the text of 3,000 rows."""
    with program.book.write(now=program.now) as change:
        for cell in CELLS:
            chain.append(
                change.db, change._key, at=program.now, actor=cell, action=cell, object_uid=cell, reason=cell,
                payload={"of": cell},
            )  # fmt: skip
            change.recorded.append(0)
    path = tmp_path / "audit.csv"
    export_audit(program.book, path, now=program.now)
    rows = _opened(path.read_bytes().decode())
    head, rows = rows[0], rows[1:]
    assert [cell for row in rows for cell in row if is_formula(cell)] == []
    told = [dict(zip(head, row, strict=True)) for row in rows][-len(CELLS) :]
    assert [unguard(each["reason"]) for each in told] == CELLS
    assert [unguard(each["actor"]) for each in told] == CELLS


def test_what_was_typed_into_the_book(program: Program, tmp_path: Path) -> None:
    """Titles, names and reasons on their way from the book into a file."""
    evil = ["=cmd|' /C calc'!A0", "@SUM(1+1)*9", "+44 1", "-2+3", "＝1+1", '=HYPERLINK("http://x.example","y")']
    program.now += timedelta(days=4)
    for at, text in enumerate(evil):
        uid = program.group(text, f"2027-03-04 {8 + at:02}:00")
        person = keep_people.add_person(program.book, name=text, now=program.now)
        with program.book.read() as db:
            first = db.exec_driver_sql(
                'SELECT s.uid FROM session s JOIN series r ON r.id = s.series_id JOIN "group" g ON g.id = r.group_id'
                " WHERE g.uid = ? ORDER BY s.starts_at",
                (uid,),
            ).scalar()
        assert isinstance(first, str)
        program.mark(first, **{person.code: "present"})
        program.end(first)
        set_protection(program.book, protected=False, reason=text, now=program.now)
        set_protection(program.book, protected=True, now=program.now)
    day = program.now.date()
    export_audit(program.book, tmp_path / "audit.csv", now=program.now)
    files = [
        report_csv(report_groups(program.book, day.replace(day=1), day, now=program.now)),
        report_csv(report_people(program.book, day.replace(day=1), day, now=program.now, names=True)),
        (tmp_path / "audit.csv").read_bytes().decode(),
    ]
    for text in files:
        cells = [cell for row in _opened(text) for cell in row]
        assert [cell for cell in cells if is_formula(cell)] == []
        assert sum(f"'{each}" in cells for each in evil) == len(evil), cells

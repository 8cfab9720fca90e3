from pathlib import Path

import pytest

from facilitator.errors import BadInput
from facilitator.services.reporting.report_text import report_notes
from facilitator.services.reporting.save_report import notes_path, with_notes
from tests.services.reporting.test_report_text import MADE


@pytest.mark.parametrize(
    ("report", "notes"),
    [
        ("winter.csv", "winter.definitions.csv"),
        ("WINTER.CSV", "WINTER.definitions.csv"),
        ("a.b", "a.b.definitions.csv"),
    ],
)
def test_the_name_of_the_file_beside(report, notes):
    assert notes_path(Path("out") / report) == Path("out") / notes


def test_definitions_lie_beside_and_are_replaced_with_their_report(tmp_path):
    for _ in range(2):
        with with_notes(MADE, tmp_path / "winter.csv") as beside:
            pass
        assert beside.read_bytes() == report_notes(MADE).encode()


@pytest.mark.parametrize("before", [None, b'"report","of before"'])
def test_where_the_report_is_not_written_they_are_as_they_were(tmp_path, before):
    beside = tmp_path / "winter.definitions.csv"
    if before is not None:
        beside.write_bytes(before)
    with pytest.raises(BadInput, match="the disk is full"), with_notes(MADE, tmp_path / "winter.csv"):
        raise BadInput("the disk is full")
    assert (beside.read_bytes() if beside.exists() else None) == before


def test_a_file_of_somebody_else_stays(tmp_path):
    beside = tmp_path / "winter.definitions.csv"
    beside.write_text("mine", "utf-8")
    with pytest.raises(BadInput, match="is not of a report"), with_notes(MADE, tmp_path / "winter.csv"):
        raise AssertionError
    assert beside.read_text("utf-8") == "mine"
    beside.unlink()
    beside.mkdir()
    with pytest.raises(BadInput, match="cannot read"), with_notes(MADE, tmp_path / "winter.csv"):
        raise AssertionError

"""A shelf of small broken files: the checker finds exactly what is wrong with each, and where."""

import pytest

from facilitator.domain.curricula.curriculum import Severity
from facilitator.formats.curricula.curriculum_file import read_curriculum
from tests.formats.curricula.make_broken_curricula import FILES, FOLDER


def expected():
    lines = (FOLDER / "expected.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if not line.startswith("#"))


@pytest.mark.parametrize(("name", "told"), expected().items())
def test_exactly_what_is_wrong_is_told(name, told):
    read = read_curriculum((FOLDER / name).read_bytes(), name="tea.md", warn=True)
    found = [
        f"{each.line}:{each.column} " + (f"({each.code})" if each.severity is Severity.WARNING else each.code)
        for each in sorted(read.problems + read.warnings)
    ]
    assert ", ".join(found) == told
    assert {each.severity for each in read.problems} <= {Severity.PROBLEM}
    assert {each.severity for each in read.warnings} <= {Severity.WARNING}


def test_the_shelf_is_whole():
    assert len(FILES) >= 40
    assert {f"{name}.md" for name in FILES} == set(expected()) == {path.name for path in FOLDER.glob("*.md")}


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_those_that_the_list_makes(name):
    made = FILES[name]()
    assert (FOLDER / f"{name}.md").read_bytes() == (made if isinstance(made, bytes) else made.encode())


@pytest.mark.parametrize("data", [b"x" * 10_000_000, b"---\n" + b"- " * 5_000_000, b"\n" * 10_000_000])
def test_ten_megabytes_are_one_problem(data):
    read = read_curriculum(data, name="tea.md", warn=True)
    assert [each.code for each in read.problems] == ["too-large"]
    assert (read.curriculum, read.warnings) == (None, ())

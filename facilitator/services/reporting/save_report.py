"""The definitions of a report in a file of their own, beside the CSV that holds it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from facilitator.errors import BadInput
from facilitator.home import write_whole
from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_text import NOTES_HEAD, report_notes


def notes_path(path: Path) -> Path:
    """``winter.definitions.csv`` for ``winter.csv``."""
    stem = path.stem if path.suffix.lower() == ".csv" else path.name
    return path.with_name(f"{stem}.definitions.csv")


@contextmanager
def with_notes(made: Report, path: Path) -> Iterator[Path]:
    """Write the definitions beside the file that is written inside; where that fails, they are as they were before.

    They name nobody, and tell of the period and the moment that they belong to.

    Raises:
        BadInput: where they cannot be written, or where a file that is none of ours has their name.
    """
    beside = notes_path(path)
    before = _before(beside)
    write_whole(beside, report_notes(made).encode())
    try:
        yield beside
    except BaseException:
        with suppress(OSError, BadInput):  # the disk may be full or gone: what failed inside is what is told
            if before is None:
                beside.unlink()
            else:
                write_whole(beside, before)
        raise


def _before(beside: Path) -> bytes | None:
    try:
        before = beside.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise BadInput(f"cannot read {beside}: {error.strerror}", "Move it, or use --notes above or none.") from error
    if not before.startswith(NOTES_HEAD.encode()):
        raise BadInput(f"{beside} is there, and is not of a report", "Move it, or use --notes above or none.")
    return before

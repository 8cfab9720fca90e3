"""How long the checker takes for a hundred curricula: problems and warnings of the library, over and over."""

import shutil
import tempfile
from itertools import cycle, islice
from pathlib import Path
from statistics import median

from facilitator.home import bundled
from facilitator.services.curricula.library import files_in, read_file
from tests.benchmarks.measure import LEAST_PAIRS, Measured, timed

FILES = 100
LIMIT_MS = 1_000.0


def measure() -> Measured:
    """Read files as the command does; the limit is a second, and no work of anybody else."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-check-"))
    try:
        for at, path in enumerate(islice(cycle(files_in(bundled("curricula"))), FILES)):
            shutil.copyfile(path, folder / f"{at:03}.md")
        check = timed(lambda: [read_file(path, warn=True) for path in files_in(folder)])
        check()
        took = median(check() for _ in range(LEAST_PAIRS))
    finally:
        shutil.rmtree(folder)
    work = f"{FILES} files of the library, problems and warnings"
    return Measured("check", 20, work, took, LIMIT_MS, took / LIMIT_MS, "ratio", 1.0, LEAST_PAIRS)

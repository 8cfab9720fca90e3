"""What is done while files fail or the process is killed, each in its own process: it prints what it saw."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.faults.acts.writers import acts_killed, eight_writers
from tests.faults.cuts import acts_cut, deed_cut
from tests.faults.failing import lines_fail
from tests.faults.flips import backup_flipped, book_flipped, keys_flipped, log_flipped
from tests.faults.killed import deed_killed

_ALL: tuple[Callable[..., Mapping[str, float]], ...] = (
    acts_cut,
    acts_killed,
    backup_flipped,
    book_flipped,
    deed_cut,
    deed_killed,
    eight_writers,
    keys_flipped,
    lines_fail,
    log_flipped,
)


def main() -> None:
    """Run the scenario that is named first, in the folder that is named next."""
    name, folder, *more = sys.argv[1:]
    print(dict({each.__name__: each for each in _ALL}[name](Path(folder), *more)))


if __name__ == "__main__":
    main()

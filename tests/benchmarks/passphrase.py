"""What a passphrase costs: printed beside the rows that open a book, which do so without one."""

from functools import cache
from statistics import median

from facilitator.storage.keys.slots import KeyFile, SlotKind, new_key, wrap
from tests.benchmarks.measure import Milliseconds, timed

_PASSPHRASE = "nine quiet herons on a pier"


@cache
def passphrase_cost() -> Milliseconds:
    """Unlocking a slot that is stretched as those of real books are."""
    file = KeyFile("book", (wrap(SlotKind.PASSPHRASE, "book", _PASSPHRASE, new_key()),), None)
    unlock = timed(lambda: file.unlock(_PASSPHRASE))
    return median(unlock() for _ in range(3))

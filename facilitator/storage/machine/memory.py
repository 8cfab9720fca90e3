"""What other programs may see of the memory of this one."""

import sys
from contextlib import suppress
from functools import cache

_SET_DUMPABLE = 4
"""``PR_SET_DUMPABLE`` (prctl(2))."""


@cache
def keep_memory_private() -> bool:
    """Keep other programs of the same user from reading this one's memory and tracing it; whether that is so.

    Linux only. Asked for before a secret is, and not at the start: ctypes takes 4 ms.
    """
    if sys.platform != "linux":
        return False
    with suppress(ImportError, OSError, AttributeError):
        import ctypes

        done: int = ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)
        return done == 0
    return False

"""What this process keeps to itself, whatever it is asked to do."""

import os
import sys
from contextlib import suppress


def keep_private() -> None:
    """Keep names and keys out of core files where the platform has them, and new files from everybody else."""
    os.umask(0o077)
    if sys.platform == "win32":
        return
    import resource  # not on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

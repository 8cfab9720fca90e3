"""Counting what a reader does, so that growth is seen without a clock: every call and every line that Python runs."""

import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

from facilitator.errors import FacilitatorError


def work_of(read: Callable[[], object]) -> int:
    """How many calls and lines it took to read something, or to refuse it."""
    steps = 0

    def count(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        with suppress(FacilitatorError):
            read()
    finally:
        sys.settrace(before)
    return steps

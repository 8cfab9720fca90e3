"""What a benchmark tells, and how two things are timed in turn."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median
from typing import Literal

Milliseconds = float
Timed = Callable[[], Milliseconds]
"""Does the work once and says how long it took."""

LEAST_PAIRS = 7


@dataclass(frozen=True, slots=True)
class Measured:
    """One row: ours, what it is held against, and whether the bar holds; times are medians in ``unit``.

    ``beside`` is printed for the reader and judged by nothing.
    """

    name: str
    row: int
    work: str
    ours: float
    peer: float
    value: float
    compared: Literal["ratio", "difference"]
    bar: float
    pairs: int
    unit: str = "ms"
    beside: dict[str, float] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether the bar holds."""
        return self.value <= self.bar


@dataclass(frozen=True, slots=True)
class Pairs:
    """Times of ours and of the peer in ms; those at one place were taken right after each other."""

    ours: tuple[Milliseconds, ...]
    peer: tuple[Milliseconds, ...]

    @property
    def ratio(self) -> float:
        """The median of what each pair says, so that a load that comes and goes weighs on both sides."""
        return median(ours / peer for ours, peer in zip(self.ours, self.peer, strict=True))

    @property
    def difference(self) -> Milliseconds:
        """The median difference of a pair."""
        return median(ours - peer for ours, peer in zip(self.ours, self.peer, strict=True))

    def told(
        self,
        name: str,
        row: int,
        work: str,
        *,
        bar: float,
        compared: Literal["ratio", "difference"] = "ratio",
        beside: dict[str, float] | None = None,
    ) -> Measured:
        """These pairs as a row."""
        value = self.ratio if compared == "ratio" else self.difference
        ours, peer = median(self.ours), median(self.peer)
        return Measured(name, row, work, ours, peer, value, compared, bar, len(self.ours), beside=beside or {})


def in_turn(ours: Timed, peer: Timed, *, pairs: int = 15, warm_up: int = 1) -> Pairs:
    """Time both in turn, each first in every other pair; the first rounds fill caches and do not count.

    Raises:
        ValueError: for fewer than seven pairs.
    """
    if pairs < LEAST_PAIRS:
        raise ValueError(f"{pairs} pairs say too little")
    for _ in range(warm_up):
        ours(), peer()
    times: list[tuple[Milliseconds, Milliseconds]] = []
    with collecting_paused():
        for at in range(pairs):
            if at % 2:
                late = peer()
                times.append((ours(), late))
            else:
                times.append((ours(), peer()))
    return Pairs(tuple(each[0] for each in times), tuple(each[1] for each in times))


@contextmanager
def collecting_paused() -> Iterator[None]:
    """No garbage is collected inside: it would fall on either side by chance."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def timed(work: Callable[[], object]) -> Timed:
    """A piece of work that times itself."""

    def once() -> Milliseconds:
        began = time.perf_counter()
        work()
        return (time.perf_counter() - began) * 1000

    return once

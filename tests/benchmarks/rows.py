"""All benchmarks on one page: name, row, and the function that measures it, imported when it is asked for."""

import importlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tests.benchmarks.measure import Measured


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A function that gives a :class:`Measured`; several may share a row of ``docs/benchmarks.md``."""

    row: int
    where: str

    def measure(self) -> Measured:
        """Measure it now."""
        module, name = self.where.split(":")
        function: Callable[[], Measured] = getattr(importlib.import_module(f"tests.benchmarks.{module}"), name)
        return function()


BENCHMARKS = {
    "mark": Benchmark(1, "marking:measure"),
    "clash-probe": Benchmark(6, "clash_probe:measure"),
    "expand": Benchmark(7, "expansion:measure_naive"),
    "expand-utc": Benchmark(7, "expansion:measure_utc"),
    "day": Benchmark(8, "day_list:measure"),
    "publish-unchanged": Benchmark(9, "publishing:measure_unchanged"),
    "publish-written": Benchmark(10, "publishing:measure_written"),
    "publish-one": Benchmark(11, "publishing:measure_one_change"),
    "export": Benchmark(24, "publishing:measure_export"),
    "clash-flat": Benchmark(6, "clash_probe:measure_flat"),
    "help": Benchmark(12, "start_up:measure_help"),
    "door": Benchmark(13, "start_up:measure_door"),
    "practice-door": Benchmark(13, "start_up:measure_practice_door"),
    "today": Benchmark(14, "screens:measure_today"),
    "session": Benchmark(14, "screens:measure_session"),
    "key": Benchmark(15, "key_press:measure"),
    "month": Benchmark(16, "month_list:measure"),
    "check": Benchmark(20, "checker:measure"),
    "list": Benchmark(21, "start_up:measure_list"),
    "long-list": Benchmark(23, "long_lists:measure_time"),
    "long-list-room": Benchmark(23, "long_lists:measure_room"),
    "first-session": Benchmark(22, "start_up:measure_first_session"),
}


def chosen(asked: Iterable[str]) -> list[str]:
    """Names for what was asked for, by name or number of a row; all of them where nothing was.

    Raises:
        KeyError: for what is neither.
    """
    names: dict[str, None] = {}
    for each in asked:
        found = [name for name, benchmark in BENCHMARKS.items() if each in (name, str(benchmark.row))]
        if not found:
            raise KeyError(each)
        names.update(dict.fromkeys(found))
    return list(names or BENCHMARKS)

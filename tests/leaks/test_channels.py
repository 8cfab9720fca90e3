"""The table of channels and the tests that it names belong together."""

import importlib
from pathlib import Path

from tests.leaks.channels import CHANNELS

HERE = Path(__file__).parent


def test_each_channel_has_its_tests_or_comes_later() -> None:
    """And each test that is named exists."""
    for name, channel in CHANNELS.items():
        assert bool(channel.tests) != bool(channel.comes_with), name
        for test in channel.tests:
            module, function = test.split(".")
            assert callable(getattr(importlib.import_module(f"tests.leaks.{module}"), function)), test


def test_what_comes_with_publishing_is_not_there_yet() -> None:
    """Whoever serves screens to a browser gives that row a test."""
    later = {name for name, channel in CHANNELS.items() if channel.comes_with}
    assert later == {"screens in a browser"}


def test_each_suite_serves_a_channel() -> None:
    """A file of tests that no row names would be forgotten."""
    named = {test.split(".")[0] for channel in CHANNELS.values() for test in channel.tests}
    assert {path.stem for path in HERE.glob("test_*.py")} - named == {"test_channels", "test_sentinels"}

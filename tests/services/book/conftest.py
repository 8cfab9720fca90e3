"""A home with a book, and keys that are stretched as little as is allowed."""

import pytest

from facilitator.storage.keys import slots
from facilitator.storage.keys.slots import Stretching
from tests.books import make_home


@pytest.fixture
def little_stretching(monkeypatch):
    monkeypatch.setattr(slots, "Stretching", lambda *given: Stretching(*(given or (19 * 1024, 2, 1))))


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)

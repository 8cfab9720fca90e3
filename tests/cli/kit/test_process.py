import subprocess
import sys

import pytest

from tests.books import open_practice


@pytest.fixture
def book(tmp_path):
    from facilitator.services.people.keep_people import add_person
    from tests.books import NOW

    with open_practice(tmp_path) as opened:
        add_person(opened, name="Zanzibar Quill", alias="Zee", email="zq@example.org", now=NOW)
        yield opened


@pytest.mark.parametrize(
    "breaks",
    [
        "raise KeyError('Zanzibar')",
        "import threading; t = threading.Thread(target=lambda: {}['Zanzibar'], name='Zanzibar'); t.start(); t.join()",
        "type('Left', (), {'__del__': lambda self: {}['Zanzibar']})()",
    ],
    ids=["uncaught", "in a thread", "thrown away"],
)
def test_an_error_that_nothing_catches_keeps_its_values(breaks: str) -> None:
    code = f"from facilitator.cli.kit.process import keep_private\nkeep_private()\n{breaks}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.startswith("internal error KeyError in ")
    assert "Zanzibar" not in done.stderr
    assert "Traceback" not in done.stderr

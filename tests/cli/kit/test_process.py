import subprocess
import sys

import pytest


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

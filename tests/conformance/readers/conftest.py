"""The readers in JavaScript, installed once."""

import os
import shutil
import subprocess

import pytest


@pytest.fixture(scope="session")
def modules(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A node_modules folder with ical.js and node-ical in it: ``READERS_JS``, or one that npm fills now."""
    if named := os.environ.get("READERS_JS"):
        return named
    folder, npm = tmp_path_factory.mktemp("npm"), shutil.which("npm")
    assert npm, "this suite needs Node and npm"
    install = [npm, "install", "--silent", "--no-save", "--prefix", str(folder), "ical.js@2", "node-ical@0"]
    subprocess.run(install, check=True, capture_output=True)
    return str(folder / "node_modules")

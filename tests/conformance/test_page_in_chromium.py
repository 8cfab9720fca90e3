"""The public page in a real browser: axe-core finds nothing wrong, filters work, and without script all of it is there.

``READERS_JS`` names a node_modules folder that has axe-core and playwright-core; without it, npm installs them.
"""

import json
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.agency import keep_sites
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.words import Mode, TitleStyle
from tests.conftest import Program
from tests.web.published import served

READER = Path(__file__).with_name("read_page.mjs")
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> & {{7*7}}"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A node_modules folder with axe-core and playwright-core in it."""
    if named := os.environ.get("READERS_JS"):
        return named
    folder, npm = tmp_path_factory.mktemp("npm"), shutil.which("npm")
    assert npm, "this suite needs Node and npm"
    install = [npm, "install", "--silent", "--no-save", "--prefix", str(folder), "axe-core@4", "playwright-core@1"]
    subprocess.run(install, check=True, capture_output=True)
    return str(folder / "node_modules")


@pytest.fixture
def published(program: Program) -> Program:
    """Groups of all kinds, one that is called like an attack, a move, a cancellation; the address on the web known."""
    for site in ("Hall", "Annex"):
        keep_sites.add_site(program.book, name=site, address="1 Main St", now=program.now)
        keep_sites.add_room(program.book, site=site, name=f"Blue {site}", capacity=None, now=program.now)
    program.group(room="Blue Hall", public=True, curriculum="eight-steady-steps", program="Recovery")
    program.group(NASTY, "2027-03-05 10:00", repeat="every friday, 5 times", room="Blue Annex", public=True)
    program.group("Online", "2027-03-05 19:00", repeat="every friday", mode=Mode.ONLINE, public=True)
    change = GroupChange(language="es", access="step-free; hearing loop", description=f"{NASTY}\nCome.")
    change_group(program.book, NASTY, change, now=program.now)
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    later = program.now.replace(tzinfo=None) + timedelta(days=9)
    edit_sessions.move(program.book, "Steady@2027-03-18", later, now=program.now)
    program.home.settings.write_text('web_address = "https://calendar.example.org"')
    wish = FeedWish(name="All", style=TitleStyle.TOPIC, show=["about", "join"])
    add_feed(program.book, wish, now=program.now)
    publish(program.book, program.home, now=program.now)
    return program


def look(modules: str, addresses: list[str]) -> Any:
    node, browser = shutil.which("node"), shutil.which("chromium")
    assert node, "this suite needs Node"
    assert browser, "this suite needs Chromium"
    done = subprocess.run([node, READER, modules, browser, *addresses], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@pytest.mark.slow
def test_axe_finds_nothing_filters_work_and_nothing_typed_runs(published: Program, modules: str) -> None:
    """Light and dark, at 320 and 1,000 pixels, each page; by the rules for WCAG 2.2 A and AA and good practice."""
    paths = ["all.html", *(f"all-pages/{each.name}" for each in published.home.published.glob("all-pages/*.html"))]
    with served(published.home.published) as port:
        own = f"http://127.0.0.1:{port}"
        found = look(modules, [f"{own}/{path}" for path in paths])
    assert len(paths) == 4
    assert found["violations"] == []
    assert found["checked"] > 200
    assert found["wide"] == []
    assert found["console"] == []  # what the policy refuses is said there, and so is what an attack would say
    assert {each.partition("/all")[0] for each in found["asked"]} == {own}
    assert found["filtered"] == [
        3,
        ["site", 1, "Groups shown: 1"],
        ["program", 1, "Groups shown: 1"],
        ["mode", 2, "Groups shown: 2"],
        ["access", 1, "Groups shown: 1"],
        3,
    ]
    assert found["unscripted"] == [3, False]
    assert found["printed"] == [3, False, False]

"""An error that nobody expected, in each worker of the screens: the program ends, says one line, and names nobody."""

import ast
import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerFailed

import facilitator
from facilitator.storage.files.locks import held_open
from facilitator.tui.agency.who_works import _chosen
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.backups.behind import restore_backup, with_book
from facilitator.tui.book.keys import Keys
from facilitator.tui.book.new_book import NewBook
from facilitator.tui.choose.file import WantedFile
from facilitator.tui.curricula.curricula import CurriculaScreen
from facilitator.tui.history.history import HistoryScreen
from facilitator.tui.papers import put_on_paper
from facilitator.tui.people.import_roster import ImportRoster
from facilitator.tui.presence import Sign
from facilitator.tui.publishing.behind import behind
from facilitator.tui.publishing.publish import PublishScreen
from facilitator.tui.scheduling.editions import look_for_edition
from facilitator.tui.scheduling.group_form import GroupForm
from facilitator.tui.scheduling.schedule_group import ScheduleGroup
from facilitator.tui.sessions.veil import Veil
from tests.books import NOW, PASSPHRASE
from tests.tui.locked import home_with_session, unlock
from tests.tui.screens import until

pytestmark = pytest.mark.slow

NAME = "Zanzibar Quill"
TUI = Path(facilitator.__file__).parent / "tui"

Drive = Callable[[FacilitatorApp, Pilot[Any]], Awaitable[object]]


def _fail(*_: object, **__: object) -> Any:
    """An error that holds a name, caused by another one that does."""
    try:
        {}[NAME]
    except KeyError as error:
        raise RuntimeError(f"cannot keep {NAME!r}") from error


async def _fail_later(*_: object, **__: object) -> Any:
    _fail()


def _on(make: Callable[[], Any], act: Callable[[Any], object]) -> Drive:
    """Show a screen, and let it do something."""

    async def drive(app: FacilitatorApp, pilot: Pilot[Any]) -> None:
        screen = make()
        await app.push_screen(screen)
        await pilot.pause()
        act(screen)

    return drive


def _with(act: Callable[[FacilitatorApp], object]) -> Drive:
    async def drive(app: FacilitatorApp, _pilot: Pilot[Any]) -> None:
        act(app)

    return drive


async def _restore(app: FacilitatorApp, _pilot: Pilot[Any]) -> None:
    await restore_backup(app, Path("x.backup"), None)


async def _look(app: FacilitatorApp, pilot: Pilot[Any]) -> None:
    await pilot.press("4")


async def _paper(app: FacilitatorApp, pilot: Pilot[Any]) -> None:
    put_on_paper(app.screen, "x", "x", _fail, print)  # type: ignore[arg-type]
    await pilot.pause()
    app.screen.dismiss(WantedFile(Path("/nowhere/x.pdf"), names=False))


_FILLED = SimpleNamespace(wish=1, curriculum=None, problems={}, missing=())

WORKERS: dict[str, tuple[str, Drive]] = {
    "backups/behind.py:with_book": ("", _with(lambda app: with_book(app, _fail, print))),
    "backups/behind.py:restore_backup": ("facilitator.services.backups.back_up.restore", _restore),
    "papers.py:begin": ("", _paper),
    "publishing/behind.py:behind": ("", _on(PublishScreen, lambda screen: behind(screen, "x", _fail, print, print))),
    "scheduling/editions.py:look_for_edition": (
        "facilitator.tui.scheduling.editions.groups_with_newer",
        _with(lambda app: look_for_edition(app.screen, "x", print)),  # type: ignore[arg-type]
    ),
    "scheduling/schedule_group.py:read_curricula": (
        "facilitator.tui.scheduling.schedule_group.curricula_at_hand",
        _on(ScheduleGroup, lambda screen: None),
    ),
    "scheduling/schedule_group.py:look": (
        "facilitator.tui.scheduling.schedule_group.preview_group",
        _on(ScheduleGroup, lambda screen: patch.object(GroupForm, "read", lambda _: _FILLED).start() and screen.look()),
    ),
    "scheduling/schedule_group.py:save": (
        "facilitator.tui.scheduling.schedule_group.replace",
        _on(ScheduleGroup, lambda screen: screen.save(_FILLED, force=False, holds_manual=False)),
    ),
    "book/new_book.py:make": (
        "facilitator.tui.book.new_book.create_book",
        _on(NewBook, lambda screen: screen.make("x", "UTC", "x", "x")),
    ),
    "book/keys.py:do": ("", _on(Keys, lambda screen: screen.do(_fail, "x"))),
    "history/history.py:in_thread": ("", _on(HistoryScreen, lambda screen: screen.in_thread(_fail, print))),
    "curricula/curricula.py:make_draft": (
        "facilitator.tui.curricula.curricula.draft_curriculum",
        _on(CurriculaScreen, lambda screen: screen.make_draft("/nowhere/x.txt")),
    ),
    "sessions/veil.py:try_passphrase": (
        "facilitator.services.book.unlock.unlock",
        _on(lambda: Veil("x"), lambda screen: screen.try_passphrase("x")),
    ),
    "privacy/looks.py:_behind": ("facilitator.services.privacy.note_reading.Readings.record", _look),
    "people/import_roster.py:examine": (
        "facilitator.tui.people.import_roster.import_roster",
        _on(ImportRoster, lambda screen: screen.examine(Path("x.csv"), b"", dry_run=True)),
    ),
}
"""Each worker by where it is made; what it calls that fails, and how it comes to work."""

AT_THE_DOOR = {
    "book/door.py:open_book": "facilitator.services.book.open_book.open_book",
    "book/door.py:practise": "facilitator.home.practice_home",
}
LOCKING = {
    "backups/backups.py:restore": _with(lambda app: app.run_worker(restore_backup(app, Path("x"), None))),
    "sessions/hiding.py:nobody_here": _with(lambda app: app.nobody_here(Sign.TOLD)),
    "agency/who_works.py:_chosen": _with(lambda app: _chosen(app, None, print)),
}
"""They run a lock, in the loop: that fails."""


def _made() -> Iterator[str]:
    """Where workers are made, by file and function."""
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            # one hands on to Textual what is made elsewhere
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "run_worker"
            if named and _makes(node):
                yield f"{path.relative_to(TUI).as_posix()}:{node.name}"


def _makes(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    nested = (each for each in ast.walk(function) if isinstance(each, ast.FunctionDef) and each is not function)
    inside = {id(node) for each in nested for node in ast.walk(each)}
    marks = [each.func if isinstance(each, ast.Call) else each for each in function.decorator_list]
    if any(isinstance(each, ast.Name) and each.id == "work" for each in marks):
        return True
    calls = [node.func for node in ast.walk(function) if isinstance(node, ast.Call) and id(node) not in inside]
    return any(isinstance(each, ast.Attribute) and each.attr == "run_worker" for each in calls)


def test_every_worker_is_tried() -> None:
    """A new one takes a line here."""
    assert sorted(_made()) == sorted({*WORKERS, *AT_THE_DOOR, *LOCKING})


def test_no_thread_is_made_past_the_workers() -> None:
    """What nobody waits for cannot say that it failed."""
    for path in TUI.rglob("*.py"):
        text = path.read_text("utf-8")
        assert "exit_on_error=False" not in text, path
        assert "Thread(" not in text, path


@pytest.mark.parametrize("where", WORKERS)
def test_a_worker_that_breaks(where: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Behind the door, with names in sight."""
    broken, drive = WORKERS[where]
    _ends(tmp_path, capfd, drive, {broken: _fail} if broken else {})


@pytest.mark.parametrize("where", LOCKING)
def test_a_lock_that_breaks(where: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """It does not stay open: it ends."""
    broken = {f"facilitator.tui.app.FacilitatorApp.{name}": _fail_later for name in ("action_lock", "action_let_go")}
    _ends(tmp_path, capfd, LOCKING[where], broken)


@pytest.mark.parametrize("where", [*AT_THE_DOOR, "entering"])
def test_the_door_breaks(where: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """While it opens, and in what the thread has the loop do."""

    async def drive(app: FacilitatorApp, pilot: Pilot[Any]) -> None:
        await until(pilot, lambda: app.screen.focused is not None and app.screen.focused.id == "passphrase")
        door = app.screen
        door.practise() if where.endswith("practise") else door.open_book(PASSPHRASE)  # type: ignore[attr-defined]

    broken = AT_THE_DOOR.get(where, "facilitator.tui.book.door.DoorScreen.enter")
    _ends(tmp_path, capfd, drive, {broken: _fail}, opened=False)


def _ends(
    folder: Path, capfd: pytest.CaptureFixture[str], drive: Drive, broken: dict[str, Any], *, opened: bool = True
) -> None:
    """Let it break, and see that the program ended, with one line and no name, and let go of the book."""
    home = home_with_session(folder)
    app = FacilitatorApp(home, clock=lambda: NOW)

    async def story() -> None:
        async with app.run_test(size=(100, 30)) as pilot:
            if opened:
                await unlock(app, pilot)
                await app.workers.wait_for_complete()
            with ExitStack() as stack:
                for name, failing in broken.items():
                    stack.enter_context(patch(name, failing))
                await drive(app, pilot)
                await until(pilot, lambda: app._exception is not None or not app.is_running, tries=4000)

    with pytest.raises((RuntimeError, WorkerFailed)):
        asyncio.run(story())
    assert app.return_code == 1
    out, err = capfd.readouterr()
    told = " ".join(err.split())
    assert re.search(r"internal error \w+ in \S+:\d+; the details are left out to protect people\. What was", told), err
    assert "Zanzibar" not in out + err
    assert "Traceback" not in out + err
    assert not held_open(home.book)

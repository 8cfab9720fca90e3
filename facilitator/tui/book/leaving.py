"""Leaving the terminal without a name on it: when the program is told to end, and when the book locks.

A lock begins afresh: the program starts itself again at the locked door, in the same place. Python cannot wipe its
memory, and a new process has none. Not on Windows, where a program that starts another in its place looks ended.
"""

import asyncio
import json
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

from textual.app import App

from facilitator.errors import BookError, FacilitatorError, without_values
from facilitator.tui.sessions.hiding import HidingDesk

if TYPE_CHECKING:
    from textual.driver import Driver

AFRESH = "FACILITATOR_AFRESH"
"""Tells a program that starts itself again what it was: its window and its look, and nothing else."""

_CLEAR = "\x1b[H\x1b[2J"
_LEAVE = "\x1b[?1049l\x1b[?25h"
_PATIENCE_SECONDS = 10.0
_BACKUP_SECONDS = 3.0


class LeavingDesk(HidingDesk):
    """A desk that is cleared before anybody leaves it."""

    afresh = False
    """Whether a lock may start the program again: only where it has this process and a terminal for itself."""

    def get_driver_class(self) -> "type[Driver]":
        """The driver for this terminal, which wipes the screen before it leaves it: some can be switched back to."""
        return _wiping(super().get_driver_class())

    def heed_signals(self) -> None:
        """Lock and leave where the system ends the program, or its terminal is gone; not where a test plays it."""
        if sys.platform == "win32" or self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                loop.add_signal_handler(number, self.told_to_end, number)

    def told_to_end(self, number: int) -> None:
        """Keep what was typed and let go of the book at once, then leave; where that hangs, end all the same."""
        self.afresh = False
        last = threading.Timer(_PATIENCE_SECONDS, _end_now, (number,))
        last.daemon = True
        last.start()
        self.let_go()
        if _is_gone():
            os._exit(128 + number)
        self.exit(return_code=128 + number)

    def let_go(self) -> bool:
        """Keep what was typed, and close the book; whether one was open."""
        raise NotImplementedError

    def keep_typed(self) -> None:
        """Keep what stands in open forms; a disk that takes nothing must not keep the book open."""
        from facilitator.services.book.keep_drafts import keep_drafts
        from facilitator.tui.kit.dialog import typed_into

        typed = typed_into(each for stack in self._screen_stacks.values() for each in stack)
        with suppress(FacilitatorError):
            keep_drafts(self.book, typed, now=self.clock())

    def _fatal_error(self) -> None:
        """Replace Textual's traceback, which prints locals: names and keys among them."""
        self.bell()
        error = sys.exc_info()[1]
        if error is not None:
            self._exit_renderables.append(without_values(error))
        self._close_messages_no_wait()

    def begin_afresh(self) -> None:
        """Start the program again at the locked door; where that cannot be, go on in this process."""
        driver = self._driver
        if not self.afresh or driver is None:
            return
        driver.stop_application_mode()
        driver.close()
        self.at_backups.acquire(timeout=_BACKUP_SECONDS)  # one that is being made is given up, and its files go
        _hold_terminal()
        told = {"window": self.window, "look": self.theme}
        environment = {name: value for name, value in os.environ.items() if name != "FACILITATOR_LOGIN"}
        line = [*sys.orig_argv[: len(sys.orig_argv) - len(sys.argv) + 1], "open", "--home", str(self.home.folder)]
        with suppress(OSError):
            os.execve(sys.executable, line, {**environment, AFRESH: json.dumps(told)})  # noqa: S606 - ourselves
        self.at_backups.release()
        driver.start_application_mode()
        self.refresh()


def expect_guard(program: type[App[Any]]) -> None:
    """See that an error in this version of Textual comes to us: its own traceback prints locals, and names are values.

    Raises:
        BookError: where it would not.
    """
    handler = getattr(App, "_handle_exception", None)
    asked = handler is not None and "_fatal_error" in handler.__code__.co_names
    if not asked or program._fatal_error is not LeavingDesk._fatal_error:
        raise BookError(
            "this version of Textual may print names of people where an error is told",
            "Install the one that facilitator was tried with: pip install 'textual>=8,<9'",
        )


def was_before() -> dict[str, str] | None:
    """What this program was before it started itself again, told once; None where somebody started it.

    The terminal, which was held meanwhile, is as it was.
    """
    told = os.environ.pop(AFRESH, None)
    if told is None:
        return None
    _free_terminal()
    with suppress(ValueError, AttributeError):
        return {str(name): str(value) for name, value in json.loads(told).items()}
    return {}


def _wiping(base: "type[Driver]") -> "type[Driver]":
    def stop_application_mode(driver: "Driver") -> None:
        driver.write(_CLEAR)
        base.stop_application_mode(driver)

    return type(f"Wiping{base.__name__}", (base,), {"stop_application_mode": stop_application_mode})


def _end_now(number: int) -> NoReturn:
    _write(_CLEAR + _LEAVE)
    os._exit(128 + number)


def _hold_terminal() -> None:
    """Say on an empty screen that the book is locked, and show nothing of what is typed until the door is there."""
    _write(f"\x1b[?1049h{_CLEAR} The book is locked.")
    _show_typing(shown=False)


def _free_terminal() -> None:
    _show_typing(shown=True)


def _write(text: str) -> None:
    with suppress(OSError, ValueError):
        os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, text.encode())  # where Textual writes


def _is_gone() -> bool:
    """Whether the terminal is: Textual would wait for it for ever."""
    if sys.platform == "win32":
        return False
    import termios

    try:
        termios.tcgetattr(0)
    except (termios.error, OSError):
        return True
    return False


def _show_typing(*, shown: bool) -> None:
    if sys.platform == "win32":
        return
    import termios

    with suppress(termios.error, OSError):
        mode = termios.tcgetattr(0)
        told = termios.ECHO | termios.ICANON | termios.ISIG
        mode[3] = mode[3] | told if shown else mode[3] & ~told
        mode[0] = (
            mode[0] | termios.IXON if shown else mode[0] & ~termios.IXON
        )  # else Ctrl+Q and Ctrl+S are the terminal's
        termios.tcsetattr(0, termios.TCSANOW, mode)

"""Papers from a screen: ask where the PDF shall go, set it in a thread, say where it is."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import get_current_worker

from facilitator.domain.curricula.curriculum import slug_of
from facilitator.errors import FacilitatorError
from facilitator.home import write_whole
from facilitator.tui.choose.file import SaveFile, WantedFile
from facilitator.tui.kit.message import Message

if TYPE_CHECKING:
    from facilitator.tui.kit.page import Page

_HINT = "Where shall the PDF go? Open it afterwards to print it."


def put_on_paper(page: "Page", what: str, name: str, make: Callable[[], bytes], say: Callable[[str], None]) -> None:
    """Save what ``make`` gives. ``what`` heads the dialog; ``name`` becomes that of the file."""

    def begin(wanted: WantedFile | None) -> None:
        if wanted is not None:
            write = partial(
                _write, page, wanted.path, make, partial(say, f"Saved in {wanted.path}, which only you can read.")
            )
            # the first paper takes half a second, and a clock may be running on this screen
            page.run_worker(write, thread=True, exclusive=True, group="paper")

    place = Path.home() / f"{slug_of(name) or 'paper'}.pdf"
    page.app.push_screen(SaveFile(f"{what} on paper", _HINT, value=place, suffixes=(".pdf",)), begin)


def _write(page: "Page", path: Path, make: Callable[[], bytes], done: Callable[[], None]) -> None:
    app, worker = page.facilitator, get_current_worker()
    try:
        write_whole(path, make())
    except FacilitatorError as error:
        if not worker.is_cancelled:
            app.call_from_thread(app.push_screen, Message.of(error))
        return
    if not worker.is_cancelled:
        app.call_from_thread(done)

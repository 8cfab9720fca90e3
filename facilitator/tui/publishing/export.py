"""The schedule as a file for calendar apps, saved by hand."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets.option_list import Option

from facilitator.domain.curricula.curriculum import slug_of
from facilitator.domain.publishing.selection import AHEAD, BACK
from facilitator.home import write_whole
from facilitator.services.publishing.export_calendar import Exported, export_calendar
from facilitator.services.scheduling.see_groups import list_groups
from facilitator.tui.choose.file import SaveFile, WantedFile
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.words import GroupStatus

_PROGRAM = "program"
_WHAT = (
    "A calendar file (.ics) opens in the calendar apps of phones and computers. It holds titles, times, topics and "
    "rooms; there are no participants in it. It is the schedule as it is now: after a change, save it again."
)
_HOW = (
    f"It goes from {BACK.days} days back to {round(AHEAD.days / 30.4)} months ahead. Cancelled sessions are in it, "
    "marked so, and a file that is opened a second time corrects what the app has from the first.\n\n"
    "In an app, look for Import, or open the file.\n\n"
    "On the command line: facilitator calendar export --group GROUP -o FILE.ics"
)


class ExportScreen(Page):
    """The whole program or one group, as a file."""

    MODE = "publish"
    AUTO_FOCUS = "#what"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("save", "s", "Save", "Save the schedule under the cursor as a calendar file (.ics).", True),
        ScreenAct("back", "escape", "Back", "Back to the feeds.", True, "Esc"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.titles: dict[str, str] = {}

    def compose_room(self) -> ComposeResult:
        yield Static("Save the schedule as a calendar file", classes="heading")
        yield Static(f"{_WHAT}\n")
        with Horizontal(classes="columns"):
            yield RowList(id="what")
            with VerticalScroll(classes="side"):
                yield Static(_HOW)
        yield Static(id="says", classes="says")

    def read_page(self) -> None:
        """Read which groups there are."""
        groups = [each for each in list_groups(self.facilitator.book) if each.status is GroupStatus.ACTIVE]
        self.titles = {_PROGRAM: self.facilitator.book_name} | {each.uid: each.title for each in groups}
        rows = [Option(Text(" The whole program"), id=_PROGRAM)]
        if groups:
            rows.append(Option(Text("One group", style="bold"), disabled=True))
            rows.extend(Option(Text(f" {each.title}"), id=each.uid) for each in groups)
        self.query_one("#what", RowList).show(rows)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Save this one."""
        if event.option_id:
            self.action_save()

    def action_save(self) -> None:
        """Ask where the file shall go."""
        key = self.query_one("#what", RowList).current
        title = self.titles[key]
        place = Path.home() / f"{slug_of(title) or 'schedule'}.ics"
        self.app.push_screen(
            SaveFile(f"Save the schedule of {title}", "Where shall the file go?", value=place, suffixes=(".ics",)),
            lambda wanted: self.save(key, wanted),
        )

    def save(self, key: str, wanted: WantedFile | None) -> None:
        """Write the file."""
        if wanted is None:
            return
        done = self.facilitator.attempt(lambda: self.write(key, wanted.path))
        if done is not None:
            paths = [f"{path}" for path, _ in done.named(wanted.path)]
            says = f"{done.sessions} sessions are in {' and '.join(paths)}"
            self.say(" ".join((says, *done.warnings)))

    def write(self, key: str, path: Path) -> Exported:
        """The schedule of the program or a group, in that file."""
        app = self.facilitator
        done = export_calendar(app.book, groups=() if key == _PROGRAM else (key,), now=app.clock())
        for each, file in done.named(path):
            write_whole(each, file.data)
        return done

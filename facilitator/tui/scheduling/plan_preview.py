"""What a plan would make: the rule in words, what is in its way, and the dates with their lessons."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from facilitator.domain.dates.plain_dates import say_date, say_time
from facilitator.domain.scheduling.planned import PlannedSession
from facilitator.domain.views import Clash
from facilitator.services.scheduling.schedule_group import Preview
from facilitator.tui.kit.plain import Static
from facilitator.zones import zone

MOST_DATES = 80
MOST_CLASHES = 6


class PlanPreview(VerticalScroll):
    """Shows a preview; without one, what is still needed for it."""

    def compose(self) -> ComposeResult:
        yield Static(id="plan")

    def show(self, preview: Preview) -> None:
        """The dates that would be made."""
        self.query_one("#plan", Static).update(Text("\n").join(preview_lines(preview)))
        self.scroll_home(animate=False)

    def ask(self, text: str) -> None:
        """No plan yet, and why."""
        self.query_one("#plan", Static).update(Text(text))


def preview_lines(preview: Preview) -> list[Text]:
    """A preview as lines: the whole in one, then clashes and warnings, then each date."""
    return [*_heading(preview), *_clashes(preview.clashes), *_warnings(preview), Text(""), *_dates(preview)]


def _heading(preview: Preview) -> Iterator[Text]:
    sessions = preview.plan.sessions
    number = "1 session" if len(sessions) == 1 else f"{len(sessions)} sessions"
    words = preview.words[:1].upper() + preview.words[1:]
    yield Text(f"{words}: {number} of {preview.minutes} minutes", style="bold")
    first, last = sessions[0].start_local.date(), sessions[-1].start_local.date()
    span = say_date(first) if first == last else f"{say_date(first)} to {say_date(last)}"
    yield Text(f"{span}, {preview.plan.zone.replace('_', ' ')} time", style="dim")


def _clashes(clashes: Sequence[Clash]) -> Iterator[Text]:
    """What refuses, under a heading; what only warns after it."""
    refusing = [each for each in clashes if each.refuses]
    if refusing:
        number = "1 time" if len(refusing) == 1 else f"{len(refusing)} times"
        yield Text(f"! {number} cannot be kept:", style="bold")
    for each in refusing[:MOST_CLASHES]:
        yield Text(f"! {clash_words(each)}")
    if len(refusing) > MOST_CLASHES:
        yield Text(f"! and {len(refusing) - MOST_CLASHES} more")
    warning = [each for each in clashes if not each.refuses]
    for each in warning[:MOST_CLASHES]:
        yield Text(f"* {clash_words(each)}")
    if len(warning) > MOST_CLASHES:
        yield Text(f"* and {len(warning) - MOST_CLASHES} more to look at")


def clash_words(each: Clash) -> str:
    """A clash in a line: when, and what stands in the way."""
    day = say_date(each.starts_at.astimezone(zone(each.zone)).date())
    more = f" and {each.sessions - 1} more" if each.sessions > 1 else ""
    return f"{day}{more}: {each.words}"


def _warnings(preview: Preview) -> Iterator[Text]:
    for each in (*preview.notes, *preview.plan.warnings):
        yield Text(f"* {each}")


def _dates(preview: Preview) -> Iterator[Text]:
    """Sessions and closed days in order of time."""
    lines: list[tuple[date, int, Text]] = [
        (each.start_local.date(), 1, _session(at, each, preview.lesson_titles[at]))
        for at, each in enumerate(preview.plan.sessions)
    ]
    lines.extend(
        (each.date, 0, Text(f"  -  {say_date(each.date)}  left out: {each.reason}", style="italic"))
        for each in preview.plan.skipped
    )
    lines.sort(key=lambda line: line[:2])
    for _, _, line in lines[:MOST_DATES]:
        yield line
    if len(lines) > MOST_DATES:
        yield Text(f"     and {len(lines) - MOST_DATES} more dates, to {say_date(lines[-1][0])}", style="dim")


def _session(at: int, each: PlannedSession, lesson_title: str) -> Text:
    line = Text(f"{at + 1:>3}  {say_date(each.start_local.date())}  {say_time(each.starts_at.time())}")
    if each.shifted:
        line.append(f"  instead of {say_date(each.original_local.date())}")
    if lesson_title:
        line.append(f"  {lesson_title}")
    return line

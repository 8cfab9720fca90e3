"""Reports: who came and what was covered, with the definitions of what is counted."""

from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from facilitator.domain.reporting.still_open import StillOpen
from facilitator.services.privacy.disclose import save_naming, save_unnamed
from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_attendance import (
    PEOPLE_PARTS,
    codes_in,
    people_words,
    report_groups,
    report_people,
)
from facilitator.services.reporting.report_coverage import report_coverage
from facilitator.services.reporting.report_staff import report_staff
from facilitator.services.reporting.report_text import report_csv, report_json
from facilitator.services.reporting.save_report import with_notes
from facilitator.tui.choose.file import SaveFile, WantedFile
from facilitator.tui.choose.group import ChooseGroup, ChosenGroup
from facilitator.tui.choose.period import AskPeriod, Period
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.plain import Static
from facilitator.tui.messages import OpenSession
from facilitator.tui.reporting.report_table import ReportTable, heading

_ALL = ChosenGroup("", "all groups")
_GROUP, _PERSON, _STAFF, _COVERAGE = "group", "person", "staff", "coverage"
_KINDS = {_GROUP: "By group", _PERSON: "By person", _STAFF: "By facilitator", _COVERAGE: "Topics and skills"}


class ReportsScreen(Page):
    """By group, by person or by facilitator, of these days. A look at people leaves a row in the audit chain."""

    MODE = "reports"
    AUTO_FOCUS = "#report"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("kind", "k", "Kind", "Count by group, person or facilitator, or by topic and skill.", True),
        ScreenAct("period", "d", "Days", "Choose the first and the last day.", True),
        ScreenAct("group", "g", "Group", "Count one group, or all of them.", True),
        ScreenAct("finish", "f", "Finish", "Open the first session that the figures still lack.", True),
        ScreenAct("save", "s", "Save", "Save this report for a spreadsheet (CSV) or a program (JSON).", True),
        ScreenAct("names", "h", "Show names", "Show names in place of codes, or hide them again."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.kind = _GROUP
        self.names = False
        self.period: Period | None = None
        self.group = _ALL
        self.stale = False
        self.open = StillOpen()

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="head-row"):
            yield Static(id="what", classes="heading")
            yield ActLine(self.ACTS)
        yield Static(id="open")
        yield ReportTable(id="report")
        with VerticalScroll(id="definitions"):
            yield Static(id="definitions-text")
        yield Static(id="says", classes="says")

    @property
    def people(self) -> bool:
        """Whether people are counted one by one."""
        return self.kind == _PERSON

    @property
    def today(self) -> date:
        """Today, where the program is."""
        return self.facilitator.local(self.facilitator.clock()).date()

    @property
    def days(self) -> Period:
        """The days that were chosen, else last month and this one."""
        return self.period or last_and_this_month(self.today)

    def read_page(self) -> None:
        """Count anew, once for all that changed with one key: a look at people is audited."""
        self.stale = True
        self.call_after_refresh(self.count)

    def count(self) -> None:
        """Count and show."""
        if not self.stale or not self.facilitator.unlocked:
            return
        self.stale = False
        made = self.facilitator.attempt(lambda: self.made(names=self.names))
        if made is None:
            return
        self.query_one("#what", Static).update(f"{_KINDS[self.kind]}, {self.group.title}, {self.days.shown}")
        self.show_open(made.open, made.earlier)
        self.query_one(ReportTable).show(made)
        words = (f"{heading(name)}: {text}" for name, text in made.definitions.items())
        self.query_one("#definitions-text", Static).update("\n".join(words))

    def show_open(self, lacking: StillOpen, earlier: str = "") -> None:
        """What the period lacks, above all figures."""
        self.open = lacking
        line = self.query_one("#open", Static)
        words = f"{lacking.words} f opens it." if lacking.first else lacking.words
        line.update("\n".join(each for each in (words, earlier) if each))
        line.set_class(lacking.first is not None, "-lacking")

    def made(self, *, names: bool) -> Report:
        """The report as it is chosen."""
        app, days, group = self.facilitator, self.days, self.group.uid or None
        if self.people:
            return report_people(app.book, days.first, days.last, now=app.clock(), names=names, group=group)
        if self.kind == _STAFF:
            return report_staff(app.book, days.first, days.last, now=app.clock(), group=group)
        if self.kind == _COVERAGE:
            return report_coverage(app.book, days.first, days.last, now=app.clock(), group=group)
        return report_groups(app.book, days.first, days.last, now=app.clock(), group=group)

    def action_kind(self) -> None:
        """By group, by person, by facilitator, by topic and skill, and round again."""
        kinds = list(_KINDS)
        self.kind = kinds[(kinds.index(self.kind) + 1) % len(kinds)]
        self.say("Codes stand in for names. h shows the names." if self.people and not self.names else "")
        self.read_again()

    def action_names(self) -> None:
        """Names, or codes."""
        if not self.people:
            self.say("There are no people in this report. k counts by person.")
            return
        self.names = not self.names
        self.say("" if self.names else "Codes stand in for names.")
        self.read_again()

    def action_period(self) -> None:
        """Ask for the days."""
        self.app.push_screen(AskPeriod(self.days, self.today), self.choose_period)

    def choose_period(self, period: Period | None) -> None:
        """Count these days."""
        if period is not None:
            self.period = period
            self.read_again()

    def action_group(self) -> None:
        """Ask for a group."""
        self.app.push_screen(ChooseGroup("Which group?", none=_ALL.title), self.choose_group)

    def choose_group(self, group: ChosenGroup | None) -> None:
        """Count this one."""
        if group is not None:
            self.group = group
            self.read_again()

    def action_finish(self) -> None:
        """Open the first session that lacks something."""
        if self.open.first is None:
            self.say("Nothing is still open in these days.")
            return
        self.post_message(OpenSession(self.open.first_session))

    def action_save(self) -> None:
        """Ask where it shall go."""
        place = Path.home() / f"{self.kind}-report-{self.days.first}-to-{self.days.last}.csv"
        hint = "Where shall it go? A name that ends in .csv is for a spreadsheet, in .json for a program."
        asked = SaveFile("Save this report", hint, value=place, suffixes=(".csv", ".json"), ask_names=self.people)
        self.app.push_screen(asked, self.save)

    def save(self, wanted: WantedFile | None) -> None:
        """Write it into a private file."""
        if wanted is not None:
            said = self.facilitator.attempt(lambda: self.write(wanted))
            if said:
                self.say(said)

    def write(self, wanted: WantedFile) -> str:
        """The report in that file, with names only where they were asked for; what to say of it."""
        made = self.made(names=wanted.names)
        if wanted.path.suffix.lower() == ".json":
            return self.write_text(wanted, made, report_json(made))
        with with_notes(made, wanted.path):
            return f"{self.write_text(wanted, made, report_csv(made))} Its definitions lie beside it."

    def write_text(self, wanted: WantedFile, made: Report, text: str) -> str:
        """This text in that file; what to say of it."""
        saved, data = f"Saved in {wanted.path}, which only you can read.", text.encode()
        if not (wanted.names and self.people):
            save_unnamed(wanted.path, data)
            return saved
        app, what = self.facilitator, people_words(made)
        beside = save_naming(
            app.book, wanted.path, data, codes_in(made), PEOPLE_PARTS, wanted.basis, what=what, now=app.clock()
        )
        return f"{beside.name} goes with {wanted.path.name}. Both are in {wanted.path.parent}." if beside else saved


def last_and_this_month(today: date) -> Period:
    """From the first day of last month to the last day of this one."""
    this = today.replace(day=1)
    return Period((this - timedelta(days=1)).replace(day=1), (this + timedelta(days=31)).replace(day=1) - timedelta(1))

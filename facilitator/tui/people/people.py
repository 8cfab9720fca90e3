"""People: find one, add one, bring a roster in, put somebody on a roster."""

from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input
from textual.widgets.option_list import Option

from facilitator.domain.people.name_search import NameSearch
from facilitator.domain.views import Person
from facilitator.services.people.enrol import enrol
from facilitator.services.people.import_roster import RosterImport
from facilitator.services.people.keep_people import list_people
from facilitator.services.people.roster_words import overlap_lines, place_line
from facilitator.services.people.see_people import SeenPerson, see_person
from facilitator.services.privacy.export_person import export_person
from facilitator.tui.choose.file import SaveFile, WantedFile
from facilitator.tui.choose.group import ChooseGroup, ChosenGroup
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.parts.search_line import SearchLine
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.tui.messages import OpenHistory
from facilitator.tui.people.import_roster import ImportRoster
from facilitator.tui.people.person import AddPerson, PersonCard
from facilitator.tui.people.person_acts import ACTS
from facilitator.tui.people.person_lines import person_line, person_side
from facilitator.tui.people.roster_lines import import_words
from facilitator.tui.privacy.consents import Consents
from facilitator.tui.privacy.emergency import EmergencyForm
from facilitator.tui.privacy.looks import looked

REST_SECONDS = 2.0
"""So long the cursor rests on somebody before it counts as a look at their record."""

MOST = 300
"""So many rows at once; a few letters find the others."""

_EMPTY = "Nobody is in the book yet. Press a to add a person, or i to bring in a roster file (CSV)."


class PeopleScreen(Page):
    """Everybody by name; a few letters narrow the list."""

    MODE = "people"
    AUTO_FOCUS = "#people"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("add", "a", "Add", "Add a person.", True),
        ScreenAct("enrol", "e", "Put on a roster", "Put this person on the roster of a group.", True),
        ScreenAct("import_roster", "i", "Import", "Bring people in from a roster file (CSV)."),
        ScreenAct(
            "consents", "c", "Consents", "See what this person consented to, and what was told; add or end one.", True
        ),
        ScreenAct("emergency", "m", "Emergency", "Write up what was told to medical people in an emergency."),
        ScreenAct("record", "x", "Their record", "Write all that is held on this person into a file, for them."),
        ScreenAct("history", "v", "History", "All that happened to this person's record, and who did it."),
        ScreenAct("names", "h", "Hide names", "Hide or show the names on the screen.", True),
        ScreenAct("search", "slash", "Find", "Find a person by a few letters of name, alias or code.", shown_key="/"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.people: list[Person] = []
        self.search = NameSearch[Person](())
        self.names = True

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="search-row"):
            yield SearchLine("/ to find: a few letters of a name, alias or code", id="search")
            yield Static(id="count", classes="dim")
        with Horizontal(classes="columns"):
            yield RowList(id="people")
            with VerticalScroll(classes="side"):
                yield Static(id="side")
        yield Static(id="says", classes="says")

    def read_page(self) -> None:
        """Read everybody."""
        self.people = list_people(self.facilitator.book)
        looked(self.facilitator, "read.people", names=self.names, people=len(self.people))
        self.search = NameSearch(self.people)
        self.show()

    def go_to(self, uid: str) -> None:
        """Put the cursor on a person; beyond the rows that are shown, the search finds them."""
        far = next((each.code for each in self.people[MOST:] if each.uid == uid), "")
        with self.prevent(Input.Changed):
            self.query_one(SearchLine).value = far
        self.query_one("#people").focus()
        self.show(at=uid)

    def show(self, *, at: str = "") -> None:
        """The people whom the letters mean, the best match first; without letters everybody."""
        letters = self.query_one(SearchLine).value.strip()
        found = [each for _, each in self.search.find(letters)] if letters else self.people
        self.query_one("#people", RowList).show(self._rows(found), at=at)
        self.query_one("#count", Static).update(_count_words(len(found), len(self.people), searched=bool(letters)))
        self.show_side()

    def _rows(self, found: list[Person]) -> list[Option]:
        rows = [Option(person_line(each, names=self.names), id=each.uid) for each in found[:MOST]]
        if not self.people:
            rows.append(Option(Text(_EMPTY), disabled=True))
        elif not found:
            rows.append(Option(Text("Nobody is called so. Esc in the line above clears it."), disabled=True))
        return rows

    def show_side(self) -> None:
        """More of the person beside the list, where there is room."""
        seen = self.seen() if self.has_class("-wide") else None
        self.query_one("#side", Static).update(person_side(seen, names=self.names) if seen else "")
        if seen:
            self.set_timer(REST_SECONDS, lambda: self.note_look(seen))

    def note_look(self, seen: SeenPerson) -> None:
        """Record that this person's record was looked at, where the cursor is on it still."""
        here = self.is_current and self.facilitator.unlocked
        if here and self.query_one("#people", RowList).current == seen.person.uid:
            looked(self.facilitator, "read.person", seen.person.uid, names=self.names)

    def seen(self) -> SeenPerson | None:
        """The person under the cursor."""
        uid = self.query_one("#people", RowList).current
        return see_person(self.facilitator.book, uid, now=self.facilitator.clock()) if uid else None

    def on_input_changed(self) -> None:
        """Another letter."""
        self.show()

    def on_search_line_left(self) -> None:
        """To the rows that were found."""
        self.query_one("#people").focus()

    def on_option_list_option_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_side()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a person."""
        seen = self.seen()
        if event.option_id and seen:
            self.note_look(seen)
            self.app.push_screen(PersonCard(seen, names=self.names), lambda what: self.do(seen, what))

    def do(self, seen: SeenPerson, what: str | None) -> None:
        """What the card was left for."""
        if what == "enrol":
            self.action_enrol()
        elif what:
            ACTS[what](self, seen, lambda words: self.done(seen, words), names=self.names)

    def done(self, seen: SeenPerson, words: str) -> None:
        """Show what came of it."""
        self.read_again()
        self.go_to(seen.person.uid)
        self.say(words)

    def action_search(self) -> None:
        """Type a few letters."""
        self.query_one(SearchLine).focus()

    def action_names(self) -> None:
        """Hide or show names."""
        self.names = not self.names
        self.say("" if self.names else "Names are hidden. h shows them again.")
        self.show()

    def action_add(self) -> None:
        """Add a person."""
        self.app.push_screen(AddPerson(names=self.names), self.added)

    def added(self, person: Person | None) -> None:
        """Go to the new person."""
        if person is None:
            return
        self.read_again()
        self.go_to(person.uid)
        self.say(f"Added {person.shown(names=self.names)}. e puts this person on a roster.")

    def action_enrol(self) -> None:
        """Choose the group."""
        seen = self.chosen()
        if seen is None:
            return
        title = f"On which roster shall {seen.person.shown(names=self.names)} go?"
        self.app.push_screen(ChooseGroup(title, rosters=True), lambda group: self.enrolled(seen.person, group))

    def enrolled(self, person: Person, group: ChosenGroup | None) -> None:
        """Put the person on the roster of that group."""
        if group is None:
            return
        app = self.facilitator
        done = app.attempt(lambda: enrol(app.book, group.uid, person.uid, now=app.clock()))
        if done is None:
            return
        who = person.shown(names=self.names)
        words = place_line(done.place, done.group.title, called=lambda _: who)
        self.say(" ".join([words, *overlap_lines(done.overlaps)]))
        self.show_side()

    def action_history(self) -> None:
        """What happened to this record."""
        seen = self.chosen()
        if seen:
            self.post_message(OpenHistory(seen.person.uid, names=self.names))

    def action_consents(self) -> None:
        """Their consents, and what was told."""
        seen = self.chosen()
        if seen:
            self.app.push_screen(Consents(seen.person, names=self.names))

    def action_emergency(self) -> None:
        """Write an emergency up."""
        seen = self.chosen()
        if seen:
            self.app.push_screen(EmergencyForm(seen.person, names=self.names), lambda said: self.say(said or ""))

    def action_record(self) -> None:
        """Ask where their record shall go."""
        seen = self.chosen()
        if seen is None:
            return
        today = self.facilitator.local(self.facilitator.clock()).date()
        place = Path.home() / f"record-{seen.person.code}-{today}.json"
        hint = "All that is held on this person and nothing of others, for them. A PDF to read lies beside it then."
        self.app.push_screen(
            SaveFile("Their whole record", hint, value=place, suffixes=(".json",)),
            lambda wanted: self.write_record(seen.person, wanted),
        )

    def write_record(self, person: Person, wanted: WantedFile | None) -> None:
        """Write it, and into the ledger that it was given."""
        if wanted is None:
            return
        app = self.facilitator
        done = app.attempt(
            lambda: export_person(app.book, app.home, person.uid, wanted.path, now=app.clock(), pdf=True)
        )
        if done:
            self.say(f"Saved as {' and '.join(each.name for each in done.files)} in {wanted.path.parent}.")

    def chosen(self) -> SeenPerson | None:
        """The person under the cursor; without one it is said."""
        seen = self.seen()
        if seen is None:
            self.say("Choose a person first.")
        return seen

    def action_import_roster(self) -> None:
        """Bring a roster file in."""
        self.app.push_screen(ImportRoster(names=self.names), self.imported)

    def imported(self, done: RosterImport | None) -> None:
        """Show the new people."""
        if done is None:
            return
        self.read_again()
        self.say(f"Imported. {import_words(done)}")


def _count_words(found: int, total: int, *, searched: bool) -> str:
    words = f"{found} of {total}" if searched else f"{total} {'person' if total == 1 else 'people'}"
    return f"{words}, the first {MOST} here" if found > MOST else words

"""The form of a group to be: reads what was typed into a wish, and says what is missing or wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from rich.text import Text
from textual import on
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from facilitator.domain.scheduling.plan import MINUTES
from facilitator.domain.views import Facilitator, Room
from facilitator.errors import BadInput
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.services.scheduling.schedule_group import GroupWish
from facilitator.tui.kit.parts.form import Form
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.parts.moment_input import MomentInput, Nudges
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.parts.tick_list import TickList
from facilitator.tui.kit.said import said
from facilitator.words import ClosurePolicy, CurriculumKind, EnrolmentKind, Mode

_JOINING = (
    ("anybody, at any time (open)", EnrolmentKind.OPEN),
    ("those who begin together (closed)", EnrolmentKind.CLOSED),
    ("whoever comes, without a roster (drop-in)", EnrolmentKind.DROP_IN),
)
_CLOSED_DAYS = (
    ("do not meet; its topic is left out", ClosurePolicy.SKIP),
    ("meet on the next open day", ClosurePolicy.SHIFT),
    ("meet a time later, so that no topic is lost", ClosurePolicy.PUSH),
    ("meet all the same", ClosurePolicy.KEEP),
)
SEATS = range(1, 10_000)
_MODES = (("in person", Mode.IN_PERSON), ("online", Mode.ONLINE), ("both at once", Mode.HYBRID))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: a wish when nothing is missing or wrong, else what is still needed, and problems by part."""

    wish: GroupWish | None = None
    curriculum: CurriculumAtHand | None = None
    missing: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)


class GroupForm(Form):
    """Title, lessons, times, place and people of a group."""

    @dataclass
    class Changed(Message):
        """Something in the form has changed."""

    def __init__(self, start: datetime, rooms: Sequence[Room], staff: Sequence[Facilitator]) -> None:
        self.curricula: dict[str, CurriculumAtHand] = {}
        self.offered_title = ""
        self.start = MomentInput(start, id="ask-start")
        self.controls: dict[str, Any] = {
            "title": Input(placeholder="the name that members know", id="ask-title", compact=True),
            "curriculum": Select([], prompt="without a curriculum", id="ask-curriculum"),
            "repeat": Input("weekly", placeholder="such as: every thursday, 8 times", id="ask-repeat", compact=True),
            "minutes": Input(type="integer", placeholder="such as: 60", id="ask-minutes", compact=True, max_length=4),
            "room": Select(
                [(f"{each.site}, {each.name}", each.uid) for each in rooms], prompt="no room yet", id="ask-room"
            ),
            "facilitators": TickList([(each.uid, each.name) for each in staff], id="ask-facilitators"),
            "capacity": Input(
                type="integer", placeholder="as many as come", id="ask-capacity", compact=True, max_length=4
            ),
            "enrolment": Select(
                _JOINING, prompt="as the curriculum says, else open while it goes on", id="ask-enrolment"
            ),
            "on_closure": Select(
                _CLOSED_DAYS, prompt="a closed group meets later; others leave it out", id="ask-on_closure"
            ),
            "mode": Select(_MODES, id="ask-mode", value=Mode.IN_PERSON),
            "program": Input(placeholder="the curriculum's, else wellness", id="ask-program", compact=True),
        }
        self.untouched: tuple[object, ...] = ()
        labels = {
            "title": "Title",
            "curriculum": "Curriculum",
            "start": "Starts",
            "repeat": "Repeats",
            "minutes": "Minutes",
            "room": "Room",
            "facilitators": "Led by",
            "capacity": "Seats",
            "enrolment": "Who joins",
            "on_closure": "Closed days",
            "mode": "Meets",
            "program": "Program",
        }
        fields = [
            FormField("start", label, self.start, Nudges(self.start))
            if part == "start"
            else FormField(part, label, self.controls[part])
            for part, label in labels.items()
        ]
        super().__init__(*fields, check=lambda: self.read().problems, id="group-form")

    def on_mount(self) -> None:
        """Begin with the title."""
        self.untouched = self.answers()
        self.controls["title"].focus()

    @property
    def touched(self) -> bool:
        """Whether there is anything to lose."""
        return self.answers() != self.untouched

    def answers(self) -> tuple[object, ...]:
        """All that stands in the form."""
        values = [_answer(each) for each in self.controls.values()]
        return (self.start.value, *values)

    def offer(self, at_hand: Sequence[CurriculumAtHand], *, chosen: str = "") -> None:
        """Offer these curricula, with one of them chosen already."""
        self.curricula = {each.curriculum.key: each for each in at_hand if each.curriculum and each.usable}
        self.controls["curriculum"].set_options(
            (_curriculum_words(each), key) for key, each in sorted(self.curricula.items(), key=_by_title)
        )
        if chosen in self.curricula:
            self.controls["curriculum"].value = chosen

    def read(self) -> Filled:
        """What the form says now."""
        key = self.controls["curriculum"].selection
        chosen = self.curricula.get(key) if key else None
        problems: dict[str, str] = {}
        title, repeat, minutes = self._text("title"), self._text("repeat"), self._text("minutes")
        needed = (
            ("a title", title),
            ("when it starts", self.start.value.strip()),
            ("how often it meets", repeat),
            ("how many minutes it lasts", minutes or chosen),
        )
        missing = tuple(words for words, there in needed if not there)
        start = self._start(problems)
        length = _number(minutes, MINUTES)
        if minutes and length is None:
            problems["minutes"] = f"A session lasts {MINUTES[0]} to {MINUTES[-1]} minutes."
        seats = _number(self._text("capacity"), SEATS)
        if self._text("capacity") and seats is None:
            problems["capacity"] = "At least one seat; leave it empty where nobody counts them."
        wish = None
        if start is not None and not missing and not problems:
            wish = self._wish(title, start, repeat, length, seats)
        return Filled(wish, chosen, missing, problems)

    def _wish(self, title: str, start: datetime, repeat: str, minutes: int | None, capacity: int | None) -> GroupWish:
        return GroupWish(
            title=title,
            start=start,
            repeat=repeat,
            minutes=minutes,
            program=self._text("program") or None,
            curriculum=self.controls["curriculum"].selection,
            room=self.controls["room"].selection,
            facilitators=self.controls["facilitators"].ticked,
            capacity=capacity,
            enrolment=self.controls["enrolment"].selection,
            on_closure=self.controls["on_closure"].selection,
            mode=self.controls["mode"].selection,
        )

    def _text(self, part: str) -> str:
        return str(self.controls[part].value).strip()

    def _start(self, problems: dict[str, str]) -> datetime | None:
        if not self.start.value.strip():
            return None
        try:
            return self.start.read()
        except BadInput as error:
            problems["start"] = said(error)
            return None

    @on(Select.Changed, "#ask-curriculum")
    def take_over(self) -> None:
        """A curriculum offers its title and its minutes, where nothing else was typed."""
        key = self.controls["curriculum"].selection
        chosen = self.curricula[key].curriculum if key else None
        title: Input = self.controls["title"]
        if title.value in ("", self.offered_title):
            title.value = self.offered_title = chosen.title if chosen else ""
        self.controls["minutes"].placeholder = f"{chosen.minutes}, from the curriculum" if chosen else "such as: 60"

    @on(Input.Changed)
    @on(Select.Changed)
    @on(TickList.Changed)
    def pass_on(self) -> None:
        """One message for whatever changed."""
        self.post_message(self.Changed())

    def on_input_submitted(self) -> None:
        """Enter goes to the next answer: nothing is saved by accident."""
        self.screen.focus_next()


def _number(text: str, allowed: range) -> int | None:
    """The number that was typed, where it is one of those."""
    number = int(text) if text.isdecimal() else None
    return number if number in allowed else None


def _answer(control: Widget) -> object:
    return control.ticked if isinstance(control, TickList) else getattr(control, "value", None)


def _by_title(each: tuple[str, CurriculumAtHand]) -> str:
    curriculum = each[1].curriculum
    return curriculum.title.casefold() if curriculum else ""


def _curriculum_words(each: CurriculumAtHand) -> Text:
    curriculum = each.curriculum
    if curriculum is None:
        return Text(each.path.stem)
    lessons = "1 session" if len(curriculum.lessons) == 1 else f"{len(curriculum.lessons)} sessions"
    frame = ", frame for a manual" if curriculum.kind is CurriculumKind.FRAME else ""
    return Text(f"{curriculum.title} ({lessons} of {curriculum.minutes} min{frame})")

"""The form of a group to be: reads what was typed into a wish, and says what is missing or wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Select

from facilitator.domain.plan import MINUTES
from facilitator.domain.views import Facilitator, Room
from facilitator.errors import BadInput
from facilitator.services.curricula import CurriculumAtHand
from facilitator.services.schedule_group import GroupWish
from facilitator.tui.widgets.form_field import FormField
from facilitator.tui.widgets.moment_input import MomentInput, Nudges
from facilitator.tui.widgets.tick_list import TickList
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
)
_MODES = (("in person", Mode.IN_PERSON), ("online", Mode.ONLINE), ("both at once", Mode.HYBRID))


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form says: a wish when nothing is missing or wrong, else what is still needed."""

    wish: GroupWish | None
    curriculum: CurriculumAtHand | None
    missing: tuple[str, ...]

    @property
    def is_frame(self) -> bool:
        """Whether the curriculum holds only the room for somebody's manual."""
        chosen = self.curriculum.curriculum if self.curriculum else None
        return chosen is not None and chosen.kind is CurriculumKind.FRAME


class GroupForm(VerticalScroll, can_focus=False):
    """Title, lessons, times, place and people of a group."""

    @dataclass
    class Changed(Message):
        """Something in the form has changed."""

    def __init__(self, start: datetime, rooms: Sequence[Room], staff: Sequence[Facilitator]) -> None:
        super().__init__(id="group-form")
        self.curricula: dict[str, CurriculumAtHand] = {}
        self.offered_title = ""
        self.start = MomentInput(start, id="ask-start")
        self.controls: dict[str, Any] = {
            "title": Input(placeholder="the name that members know", id="ask-title", compact=True),
            "curriculum": _select([], "without a curriculum", "curriculum"),
            "repeat": Input("weekly", placeholder="every thursday, 8 times", id="ask-repeat", compact=True),
            "minutes": Input(type="integer", placeholder="60", id="ask-minutes", compact=True, max_length=4),
            "room": _select([(f"{each.site}, {each.name}", each.uid) for each in rooms], "no room yet", "room"),
            "facilitators": TickList([(each.uid, each.name) for each in staff], id="ask-facilitators"),
            "capacity": Input(type="integer", placeholder="as many as come", id="ask-capacity", compact=True, max_length=4),
            "enrolment": _select(_JOINING, "as the curriculum says, else open while it goes on", "enrolment"),
            "on_closure": _select(_CLOSED_DAYS, "", "on_closure", value=ClosurePolicy.SKIP),
            "mode": _select(_MODES, "", "mode", value=Mode.IN_PERSON),
            "program": Input(placeholder="the curriculum's, else wellness", id="ask-program", compact=True),
        }
        self.untouched: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        field = self.controls
        yield FormField("title", "Title", field["title"])
        yield FormField("curriculum", "Curriculum", field["curriculum"])
        yield FormField("start", "Starts", self.start, Nudges(self.start))
        yield FormField("repeat", "Repeats", field["repeat"])
        yield FormField("minutes", "Minutes", field["minutes"])
        yield FormField("room", "Room", field["room"])
        yield FormField("facilitators", "Led by", field["facilitators"])
        yield FormField("capacity", "Seats", field["capacity"])
        yield FormField("enrolment", "Who joins", field["enrolment"])
        yield FormField("on_closure", "Closed days", field["on_closure"])
        yield FormField("mode", "Meets", field["mode"])
        yield FormField("program", "Program", field["program"])

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

    def offer(self, at_hand: Sequence[CurriculumAtHand]) -> None:
        """Offer these curricula."""
        self.curricula = {each.curriculum.key: each for each in at_hand if each.curriculum and each.usable}
        self.controls["curriculum"].set_options(
            (_curriculum_words(each), key) for key, each in sorted(self.curricula.items(), key=_by_title)
        )

    def tell(self, part: str, problem: str) -> None:
        """Say what is wrong with one part."""
        self.query_one(f"#field-{part}", FormField).tell(problem)

    def read(self) -> Filled:
        """What the form says now; each wrong answer is told at its field."""
        for each in self.query(FormField):
            each.tell("")
        key = self.controls["curriculum"].selection
        chosen = self.curricula.get(key) if key else None
        missing: list[str] = []
        title, repeat = self._text("title"), self._text("repeat")
        if not title:
            missing.append("a title")
        start = self._start(missing)
        if not repeat:
            missing.append("how often it meets")
        minutes = self._number("minutes", MINUTES, f"a session lasts {MINUTES[0]} to {MINUTES[-1]} minutes")
        if not self._text("minutes") and chosen is None:
            missing.append("how many minutes it lasts")
        capacity = self._number("capacity", range(1, 10_000), "at least one seat, or leave it empty")
        wrong = any(each.wrong for each in self.query(FormField))
        wish = None
        if start is not None and not missing and not wrong:
            wish = self._wish(title, start, repeat, minutes, capacity)
        return Filled(wish, chosen, tuple(missing))

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

    def _start(self, missing: list[str]) -> datetime | None:
        if not self.start.value.strip():
            missing.append("when it starts")
            return None
        try:
            return self.start.read()
        except BadInput as error:
            self.tell("start", f"{error.title}. {error.hint}")
            return None

    def _number(self, part: str, allowed: range, problem: str) -> int | None:
        text = self._text(part)
        if not text:
            return None
        if not text.lstrip("+-").isdecimal() or int(text) not in allowed:
            self.tell(part, problem)
            return None
        return int(text)

    @on(Select.Changed, "#ask-curriculum")
    def take_over(self) -> None:
        """A curriculum offers its title and its minutes, where nothing else was typed."""
        key = self.controls["curriculum"].selection
        chosen = self.curricula[key].curriculum if key else None
        title: Input = self.controls["title"]
        if title.value in ("", self.offered_title):
            title.value = self.offered_title = chosen.title if chosen else ""
        self.controls["minutes"].placeholder = f"{chosen.minutes}, from the curriculum" if chosen else "60"

    @on(Input.Changed)
    @on(Select.Changed)
    @on(TickList.Changed)
    def pass_on(self) -> None:
        """One message for whatever changed."""
        self.post_message(self.Changed())

    def on_input_submitted(self) -> None:
        """Enter goes to the next answer: nothing is saved by accident."""
        self.screen.focus_next()


def _select(
    options: Sequence[tuple[str, Any]],
    prompt: str,
    part: str,
    value: Any = Select.NULL,
) -> Select[Any]:
    shown = [(Text(words), each) for words, each in options]
    return Select(shown, prompt=prompt, allow_blank=value is Select.NULL, value=value, id=f"ask-{part}", compact=True)


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

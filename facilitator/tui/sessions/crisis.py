"""The crisis sheet: whom to call, at once."""

from collections.abc import Callable, Iterator

from facilitator.domain.agency.slots import LABELS, WORDS, to_ask_again
from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.views import Person, Session
from facilitator.errors import FacilitatorError
from facilitator.services.agency.slots_here import SlotsHere, slots_here
from facilitator.tui.desk import Desk
from facilitator.tui.kit.message import Message, Question

_TITLE = "If somebody is in danger, call 911. Call or text 988 at any time."
_HINT = (
    "Stay with the person. One of you goes on with the group, one leaves the room with them. "
    "You do not have to decide alone: call your on-call number."
)


def crisis_sheet(told: str = "") -> Message:
    """What a facilitator needs when somebody is in danger; ``told`` is what the program filled in."""
    return Message(_TITLE, told or _HINT)


def crisis_question(told: str = "") -> Question:
    """The same sheet; yes where something was told to medical people, which is written up at once."""
    return Question(_TITLE, told or _HINT, yes="Write up what medical people were told", no="Close")


def crisis_words(desk: Desk, session: Session) -> str:
    """The numbers and places of a session's site, then what to do; a book that cannot be read keeps no sheet closed."""
    try:
        here = slots_here(desk.book, session)
    except FacilitatorError:
        return _HINT
    lines = [f"{label}: {text}" for label, text in _filled(here, desk)]
    blank = [LABELS[name].lower() for name in here.blank if name not in WORDS]
    if blank:
        lines.append(f"Nobody filled in: {', '.join(blank)}.")
    return "\n".join((*lines, "", _HINT))


def _filled(here: SlotsHere, desk: Desk) -> Iterator[tuple[str, str]]:
    old = to_ask_again(here.slots.values(), desk.local(desk.clock()).date())
    for name, each in here.slots.items():
        if name not in WORDS:
            asked = f" (last checked {say_date(each.checked_on)})" if each in old else ""
            yield LABELS[name], f"{each.text}{asked}"


def show_crisis(desk: Desk, session: Session, names: Callable[[], bool]) -> None:
    """Show it; what medical people were told is written up at once. ``names`` says whether they may be shown."""

    def write_up(told: bool | None) -> None:
        from facilitator.tui.people.choose_person import ChoosePerson

        if told:
            asked = ChoosePerson("About whom were medical people told?", leave_out=set(), names=names())
            desk.push_screen(asked, write_up_about)

    def write_up_about(person: Person | None) -> None:
        """Ask for what 42 CFR 2.51 wants to be written down."""
        from facilitator.tui.privacy.emergency import EmergencyForm

        if person is not None:
            desk.push_screen(EmergencyForm(person, names=names()), written_up)

    def written_up(said: str | None) -> None:
        """In a corner: the line at the bottom has the counts of the roll."""
        if said:
            desk.notify(said)

    desk.push_screen(crisis_question(crisis_words(desk, session)), write_up)

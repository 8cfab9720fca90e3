"""The crisis sheet: whom to call, at once."""

from collections.abc import Callable

from facilitator.domain.views import Person
from facilitator.tui.desk import Desk
from facilitator.tui.kit.message import Message, Question

_TITLE = "If somebody is in danger, call 911. Call or text 988 at any time."
_HINT = (
    "Stay with the person. One of you goes on with the group, one leaves the room with them. "
    "You do not have to decide alone: call your on-call number."
)


def crisis_sheet() -> Message:
    """What a facilitator needs when somebody is in danger."""
    return Message(_TITLE, _HINT)


def crisis_question() -> Question:
    """The same sheet; yes where something was told to medical people, which is written up at once."""
    return Question(_TITLE, _HINT, yes="Write up what medical people were told", no="Close")


def show_crisis(desk: Desk, names: Callable[[], bool]) -> None:
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

    desk.push_screen(crisis_question(), write_up)

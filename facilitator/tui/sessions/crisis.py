"""The crisis sheet: whom to call, at once."""

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

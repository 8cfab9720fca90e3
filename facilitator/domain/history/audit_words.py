"""What the rows of the audit chain mean, in plain words."""

from collections.abc import Collection, Mapping
from typing import Final

from facilitator.domain.spelling import fold

LOOKS: Final = ("read.person", "read.roll", "read.roster", "read.people", "report.person", "report.coverage")
"""Actions that only looked: nothing was changed by them."""

MARKS: Final = ("attendance.mark", "attendance.clear", "attendance.undo")
"""Actions of which the events of marks tell more than the chain does."""

QUIET: Final = frozenset(
    (
        *LOOKS,
        "audit.accept",
        "audit.export",
        "audit.witness",
        "calendar.export",
        "calendar.publish",
        "draft.keep",
        "draft.take",
        "names.within-program",
    )
)
"""Actions after which every screen shows what it showed before."""

WORDS: Final[Mapping[str, str]] = {
    "attendance.clear": "cleared a mark",
    "attendance.expect": "noted that somebody said: count me in",
    "attendance.headcount": "kept a headcount",
    "attendance.mark": "marked somebody",
    "attendance.recount": "counted minutes again",
    "attendance.undo": "took a mark back",
    "audit.accept": "said that they know why the book went back in time",
    "audit.export": "exported the audit log",
    "audit.witness": "wrote a line that says how far the audit chain has come",
    "book.create": "made the book",
    "book.protect": "said that 42 CFR Part 2 protects the book",
    "book.restore": "put a backup in the place of the book",
    "book.unprotect": "said that 42 CFR Part 2 does not protect the book",
    "calendar.export": "gave the schedule to calendar apps, as a file",
    "calendar.publish": "published feeds",
    "closures.add": "added closed days",
    "closures.answer": "answered for sessions on a closed day",
    "closures.keep": "kept a session on a closed day",
    "closures.take": "closed days that a calendar offers",
    "closures.remove": "opened a closed day again",
    "consent.add": "wrote a consent down",
    "consent.event": "noted that the event came with which a consent ends",
    "consent.revoke": "revoked a consent",
    "disclosure.accounting": "gave a person the account of what was told about them",
    "disclosure.add": "wrote down what was told outside of the program",
    "disclosure.emergency": "wrote down what was told in an emergency",
    "disclosure.export": "gave out names of people, on a basis",
    "draft.keep": "kept what was typed when the book locked",
    "draft.take": "took up again what was typed when the book locked",
    "enrol": "put somebody on the roster",
    "enrol.seat": "gave a free seat to somebody who waited",
    "feed.add": "added a feed",
    "feed.change": "changed what a feed shows",
    "feed.end": "ended a feed",
    "feed.token": "gave a feed another secret address",
    "frame.answer": "said that the manual of a frame and its credential are held",
    "frame.pages": "noted pages of a manual",
    "group.add": "scheduled a group",
    "group.change": "changed a group",
    "group.edition": "took a newer edition of a curriculum",
    "group.end": "ended a group",
    "group.next": "started the next cycle of a group",
    "horizon.extend": "stored sessions further ahead",
    "keys.keyring": "let the keyring of this computer open the book",
    "keys.keyring_left": "let the keyring open the book no longer",
    "keys.passphrase": "changed the passphrase",
    "keys.recovery": "made a new recovery code",
    "keys.renew": "wrote the book anew under a new key",
    "names.within-program": "took names out for work within the program",
    "person.edit": "changed a person",
    "person.merge": "made two rows of one person one",
    "person.away": "noted when a person cannot come",
    "person.add": "added a person",
    "person.import": "brought in a roster file",
    "practice.fill": "filled a practice book with invented people",
    "publication.take-back": "took a publication back",
    "read.people": "looked at the list of people",
    "read.person": "looked at somebody's record",
    "read.roll": "looked at the roll",
    "read.roster": "looked at the roster",
    "redo": "did something again",
    "report.coverage": "looked at what somebody was there for",
    "report.person": "looked at the report by person",
    "room.add": "added a room",
    "room.edit": "changed a room",
    "session.cancel": "cancelled a session",
    "session.did-not-meet": "noted that a session did not meet",
    "session.end": "ended a session and closed its attendance",
    "session.lesson": "chose the lesson of a session",
    "session.minutes": "changed how long a session lasts",
    "session.move": "moved a session",
    "session.next": "went on to the next agenda item",
    "session.online": "moved a session online",
    "session.reopen": "opened a session again",
    "session.restore": "brought a session back",
    "session.substitute": "let somebody stand in for who was to lead a session",
    "session.start": "started a session",
    "login.add": "added a login",
    "site.add": "added a site",
    "site.day-off": "called a day off at a site",
    "site.edit": "changed a site",
    "slot.clear": "cleared a local slot",
    "slot.set": "filled in a local slot",
    "site.travel": "said how long the way between two sites takes",
    "staff.add": "added a facilitator",
    "staff.away": "noted when a facilitator is away",
    "staff.edit": "changed a facilitator",
    "undo": "took something back",
    "unenrol": "took somebody off the roster",
    "zones.recompute": "placed sessions by new zone rules",
}
"""Every action that anything records, as what its actor did."""

_TURNED: Final = {"undo": "took back", "redo": "did again"}
_ONE: Final = {"read.people": "person", "read.roll": "person", "read.roster": "person", "report.person": "person"}


def action_words(action: str) -> str:
    """What somebody did; a later program's action, which this one does not know, is told as it stands."""
    return WORDS.get(action, action.replace(".", " "))


def sentence(action: str, payload: Mapping[str, object]) -> str:
    """What a row says was done, with what its payload adds: how many people, whether by name, which fields."""
    of = payload.get("of")
    if action in _TURNED and isinstance(of, str):
        return f"{_TURNED[action]}: {action_words(of)}"
    parts = [action_words(action)]
    people = payload.get("people")
    if action in _ONE and isinstance(people, int):
        parts.append("1 person" if people == 1 else f"{people} people")
    if action in LOOKS and "names" in payload:
        parts.append("by name" if payload["names"] else "by code")
    fields = payload.get("fields")
    if isinstance(fields, list) and fields:
        parts.append(", ".join(str(each).replace("_", " ") for each in fields))
    return ", ".join(parts)


def actions_meant(word: str) -> Collection[str]:
    """The actions whose words hold this one, however it is spelled."""
    wanted = fold(word)
    return [action for action, words in WORDS.items() if wanted in fold(words)]

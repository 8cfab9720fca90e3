"""The field's words, as the enums that code and screen share."""

from enum import StrEnum


class AttendanceStatus(StrEnum):
    """How a person took part in one session."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    EXCUSED = "excused"
    MISSED = "missed"

    @property
    def attended(self) -> bool:
        """Whether the person was there for some of the session."""
        return self in (AttendanceStatus.PRESENT, AttendanceStatus.LATE, AttendanceStatus.LEFT_EARLY)

    @property
    def letter(self) -> str:
        """One letter for narrow columns; never colour alone."""
        return {"present": "P", "late": "L", "left-early": "E", "excused": "K", "missed": "M"}[self.value]


class SessionStatus(StrEnum):
    """Where a session is in its life."""

    SCHEDULED = "scheduled"
    RUNNING = "running"
    HELD = "held"
    CANCELLED = "cancelled"
    DID_NOT_MEET = "did-not-meet"


class GroupStatus(StrEnum):
    """Whether a group still meets."""

    ACTIVE = "active"
    ENDED = "ended"


class EnrolmentKind(StrEnum):
    """Who may join a group: any time, until enrolment ends, or without enrolling at all."""

    OPEN = "open"
    CLOSED = "closed"
    DROP_IN = "drop-in"


class Mode(StrEnum):
    """Where a group meets, or how one person took part."""

    IN_PERSON = "in-person"
    ONLINE = "online"
    HYBRID = "hybrid"


class ClosurePolicy(StrEnum):
    """What happens to a session that falls on a closed day."""

    SKIP = "skip"
    SHIFT = "shift"
    PUSH = "push"
    KEEP = "keep"


class ClosureAnswer(StrEnum):
    """What is done with a session that was scheduled before its day was closed."""

    SKIP = "skip"
    SHIFT = "shift"
    KEEP = "keep"


class GapPolicy(StrEnum):
    """What happens to a wall time that a clock change leaves out."""

    FORWARD = "forward"
    SKIP = "skip"


class ClosureState(StrEnum):
    """Whether a day is closed, or somebody else's calendar says so and nobody here has taken it over."""

    CLOSED = "closed"
    OFFERED = "offered"


class LeadPart(StrEnum):
    """What somebody does in a session that they lead."""

    LEAD = "lead"
    CO = "co"
    SUBSTITUTE = "substitute"

    @classmethod
    def at(cls, position: int) -> "LeadPart":
        """Of several who lead together the first leads, and the others with them."""
        return cls.CO if position else cls.LEAD


class LoginRole(StrEnum):
    """What somebody does in a book."""

    FACILITATOR = "facilitator"
    COORDINATOR = "coordinator"


class ContactWay(StrEnum):
    """How somebody can be reached."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"


class CurriculumKind(StrEnum):
    """A full curriculum, or a frame for somebody's licensed manual."""

    FULL = "full"
    FRAME = "frame"


class AttendanceKind(StrEnum):
    """Whether a group keeps names or only a headcount."""

    NAMES = "names"
    HEADCOUNT = "headcount"


class LessonOrder(StrEnum):
    """Whether lessons build on one another."""

    FIXED = "fixed"
    ANY = "any"


class Unmarked(StrEnum):
    """What becomes of people without a mark when a session ends."""

    MISSED = "missed"
    EXCUSED = "excused"
    LEAVE = "leave"


class ClashKind(StrEnum):
    """What stands in the way of a session, the gravest first."""

    ROOM = "room"
    FACILITATOR = "facilitator"
    TRAVEL = "travel"
    CLOSED = "closed"
    AWAY = "away"
    CREDENTIAL = "credential"
    CAPACITY = "capacity"
    RATIO = "ratio"

    @property
    def refuses(self) -> bool:
        """Whether it refuses a session until somebody says to keep it; the others warn.

        Nobody and nothing is in two places, and a closed house is closed. Who will come, who stands in for one that
        is away, and which certificate is renewed by then, is not known yet: that is for people to judge.
        """
        return self in (ClashKind.ROOM, ClashKind.FACILITATOR, ClashKind.TRAVEL, ClashKind.CLOSED)


class DisclosureBasis(StrEnum):
    """Why something about a person may be told outside of the program (42 CFR Part 2, and HIPAA 164.528)."""

    CONSENT = "consent"
    """The person's written consent (2.31)."""
    OWN_REQUEST = "own-request"
    """The person asked for their own record (2.23)."""
    EMERGENCY = "emergency"
    """A bona fide medical emergency (2.51)."""
    WITHIN_PROGRAM = "within-program"
    """Among those of the program who need it for their work (2.12(c)(3))."""
    SERVICE_ORGANIZATION = "service-organization"
    """A qualified service organization with its agreement (2.11, 2.12(c)(4))."""
    AUDIT = "audit"
    """An audit or evaluation (2.53)."""
    COURT_ORDER = "court-order"
    """A court order under subpart E, with its subpoena."""


class RecordPart(StrEnum):
    """What of a person's record a consent covers, or an export holds."""

    NAME = "name"
    CONTACT = "contact"
    ENROLMENT = "enrolment"
    ATTENDANCE = "attendance"
    COVERAGE = "coverage"


class PaperSize(StrEnum):
    """The sheets that papers are printed on."""

    LETTER = "letter"
    A4 = "a4"


class SlotName(StrEnum):
    """What every program fills in for itself, because no curriculum and no file can know it."""

    ON_CALL = "on-call"
    WARMLINE = "warmline"
    ADDRESS = "address"
    EMERGENCY_ROOM = "emergency-room"
    NALOXONE = "naloxone"
    LIMITS_PROTECTED = "limits-protected"
    LIMITS_OTHERS = "limits-others"


class FeedKind(StrEnum):
    """Which sessions a feed is about."""

    ALL = "all"
    SITE = "site"
    GROUP = "group"
    PROGRAM = "program"
    LANGUAGE = "language"
    ROOM = "room"
    FACILITATOR = "facilitator"
    TEAM = "team"


class FeedAudience(StrEnum):
    """Who reads a feed: anybody, the one who leads, or everybody who works here."""

    PUBLIC = "public"
    FACILITATOR = "facilitator"
    TEAM = "team"


class TitleStyle(StrEnum):
    """What a published session is called: its title or "Tuesday group", each with the topic of the day or without."""

    TOPIC = "topic"
    TITLE = "title"
    NEUTRAL_TOPIC = "neutral-topic"
    NEUTRAL = "neutral"


class TargetKind(StrEnum):
    """Where something goes when it is published."""

    FOLDER = "folder"
    CALDAV = "caldav"
    EXPORT = "export"

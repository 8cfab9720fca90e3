"""From sketches to groups with series and sessions, planned and pinned by the rules that any group is scheduled by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from facilitator.domain.curricula.curriculum import Curriculum
from facilitator.domain.dates.recurrence import local_starts, parse_rule
from facilitator.domain.dates.rule import Rule
from facilitator.domain.dates.wall_time import to_utc
from facilitator.domain.practice.diary import Span
from facilitator.domain.practice.groups import Sketch
from facilitator.domain.scheduling.closures import ClosedSpan, Closures
from facilitator.domain.scheduling.plan import Plan, PlannedSession, plan_sessions
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.services.practice.rows import Identities, Rows
from facilitator.services.practice.sites import PracticePremises
from facilitator.storage.queries.practice import Row
from facilitator.words import GapPolicy, GroupStatus, LeadPart, LessonOrder, Mode, SessionStatus
from facilitator.zones import key_of

_REASONS: Final = ("a pipe burst in the building", "the facilitator is ill", "snow", "the room is needed for a vote")
_CANCELLED_AGO: Final = timedelta(weeks=3)
SEATS_WITHOUT_CAPACITY: Final = 16
"""How many come at most to a group that names no capacity."""


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where a program is invented: the moment in UTC, its zone, its closed days, curricula by key."""

    now: datetime
    zone: ZoneInfo
    closed: tuple[ClosedSpan, ...]
    curricula: Mapping[str, CurriculumAtHand]
    last: date

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()


@dataclass(slots=True)
class PracticeMeeting:
    """A session: its row, which may still change, and what its history needs."""

    row: Row
    id: int
    starts_at: datetime
    ends_at: datetime
    day: date
    lesson: int | None

    @property
    def span(self) -> Span:
        """When it takes room and leaders."""
        return self.starts_at, self.ends_at

    @property
    def cancelled(self) -> bool:
        """Whether it will not be held."""
        return self.row["status"] is SessionStatus.CANCELLED


@dataclass(slots=True)
class PracticeGroup:
    """A group with its meetings in order."""

    id: int
    sketch: Sketch
    curriculum: Curriculum | None
    room_id: int | None
    leader_ids: tuple[int, ...]
    created_at: datetime
    meetings: list[PracticeMeeting] = field(default_factory=list)


def schedule(
    sketches: Sequence[Sketch],
    setting: Setting,
    premises: PracticePremises,
    rows: Rows,
    identities: Identities,
    rng: Random,
) -> list[PracticeGroup]:
    """Give every group its dates, room, leaders and lessons; those of closed cohorts that are over have ended."""
    scheduler = _Scheduler(setting, premises, rows, identities, rng, Closures(setting.closed))
    made = [scheduler.add(sketch, turn) for turn, sketch in enumerate(sketches)]
    scheduler.write_leaders(made)
    return made


@dataclass(slots=True)
class _Scheduler:
    setting: Setting
    premises: PracticePremises
    rows: Rows
    identities: Identities
    rng: Random
    closures: Closures
    _pinned: dict[str, int] = field(default_factory=dict)

    def add(self, sketch: Sketch, turn: int) -> PracticeGroup:
        """A group with its series and sessions."""
        at_hand = self._curriculum_for(sketch)
        curriculum = at_hand.curriculum if at_hand else None
        minutes = curriculum.minutes if curriculum else sketch.minutes
        rule = parse_rule(sketch.rule, start=datetime.combine(sketch.first, sketch.at), zone=self.setting.zone)
        start = next(local_starts(rule, datetime.combine(sketch.first, sketch.at), zone=self.setting.zone))
        plan = self._plan(sketch, rule, start, minutes, len(curriculum.lessons) if curriculum else None)
        spans = [(each.starts_at_utc, each.ends_at_utc) for each in plan.sessions]
        leaders = self.premises.leaders_for(spans, sketch.leaders, turn=turn, credential=sketch.credential)
        seats = sketch.capacity or SEATS_WITHOUT_CAPACITY
        room_id = self.premises.room_for(spans, seats, turn=turn) if sketch.meets_somewhere else None
        created_at = self._created_at(start.date())
        group_id = self._add_group(sketch, at_hand, room_id, leaders, created_at, plan.sessions[-1])
        series_id = self.rows.add(
            "series",
            uid=self.identities.uid(),
            group_id=group_id,
            zone=key_of(self.setting.zone),
            start_local=start,
            minutes=minutes,
            rule=rule.value(),
            gap=GapPolicy.FORWARD,
            on_closure=sketch.on_closure,
            lessons=len(curriculum.lessons) if curriculum else None,
            room_id=room_id,
            stored_until=None if sketch.ends else max(self.setting.last, plan.sessions[-1].original_local.date()),
            split_from_id=None,
            created_at=created_at,
        )
        for position, leader in enumerate(leaders):
            self.rows.link("series_facilitator", series_id=series_id, facilitator_id=leader, position=position)
        group = PracticeGroup(group_id, sketch, curriculum, room_id, leaders, created_at)
        group.meetings = [self._meeting(group, series_id, at, each) for at, each in enumerate(plan.sessions)]
        if sketch.cancelled:
            self._cancel_some(group)
        if sketch.moved:
            self._move_one(group)
        return group

    def _plan(self, sketch: Sketch, rule: Rule, start: datetime, minutes: int, lessons: int | None) -> Plan:
        """The sessions of a group to the end of the window, or its first one where all of those are closed days."""
        plan = partial(
            plan_sessions,
            start=start,
            zone=self.setting.zone,
            rule=rule,
            minutes=minutes,
            closures=self.setting.closed,
            on_closure=sketch.on_closure,
            lessons=lessons if sketch.ends else None,
        )
        made = plan(until=None if sketch.ends else max(self.setting.last, start.date()))
        return made if made.sessions else plan(limit=1)

    def write_leaders(self, groups: Sequence[PracticeGroup]) -> None:
        """Who leads each session, at the times that it has in the end."""
        for group in groups:
            for meeting in group.meetings:
                for position, leader in enumerate(group.leader_ids):
                    self.rows.link(
                        "session_facilitator",
                        session_id=meeting.id,
                        facilitator_id=leader,
                        position=position,
                        part=LeadPart.at(position),
                        starts_at=meeting.starts_at,
                        ends_at=meeting.ends_at,
                    )

    def _curriculum_for(self, sketch: Sketch) -> CurriculumAtHand | None:
        """The curriculum it asks for, where it is at hand and its lessons suit a group of that kind."""
        found = self.setting.curricula.get(sketch.curriculum)
        if found is None or found.curriculum is None:
            return None
        rotates = found.curriculum.order is LessonOrder.ANY
        return found if rotates or sketch.ends else None

    def _created_at(self, first: date) -> datetime:
        """Some weeks before its first session, in the morning, and not after now."""
        day = first - timedelta(days=self.rng.randint(14, 40))
        at = to_utc(datetime.combine(day, time(9, self.rng.randrange(60))), self.setting.zone)
        return min(at, self.setting.now)

    def _add_group(
        self,
        sketch: Sketch,
        at_hand: CurriculumAtHand | None,
        room_id: int | None,
        leaders: Sequence[int],
        created_at: datetime,
        last: PlannedSession,
    ) -> int:
        ended_on = last.start_local.date()
        over = sketch.ends and ended_on < self.setting.today
        link = f"https://meet.example.org/{self.identities.uid()[:13]}" if sketch.mode is not Mode.IN_PERSON else ""
        group_id = self.rows.add(
            "group",
            uid=self.identities.uid(),
            title=sketch.title,
            program=sketch.program,
            curriculum_id=self._pin(at_hand) if at_hand else None,
            enrolment=sketch.enrolment,
            attendance=sketch.attendance,
            mode=sketch.mode,
            link=link,
            room_id=room_id,
            capacity=sketch.capacity,
            required_credential=sketch.credential,
            least_facilitators=sketch.leaders if sketch.credential else None,
            public=sketch.public,
            status=GroupStatus.ENDED if over else GroupStatus.ACTIVE,
            ended_on=ended_on if over else None,
            created_at=created_at,
        )
        for position, leader in enumerate(leaders):
            self.rows.link("group_facilitator", group_id=group_id, facilitator_id=leader, position=position)
        return group_id

    def _pin(self, at_hand: CurriculumAtHand) -> int:
        curriculum = at_hand.curriculum
        assert curriculum is not None
        if curriculum.key not in self._pinned:
            self._pinned[curriculum.key] = self.rows.add(
                "curriculum",
                key=curriculum.key,
                version=curriculum.version,
                title=curriculum.title,
                kind=curriculum.kind,
                content_hash=at_hand.content_hash,
                content=at_hand.content,
                pinned_at=self.setting.now,
            )
            if curriculum.frame:  # whoever scheduled this group said so
                self.rows.link(
                    "frame_answer",
                    key=curriculum.key,
                    credential=curriculum.frame.credential,
                    at=self.setting.now,
                    actor="practice",
                )
        return self._pinned[curriculum.key]

    def _meeting(self, group: PracticeGroup, series_id: int, at: int, planned: PlannedSession) -> PracticeMeeting:
        lessons = group.curriculum.lessons if group.curriculum else ()
        cycles = bool(lessons) and not group.sketch.ends
        lesson = at % len(lessons) + 1 if cycles else planned.lesson
        values: Row = {
            "uid": self.identities.uid(),
            "series_id": series_id,
            "original_local": planned.original_local,
            "planned_local": planned.start_local if planned.shifted else None,
            "start_local": planned.start_local,
            "local_date": planned.start_local.date(),
            "starts_at": planned.starts_at_utc,
            "ends_at": planned.ends_at_utc,
            "minutes": planned.minutes,
            "status": SessionStatus.SCHEDULED,
            "title": "",
            "lesson": lesson,
            "lesson_title": lessons[lesson - 1].title if lesson and lesson <= len(lessons) else "",
            "room_id": group.room_id,
            "reason": "",
            "sequence": 0,
            "created_at": group.created_at,
            "updated_at": group.created_at,
            "started_at": None,
            "ended_at": None,
        }
        key = self.rows.add("session", **values)
        row = self.rows.by_table["session"][-1]
        day = planned.start_local.date()
        return PracticeMeeting(row, key, planned.starts_at_utc, planned.ends_at_utc, day, lesson)

    def _cancel_some(self, group: PracticeGroup) -> None:
        """The session about three weeks ago, and one well ahead."""
        now = self.setting.now
        past = [each for each in group.meetings if each.ends_at < now - _CANCELLED_AGO]
        coming = [each for each in group.meetings if each.starts_at > now + _CANCELLED_AGO]
        for meeting in [*past[-1:], *coming[1:2]]:
            known = min(now, meeting.starts_at - timedelta(hours=self.rng.randint(3, 40)))
            self._change(meeting, known, status=SessionStatus.CANCELLED, reason=self.rng.choice(_REASONS))

    def _move_one(self, group: PracticeGroup) -> None:
        """The next session but one goes to the evening after, where room and leaders are free and nobody is closed."""
        coming = [each for each in group.meetings if each.starts_at > self.setting.now]
        for meeting in coming[1:]:
            was = meeting.row["start_local"]
            assert isinstance(was, datetime)
            local = was + timedelta(days=1)
            length = meeting.ends_at - meeting.starts_at
            starts_at = to_utc(local, self.setting.zone)
            after = (starts_at, starts_at + length)
            if self.closures.reason_closed(local, local + length):
                continue
            if self.premises.move(group.room_id, group.leader_ids, meeting.span, after):
                meeting.starts_at, meeting.ends_at = after
                meeting.day = local.date()
                self._change(
                    meeting,
                    self.setting.now,
                    start_local=local,
                    local_date=meeting.day,
                    starts_at=after[0],
                    ends_at=after[1],
                )
                return

    def _change(self, meeting: PracticeMeeting, at: datetime, **values: object) -> None:
        """As an edit changes a session: its sequence goes up, so that calendar apps see it."""
        meeting.row.update(values, sequence=1, updated_at=at)

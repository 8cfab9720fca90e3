"""What happened in the sessions so far, written as it would have been: marks, their events, closing, agenda."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Final

from facilitator.domain.dates.wall_time import to_utc
from facilitator.domain.practice.rolls import Came, decide, take_part
from facilitator.domain.sessions.agenda import lay_out
from facilitator.domain.sessions.minutes import Sitting, Span, count_once, presence
from facilitator.services.practice.rosters import Participant, Seat
from facilitator.services.practice.rows import Rows
from facilitator.services.practice.schedule import SEATS_WITHOUT_CAPACITY, PracticeGroup, PracticeMeeting, Setting
from facilitator.words import AttendanceKind, AttendanceStatus, EnrolmentKind, SessionStatus

_MINUTE: Final = timedelta(minutes=1)
_ON_PAPER: Final = 0.12
"""Share of sessions whose attendance was entered the morning after."""
_COUNT_ME_IN: Final = 0.5
_SOON: Final = timedelta(days=2)
_TRIES: Final = 4


@dataclass(slots=True)
class _Held:
    """A session that was held, when things about it were written down, by whom, and who was expected."""

    group: PracticeGroup
    meeting: PracticeMeeting
    actor: str
    marked_at: datetime
    ended_at: datetime
    span: Span
    expected: list[tuple[Participant, Came]] = field(default_factory=list)


@dataclass(slots=True)
class History:
    """The history of all groups; nobody is at two sessions at once."""

    setting: Setting
    rows: Rows
    rng: Random
    people: Sequence[Participant]
    seats: Mapping[int, Sequence[Seat]]
    staff: Mapping[int, str]
    _busy_until: dict[int, datetime] = field(default_factory=dict)
    _sat: defaultdict[object, list[Sitting]] = field(default_factory=lambda: defaultdict(list))
    _newest_event: dict[tuple[object, object], int] = field(default_factory=dict)

    def write(self, groups: Sequence[PracticeGroup]) -> Iterator[int]:
        """Hold every session that is over, in order of time; yields how many were looked at."""
        meetings = [(meeting.starts_at, meeting.id, group, meeting) for group in groups for meeting in group.meetings]
        meetings.sort(key=lambda each: each[:2])
        for number, (_, _, group, meeting) in enumerate(meetings, 1):
            if meeting.cancelled:
                continue
            if meeting.ends_at <= self.setting.now:
                self._hold(group, meeting)
            elif meeting.starts_at <= self.setting.now + _SOON:
                self._look_forward(group, meeting)
            yield number
        # a session that ran over may have met the next one of somebody
        counted: dict[tuple[object, object], int] = {
            (each.session_id, person): minutes
            for person, sat in self._sat.items()
            for each, minutes in zip(sat, count_once(sat), strict=True)
        }
        for row in self.rows.by_table["attendance"]:
            key = row["session_id"], row["person_id"]
            row["event_id"] = self._newest_event[key]
            row["counted_minutes"] = counted.get(key)

    def _hold(self, group: PracticeGroup, meeting: PracticeMeeting) -> None:
        morning = to_utc(datetime.combine(meeting.day + timedelta(days=1), time(9, 5)), self.setting.zone)
        on_paper = self.rng.random() < _ON_PAPER and morning <= self.setting.now
        started_at = None if on_paper else meeting.starts_at + self.rng.randint(0, 4) * _MINUTE
        ended_at = morning if on_paper else meeting.ends_at + self.rng.randint(0, 6) * _MINUTE
        ended_at = min(ended_at, self.setting.now)
        meeting.row.update(status=SessionStatus.HELD, started_at=started_at, ended_at=ended_at)
        marked_at = (started_at + 3 * _MINUTE) if started_at else ended_at - 2 * _MINUTE
        leader = self.staff[self.rng.choice(group.leader_ids)]
        span = Span(started_at, ended_at) if started_at else Span(meeting.starts_at, meeting.ends_at)
        held = _Held(group, meeting, leader.split()[0].lower(), marked_at, ended_at, span)
        if group.sketch.attendance is AttendanceKind.HEADCOUNT:
            people = max(0, min(SEATS_WITHOUT_CAPACITY, round(self.rng.gauss(9, 3.5))))
            counted = {"session_id": meeting.id, "people": people, "at": ended_at, "actor": held.actor}
            self.rows.link("headcount", **counted)
            self.rows.add("headcount_event", **counted)
        else:
            self._take_attendance(held)
        if started_at is not None:
            self._run_agenda(group, meeting, started_at, ended_at)

    def _take_attendance(self, held: _Held) -> None:
        day, sketch = held.meeting.day, held.group.sketch
        closed = sketch.enrolment is EnrolmentKind.CLOSED
        seated = [place.person for place in self.seats.get(held.group.id, ()) if place.holds(day)]
        came = 0
        for person in seated:
            asked = not closed and self.rng.random() < _COUNT_ME_IN and person.since <= day - _SOON
            status = self._decide(held, person)
            if status.attended or closed or asked:
                self._write(held, person, status, closed=closed, asked=asked)
            came += status.attended
        room = (sketch.capacity or SEATS_WITHOUT_CAPACITY) - came
        for person in self._walk_ins(held, {each.id for each in seated}, room):
            self._write(held, person, AttendanceStatus.PRESENT, closed=False, asked=False)
        for person, last in held.expected:
            self._event(held, person, held.ended_at, "close", last, expected=True)

    def _decide(self, held: _Held, person: Participant) -> AttendanceStatus:
        if not self._free(held, person):
            return AttendanceStatus.EXCUSED
        return decide(self.rng, person.habits, pull=held.group.sketch.pull)

    def _walk_ins(self, held: _Held, known: set[int], room: int) -> list[Participant]:
        """People who are there without being expected: all of them in a drop-in group, hardly any in a closed one."""
        kind = held.group.sketch.enrolment
        usual = {EnrolmentKind.DROP_IN: 6.0, EnrolmentKind.OPEN: 0.7, EnrolmentKind.CLOSED: 0.04}[kind]
        wanted = min(room, int(usual * self.rng.uniform(0.4, 1.6) + self.rng.random()))
        found: list[Participant] = []
        for _ in range(wanted * _TRIES):
            person = self.people[self.rng.randrange(len(self.people))]
            if len(found) < wanted and person.id not in known and self._free(held, person):
                known.add(person.id)
                found.append(person)
        return found

    def _free(self, held: _Held, person: Participant) -> bool:
        busy_until = self._busy_until.get(person.id)
        return person.since <= held.meeting.day and (busy_until is None or busy_until <= held.meeting.starts_at)

    def _write(self, held: _Held, person: Participant, status: AttendanceStatus, *, closed: bool, asked: bool) -> None:
        """One person's row, and the events that led to it in the services' own order: expect, mark, close."""
        meeting, expected = held.meeting, closed or asked
        came = take_part(
            self.rng,
            person.habits,
            status,
            span=held.span,
            group_mode=held.group.sketch.mode,
        )
        there = presence(status, held.span, came.arrived_at, came.left_at)
        if there:
            self._busy_until[person.id] = meeting.ends_at
            self._sat[person.id].append(Sitting(held.span.began, meeting.id, there))
        if asked:
            known = min(held.marked_at, meeting.starts_at) - self.rng.randint(1, 40) * timedelta(hours=1)
            self._event(held, person, known, "expect", None, expected=True)
        if status is not AttendanceStatus.MISSED:  # those are marked by closing
            seen = min(held.marked_at + self.rng.randint(0, 90) * timedelta(seconds=1), held.ended_at)
            at = max(seen, min(came.arrived_at, held.ended_at)) if came.arrived_at else seen
            # of somebody in a closed group the book learns that they were expected when the session is closed
            self._event(held, person, at, "mark", came, expected=asked)
        if expected:
            held.expected.append((person, came))
        self.rows.link(
            "attendance",
            session_id=meeting.id,
            person_id=person.id,
            expected=expected,
            status=status,
            arrived_at=came.arrived_at,
            left_at=came.left_at,
            mode=came.mode,
            minutes=came.minutes,
        )

    def _event(
        self, held: _Held, person: Participant, at: datetime, act: str, came: Came | None, *, expected: bool
    ) -> None:
        self._newest_event[held.meeting.id, person.id] = self.rows.add(
            "mark_event",
            session_id=held.meeting.id,
            person_id=person.id,
            at=at,
            actor=held.actor,
            act=act,
            status=came.status if came else None,
            expected=expected,
            arrived_at=came.arrived_at if came else None,
            left_at=came.left_at if came else None,
            mode=came.mode if came else None,
            undoes_id=None,
        )

    def _look_forward(self, group: PracticeGroup, meeting: PracticeMeeting) -> None:
        """Some people have said of the next sessions of open groups: count me in."""
        if group.sketch.enrolment is not EnrolmentKind.OPEN:
            return
        actor = self.staff[group.leader_ids[0]].split()[0].lower()
        span = Span(meeting.starts_at, meeting.ends_at)
        held = _Held(group, meeting, actor, self.setting.now, self.setting.now, span)
        for place in self.seats.get(group.id, ()):
            if not place.holds(meeting.day) or self.rng.random() >= _COUNT_ME_IN:
                continue
            self._event(held, place.person, self.setting.now, "expect", None, expected=True)
            self.rows.link(
                "attendance",
                session_id=meeting.id,
                person_id=place.person.id,
                expected=True,
                status=None,
                arrived_at=None,
                left_at=None,
                mode=None,
                minutes=0,
            )

    def _run_agenda(
        self, group: PracticeGroup, meeting: PracticeMeeting, started_at: datetime, ended_at: datetime
    ) -> None:
        """The items of the lesson with the times that they took: about as planned, the last one until the end."""
        if group.curriculum is None or meeting.lesson is None or meeting.lesson > len(group.curriculum.lessons):
            return
        lesson = group.curriculum.lessons[meeting.lesson - 1]
        planned = lay_out(lesson, meeting.starts_at, int((meeting.ends_at - meeting.starts_at) / _MINUTE)).items
        taken = [max(1.0, item.minutes * self.rng.uniform(0.8, 1.25)) for item in planned]
        stretch = (ended_at - started_at) / sum(taken)
        bounds = [started_at, *(started_at + stretch * part for part in accumulate(taken))]
        for position, (item, timed) in enumerate(zip(lesson.items, planned, strict=True)):
            self.rows.link(
                "agenda_progress",
                session_id=meeting.id,
                position=position,
                title=item.title,
                minutes=timed.minutes,
                least_minutes=min(item.least_minutes, timed.minutes),
                started_at=bounds[position],
                ended_at=bounds[position + 1],
            )

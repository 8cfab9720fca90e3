"""Sites, rooms and facilitators of an invented program; more of them are found where none is free."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from facilitator.domain.practice.diary import Diary, Span
from facilitator.services.practice.rows import Identities, Rows
from facilitator.words import SlotName

_SITES: Final = (
    ("Harbor Street Center", "12 Harbor Street"),
    ("Maple House", "340 Maple Avenue"),
    ("Northside Library", "7 Library Square"),
)
_SLOTS: Final = (
    (None, SlotName.ON_CALL, "757-555-0142, Ruth, until 10 pm"),
    (3, SlotName.ON_CALL, "757-555-0160, the desk of the library, until 8 pm"),
    (None, SlotName.WARMLINE, "757-555-0117, every evening from 6 to 11"),
    (1, SlotName.ADDRESS, "12 Harbor Street, side door on Pier Lane, ground floor"),
    (2, SlotName.ADDRESS, "340 Maple Avenue, garden gate, ring twice"),
    (3, SlotName.ADDRESS, "7 Library Square, lower entrance by the book drop"),
    (None, SlotName.EMERGENCY_ROOM, "Bayview General, 900 Shore Road, 12 minutes by bus 4"),
    (1, SlotName.NALOXONE, "In the kitchen, white box over the sink; Ruth and Kofi have given it"),
    (2, SlotName.NALOXONE, "Hall closet, top shelf"),
    (3, SlotName.NALOXONE, "At the desk; ask for the red bag"),
    (
        None,
        SlotName.LIMITS_PROTECTED,
        "What you say stays here. If I believe that somebody may be badly hurt, or a child is being harmed, I have to "
        "get help, and I tell you first. Ask me before you share.",
    ),
)
"""What an invented program filled in, by the number of the site; the numbers are for stories, and nobody has them."""
_STREETS: Final = ("Orchard", "Mill", "Chapel", "River", "Juniper", "Station", "Quarry", "Meadow", "Lantern", "Bridge")
_ROOMS: Final = (
    (1, "Blue room", 14),
    (1, "Large hall", 40),
    (1, "Quiet room", 8),
    (2, "Garden room", 12),
    (2, "Kitchen table", 10),
    (3, "Community room", 24),
    (3, "Study 2", 8),
)
_ROOMS_A_SITE: Final = 12
_STAFF: Final = (
    "Marisol Vega", "Deshawn Carter", "Hannah Lindqvist", "Thu Hà Phan", "Samir Khoury", "Ruth Abernathy",
    "Kofi Asante", "Joanna Pike",
)  # fmt: skip
_MORE_STAFF: Final = (
    ("Ana", "Bea", "Carl", "Dana", "Eli", "Femi", "Gus", "Hope", "Ivo", "June", "Kay", "Lou", "Max", "Nell", "Omar"),
    ("Ash", "Birch", "Cole", "Dorn", "Elm", "Frost", "Grove", "Hart", "Ivers", "Jessup", "Kerr", "Lane", "Moss"),
)
_CPRS, _STATE, WRAP = "CPRS", "State registration", "WRAP facilitator"
_ADVANCE_DIRECTIVES: Final = "Advance directive facilitator"
_SOON: Final = {2: 19, 5: 44}
"""Days until the certification of these of the first facilitators expires; one has lapsed just now."""
_LAPSED: Final = 6
_GROUPS_A_FACILITATOR, _GROUPS_A_ROOM = 5, 14
"""More than that nobody leads, and no room sees."""


class PracticePremises:
    """Where groups can meet and who can lead them, each at most once at a time."""

    def __init__(self, rows: Rows, identities: Identities, rng: Random, today: date) -> None:
        self.diary = Diary()
        self._rows, self._identities, self._rng, self._today = rows, identities, rng, today
        self.staff: dict[int, str] = {}
        self._certified: set[int] = set()
        self._seats: dict[int, int] = {}
        self._rooms_at: dict[int, int] = {}
        self._groups_of: Counter[tuple[str, int]] = Counter()
        self._more_names = _more_names()
        for name, address in _SITES:
            self._add_site(name, address)
        for site_id, name, capacity in _ROOMS:
            self._add_room(site_id, name, capacity)
        for name in _STAFF:
            self._hire(name)

    def fill_slots(self) -> None:
        """Fill in what only a program knows; a further site goes by what holds everywhere, and lacks the rest."""
        for site_id, name, words in _SLOTS:
            self._rows.add(
                "slot",
                uid=self._identities.uid(),
                name=name,
                site_id=site_id,
                language="en",
                text=words,
                source="invented",
                checked_on=self._today - timedelta(days=20),
            )

    def room_for(self, spans: Sequence[Span], seats: int, *, turn: int) -> int:
        """A room of that size, free at all those times and taken for them; ``turn`` says where the search begins."""
        rooms = [room_id for room_id, capacity in self._seats.items() if capacity >= seats]
        for at in range(len(rooms)):
            room_id = rooms[(turn + at) % len(rooms)]
            if self._may(("room", room_id), spans, _GROUPS_A_ROOM):
                break
        else:
            room_id = self._one_more_room(seats)
        self._take(("room", room_id), spans)
        return room_id

    def leaders_for(self, spans: Sequence[Span], number: int, *, turn: int, credential: str = "") -> tuple[int, ...]:
        """So many facilitators who are free at all those times and hold the credential, taken for them."""
        found: list[int] = []
        staff = list(self.staff)
        for at in range(len(staff)):
            each = staff[(turn + at) % len(staff)]
            able = not credential or each in self._certified
            if len(found) < number and able and self._may(("facilitator", each), spans, _GROUPS_A_FACILITATOR):
                found.append(each)
        while len(found) < number:
            found.append(self._hire(next(self._more_names), certified=bool(credential)))
        for each in found:
            self._take(("facilitator", each), spans)
        return tuple(found)

    def move(self, room_id: int | None, leader_ids: Sequence[int], before: Span, after: Span) -> bool:
        """Move a meeting with its room and leaders, if all of them are free then; whether it was moved."""
        keys = [("facilitator", each) for each in leader_ids] + ([("room", room_id)] if room_id else [])
        if not all(self.diary.is_free(key, [after]) for key in keys):
            return False
        for key in keys:
            self.diary.give_back(key, before)
            self.diary.take(key, [after])
        return True

    def _may(self, who: tuple[str, int], spans: Sequence[Span], most: int) -> bool:
        return self._groups_of[who] < most and self.diary.is_free(who, spans)

    def _take(self, who: tuple[str, int], spans: Sequence[Span]) -> None:
        self._groups_of[who] += 1
        self.diary.take(who, spans)

    def _add_site(self, name: str, address: str) -> int:
        site_id = self._rows.add("site", uid=self._identities.uid(), name=name, address=address)
        self._rooms_at[site_id] = 0
        return site_id

    def _add_room(self, site_id: int, name: str, capacity: int) -> int:
        room_id = self._rows.add("room", uid=self._identities.uid(), site_id=site_id, name=name, capacity=capacity)
        self._seats[room_id] = capacity
        self._rooms_at[site_id] += 1
        return room_id

    def _one_more_room(self, seats: int) -> int:
        site_id = next((site for site, rooms in self._rooms_at.items() if rooms < _ROOMS_A_SITE), None)
        if site_id is None:
            number = len(self._rooms_at)
            street = _STREETS[number % len(_STREETS)]
            site_id = self._add_site(f"{street} Street Annex {number - len(_SITES) + 1}", f"{number} {street} Street")
        return self._add_room(site_id, f"Room {101 + self._rooms_at[site_id]}", seats + self._rng.randrange(5))

    def _hire(self, name: str, *, certified: bool = False) -> int:
        public = self._rng.random() < 0.3
        key = self._rows.add("facilitator", uid=self._identities.uid(), name=name, public_name=public)
        self.staff[key] = name
        for credential, days in self._credentials(key, certified=certified):
            expires_on = self._today + timedelta(days=days) if days is not None else None
            self._rows.add("credential", facilitator_id=key, name=credential, expires_on=expires_on)
            if credential == WRAP:
                self._certified.add(key)
        return key

    def _credentials(self, key: int, *, certified: bool) -> Iterator[tuple[str, int | None]]:
        """Each credential with the days until it expires."""
        usual = self._rng.randint(90, 700)
        if key != _LAPSED:
            yield _CPRS, _SOON.get(key, usual)
        else:
            yield _CPRS, -9
        yield _STATE, self._rng.randint(60, 360)
        if key in (1, 2, 4) or certified:
            yield WRAP, self._rng.randint(120, 700)
        if key == 3:
            yield _ADVANCE_DIRECTIVES, None


def _more_names() -> Iterator[str]:
    """Names of further facilitators, no two alike."""
    given, family = _MORE_STAFF
    for number in count():
        again, rest = divmod(number, len(given) * len(family))
        name = f"{given[rest % len(given)]} {family[rest // len(given)]}"
        yield f"{name} {again + 1}" if again else name

"""Whom the rows of a roster mean: somebody new, somebody in the book, an earlier row; what cannot be told is asked.

Within a file a row repeats another only where it equals it in every column, and a blank equals no value. What both have
and is different tells two people of one name apart. Between file and book, one person of the name and nothing that
differs is the same person. Nothing is guessed: a row that may mean more than one, or one that may be two, is asked.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from facilitator.domain.people.roster import (
    KnownPerson,
    LineWhat,
    RosterAnswers,
    RosterLine,
    RosterPerson,
    RosterRow,
    RowProblem,
    ValueChange,
)
from facilitator.domain.people.same_person import Particulars


@dataclass(frozen=True, slots=True)
class Matching:
    """Every row with what it comes to, the people they mean, and lines that contradict each other."""

    lines: tuple[RosterLine, ...]
    people: tuple[RosterPerson, ...]
    problems: tuple[RowProblem, ...]


@dataclass(slots=True)
class _Bundle:
    """Rows that are one person: equal ones, and those that an answer put together."""

    rows: list[RosterRow]
    new: bool = False
    known: KnownPerson | None = None
    answered: bool = False
    asked: str = ""
    may_be: list[KnownPerson] = field(default_factory=list)
    may_be_lines: list[int] = field(default_factory=list)
    particulars: Particulars = field(init=False)

    def __post_init__(self) -> None:
        self.particulars = self.rows[0].particulars
        for row in self.rows[1:]:
            self.particulars = self.particulars.filled_from(row.particulars)

    @property
    def line(self) -> int:
        return self.rows[0].line

    @property
    def name_key(self) -> str:
        return self.rows[0].name_key


def match_roster(rows: Sequence[RosterRow], known: Iterable[KnownPerson], answers: RosterAnswers) -> Matching:
    """Whom each row means. ``known`` holds everybody whose name stands in the rows, and whom an answer names."""
    everybody = list(known)
    bundles = _bundled(rows, everybody, answers)
    of_name: defaultdict[str, list[_Bundle]] = defaultdict(list)
    for bundle in bundles:
        of_name[bundle.name_key].append(bundle)
    namesakes: defaultdict[str, list[KnownPerson]] = defaultdict(list)
    for each in everybody:
        namesakes[each.name_key].append(each)
    taken: defaultdict[int, list[_Bundle]] = defaultdict(list)
    for bundle in bundles:
        if bundle.known:
            taken[bundle.known.person.id].append(bundle)
    for key, same_name in of_name.items():
        _Namesakes(same_name, namesakes[key], taken).settle()
    return _told(bundles)


def _bundled(rows: Sequence[RosterRow], known: Sequence[KnownPerson], answers: RosterAnswers) -> list[_Bundle]:
    """Rows put together where they are equal in every column, or an answer says that they are one person."""
    root: dict[int, int] = {row.line: row.line for row in rows}

    def first_of(line: int) -> int:
        while root[line] != line:
            line = root[line]
        return line

    seen: dict[object, int] = {}
    for row in rows:
        value = (row.name_key, row.particulars, row.rest)
        if row.line in answers.same_line:
            target, own = first_of(answers.same_line[row.line]), first_of(row.line)
            if target != own:
                root[own] = target
        elif row.line not in answers.new and row.line not in answers.same_person and value in seen:
            root[row.line] = first_of(seen[value])
        seen.setdefault(value, row.line)
    together: defaultdict[int, list[RosterRow]] = defaultdict(list)
    for row in rows:
        together[first_of(row.line)].append(row)
    by_id = {each.person.id: each for each in known}
    bundles = []
    for lines in together.values():
        # the row that an answer points to says the name
        ordered = sorted(lines, key=lambda row: (row.line in answers.same_line, row.line))
        bundle = _Bundle(ordered)
        persons = {answers.same_person[row.line] for row in lines if row.line in answers.same_person}
        bundle.new = any(row.line in answers.new for row in lines) and not persons
        if persons:
            bundle.known, bundle.answered = by_id[min(persons)], True
        bundles.append(bundle)
    return sorted(bundles, key=lambda bundle: bundle.line)


@dataclass(slots=True)
class _Namesakes:
    """The rows of one name and the people of that name; ``taken`` says which rows mean whom, of any name."""

    bundles: list[_Bundle]
    people: list[KnownPerson]
    taken: defaultdict[int, list[_Bundle]]

    def settle(self) -> None:
        """Take what is certain, until nothing more is; then ask, or call it new."""
        while self._take_shared() or self._take_only():
            pass
        earlier: list[_Bundle] = []
        for bundle in self.bundles:
            if bundle.known is None and not bundle.new:
                self._ask(bundle, earlier)
            earlier.append(bundle)

    def _free(self) -> list[_Bundle]:
        return [each for each in self.bundles if each.known is None and not each.new]

    def _untaken(self) -> list[KnownPerson]:
        return [each for each in self.people if not self.taken[each.person.id]]

    def _as_answered(self, known: KnownPerson) -> Particulars:
        """Somebody with what rows that mean them by answer say."""
        particulars = known.particulars
        for bundle in self.taken[known.person.id]:
            particulars = bundle.particulars.filled_from(particulars)
        return particulars

    def _take(self, bundle: _Bundle, known: KnownPerson) -> None:
        bundle.known = known
        self.taken[known.person.id].append(bundle)

    def _take_shared(self) -> bool:
        """A row and a person who have something alike that no other row and no other person have with them as much."""
        open_to = [each for each in self.people if all(bundle.answered for bundle in self.taken[each.person.id])]
        free = self._free()
        theirs = [self._as_answered(each) for each in open_to]
        shared = {
            (at, nth): number
            for at, bundle in enumerate(free)
            for nth, particulars in enumerate(theirs)
            if (number := bundle.particulars.shared(particulars)) and not bundle.particulars.told_apart(particulars)
        }
        rows, people = Counter(_most(shared, 0)), Counter(_most(shared, 1))
        certain = [pair for pair in shared if rows[pair] == people[pair] == 1]
        for at, nth in certain:
            self._take(free[at], open_to[nth])
        return bool(certain)

    def _take_only(self) -> bool:
        """As many rows as people of the name who are left, all alike, or one of each in which nothing differs."""
        free, left = self._free(), self._untaken()
        for each in left:
            alike = [other for other in left if other.particulars == each.particulars]
            if len(alike) != len(left):
                continue
            may = [bundle for bundle in free if not bundle.particulars.told_apart(each.particulars)]
            equal = all(bundle.particulars == each.particulars for bundle in may)
            if len(may) != len(left) or (len(left) > 1 and not equal):
                continue
            if not equal and self._near_taken(may[0]):
                continue
            for bundle, person in zip(may, left, strict=True):
                self._take(bundle, person)
            return bool(may)
        return False

    def _near_taken(self, bundle: _Bundle) -> list[_Bundle]:
        """Other rows that mean somebody, and whom nothing tells apart from this one."""
        return [
            other
            for each in self.people
            for other in self.taken[each.person.id]
            if not other.particulars.told_apart(bundle.particulars)
        ]

    def _ask(self, bundle: _Bundle, earlier: Sequence[_Bundle]) -> None:
        left = self._untaken()
        near = self._near_taken(bundle)
        before = [
            other for other in earlier if other.known is None and not other.particulars.told_apart(bundle.particulars)
        ]
        bundle.may_be = left + [other.known for other in near if other.known]
        bundle.may_be_lines = sorted(other.line for other in (*near, *before))
        if not bundle.may_be and not bundle.may_be_lines:
            bundle.new = True
            return
        bundle.asked = self._why_asked(bundle, left)

    def _why_asked(self, bundle: _Bundle, left: Sequence[KnownPerson]) -> str:
        lines = bundle.may_be_lines
        if lines:
            told = f"line {lines[0]}" if len(lines) == 1 else f"lines {', '.join(map(str, lines))}"
            unkept = next((row for other in self.bundles for row in other.rows if row.line == lines[0]), bundle.rows[0])
            if unkept.particulars == bundle.particulars and unkept.rest != bundle.rows[0].rest:
                return f"the same name as {told}, and only columns that are not kept differ"
            return f"the same name as {told}, and nothing tells them apart"
        if len(left) > 1:
            return f"{len(left)} people of this name are in the book"
        differing = _differing(bundle.particulars, left[0].particulars)
        if differing:
            return f"somebody of this name is in the book, with another {' and '.join(differing)}"
        rivals = [other.line for other in self._free() if other is not bundle and not other.new]
        return (
            "somebody of this name is in the book, and this line and "
            f"{'line' if len(rivals) == 1 else 'lines'} {', '.join(map(str, rivals))} may be them"
        )


def _most(shared: Mapping[tuple[int, int], int], side: int) -> list[tuple[int, int]]:
    """For each row (side 0) or person (side 1) the one pair that has most alike; none where two have it."""
    best: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair, number in shared.items():
        held = best[pair[side]]
        if held and number > shared[held[0]]:
            held.clear()
        if not held or number == shared[held[0]]:
            held.append(pair)
    return [pairs[0] for pairs in best.values() if len(pairs) == 1]


def _differing(one: Particulars, other: Particulars) -> list[str]:
    names = ("alias", "phone", "email")
    return [name for name, a, b in zip(names, one.values, other.values, strict=True) if a and b and a != b]


def _told(bundles: Sequence[_Bundle]) -> Matching:
    """The verdict of each line, and what becomes of the people."""
    lines: list[RosterLine] = []
    people: list[RosterPerson] = []
    problems: list[RowProblem] = []
    together: defaultdict[object, list[_Bundle]] = defaultdict(list)
    for bundle in bundles:
        together[bundle.known.person.id if bundle.known else id(bundle)].append(bundle)
    for group in together.values():
        told = _Teller(group)
        told.tell()
        lines += told.lines
        problems += told.problems
        people.append(told.somebody())
    return Matching(
        tuple(sorted(lines, key=lambda each: each.line)),
        tuple(sorted(people, key=lambda each: each.lines[0])),
        tuple(sorted(problems, key=lambda each: each.line)),
    )


class _Teller:
    """Goes through the lines that are one person, and keeps what they say."""

    def __init__(self, group: Sequence[_Bundle]) -> None:
        self.first = group[0]
        self.known = group[0].known
        self.rows = sorted((row for bundle in group for row in bundle.rows), key=lambda row: row.line)
        self.lines: list[RosterLine] = []
        self.problems: list[RowProblem] = []
        person = self.known.person if self.known else None
        named = self.first.rows[0]
        self.values = {
            "name": person.name if person else named.name,
            "alias": person.alias if person else "",
            "phone": person.phone if person else "",
            "email": person.email if person else "",
        }
        key = self.known.name_key if self.known else named.name_key
        held = self.known.particulars if self.known else Particulars("", "", "")
        self.keys = {"name": key, "alias": held.alias, "phone": held.phone, "email": held.email}
        self.said_by: dict[str, int] = {}

    def tell(self) -> None:
        """What each line says, in their order."""
        for row in self.rows:
            first = row is self.rows[0]
            changes = self._changes(row)
            person = self.known.person if self.known else None
            if self.first.asked and first:
                self.lines.append(
                    RosterLine(
                        row.line,
                        LineWhat.ASKED,
                        row.name,
                        self.first.asked,
                        may_be=tuple(dict.fromkeys(each.person for each in self.first.may_be)),
                        may_be_lines=tuple(self.first.may_be_lines),
                    )
                )
            elif person is None and first:
                self.lines.append(RosterLine(row.line, LineWhat.NEW, row.name))
            elif person is not None and changes:
                self.lines.append(RosterLine(row.line, LineWhat.CHANGED, row.name, person=person, changes=changes))
            elif person is not None and first:
                self.lines.append(RosterLine(row.line, LineWhat.SAME, row.name, "nothing new", person))
            else:
                like = self.rows[0].line
                why = f"the same as line {like}"
                if changes:
                    why += f"; adds {', '.join(each.field for each in changes)}"
                if row.name_key != self.keys["name"]:
                    why += "; its name is not kept"
                self.lines.append(RosterLine(row.line, LineWhat.SAME, row.name, why, person, like))

    def _changes(self, row: RosterRow) -> tuple[ValueChange, ...]:
        """What a row says otherwise than it was; where two lines say two things, that is a problem."""
        changes: list[ValueChange] = []
        keys = (row.name_key, *row.particulars.values)
        values = (row.name, row.alias, row.phone, row.email)
        for name, key, value in zip(self.keys, keys, values, strict=True):
            if not key:
                continue
            if name == "name" and (self.known is None or name in self.said_by):
                continue  # of lines that an answer put together, one says the name
            if key != self.keys[name] and name in self.said_by:
                self.problems.append(
                    RowProblem(row.line, f"another {name} than in line {self.said_by[name]}, for the same person")
                )
                continue
            self.said_by.setdefault(name, row.line)
            if key != self.keys[name]:
                changes.append(ValueChange(name, self.values[name], value))
                self.keys[name], self.values[name] = key, value
        return tuple(changes)

    def somebody(self) -> RosterPerson:
        """The person with the values that they have after all lines."""
        person = self.known.person if self.known else None
        return RosterPerson(tuple(row.line for row in self.rows), person, **self.values)

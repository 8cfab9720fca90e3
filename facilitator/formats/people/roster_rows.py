"""From the cells of a row to a person, to what is wrong with it, or to why it is none."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from facilitator.domain.people.roster import RosterRow
from facilitator.domain.people.same_person import plain_name
from facilitator.domain.spelling import fold, tidy
from facilitator.formats.csv_write import unguard
from facilitator.formats.people.emails import read_email
from facilitator.formats.people.phones import read_phone
from facilitator.formats.people.roster_headers import MOBILE, RosterColumns, plain_title

LONGEST_NAME: Final = 80

_AS_TEXT: Final = re.compile(r'="(.*)"')
_COUNTED: Final = (
    "participants?|people|persons?|clients?|members?|attendees?|students?|residents?|names|rows|records|entries|present|"
    "attendance|head ?count|registered|enrolled|teilnehmer(?:innen)?|personen|participantes|personas"
)
_TOTAL: Final = re.compile(
    r"(?:(?:grand |sub ?|row |suma |somme )?totale?s?|gesamt(?:summe|zahl)?|insgesamt|subtotal(?:es)?)\b.*|"
    r"(?:(?:total )?(?:number|no|count|nr) of .*|count|sum|summe|anzahl|suma|somme|nombre total)[\s:=#(]*\d[\d\s).]*|"
    r"(?:count|sum|summe|anzahl|suma|somme|average|avg|mean|n)\s*[:=].*|"
    rf"\d+ (?:{_COUNTED}|total)|(?:{_COUNTED})\s*[:=]\s*\d+"
)
_FOOT: Final = re.compile(
    r"(?:page|seite|p[aá]gina)\s*\d+(?:\s*(?:of|/|von|de)\s*\d+)?|"
    r"(?:printed|generated|exported|created|(?:last )?updated|as of|report run|gedruckt|erstellt|impreso)\b.*\d.*|"
    r"(?:confidential|end of (?:list|roster|report|file))\b.*|-+\s*end\b.*"
)
_LABEL: Final = re.compile(r"[^:]*[^\W\d][^:]*:(?:\s.*)?")
_NO_NAME: Final = re.compile(
    r"(?:true|false|wahr|falsch|verdadero|falso|n/?a|tbd|none|vacant|empty|open|\((?:blank|empty)\)|\[\s*x?\s*\])"
)
_SAYS_NOTHING: Final = re.compile(r"(?:yes|no|y|n|x|ja|nein|s[ií])")
_ONE_KEPT: Final = (("phone", "one, a mobile one first,"), ("email", "the first"))
_UNSEEN: Final = frozenset(
    "\u200b\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# signs that turn writing around or part words, and that nobody sees; joiners are kept, which some letters need


@dataclass(frozen=True, slots=True)
class RowRead:
    """What a row is: a person, or what is wrong with it, or why it is passed over; and what is odd about a person."""

    line: int
    row: RosterRow | None = None
    wrong: tuple[str, ...] = ()
    passed_over: str = ""
    odd: tuple[str, ...] = ()


class RowReader:
    """Reads the rows below a line that names the columns; numbers of phones as they are written in ``region``."""

    def __init__(
        self,
        columns: RosterColumns,
        region: str,
        counters: frozenset[int],
        above: Sequence[Sequence[str]] = (),
    ) -> None:
        self.columns = columns
        self.region = region
        self.width = len(columns.titles)
        self.title = _bare(columns.titles)
        self.kinds = {at for at, each in enumerate(columns.titles) if plain_title(each).endswith((" type", " label"))}
        self.above = [_bare(cells) for cells in above]
        read = {places[0] for places in columns.places.values()}
        self.unread = [at for at in range(self.width) if at not in read and at not in counters]

    def read(self, line: int, cells: Sequence[str]) -> RowRead:
        """One row that is not empty."""
        cleaned = [clean(cell) for cell in cells]
        filled = [cell for cell in cleaned if cell]
        bare = _bare(cells)
        if bare == self.title or bare in self.above:
            again = "the columns" if bare == self.title else "a title"
            return RowRead(line, passed_over=f"{again} once more, as on another page")
        beyond = [cell for cell in cleaned[self.width :] if cell]
        if not self._kept(cleaned) and not self._named(cleaned) and all(_is_number(cell) for cell in filled):
            numbers = all(cell.strip(".)#").isdecimal() for cell in filled)
            return RowRead(
                line, passed_over="holds only a number" if numbers else "holds no name, only numbers or ticks"
            )
        foot = self._foot(cleaned)
        if foot:
            return RowRead(line, passed_over=foot)
        if beyond:
            wrong = f"{len(cells)} cells where the line of the columns has {self.width}; is a comma not in quotes?"
            return RowRead(line, wrong=(wrong,))
        return self._person(line, cleaned)

    def _cell(self, cells: Sequence[str], key: str) -> str:
        """The first of a field's columns that is filled."""
        filled = [at for at in self.columns.places.get(key, ()) if at < len(cells) and cells[at]]
        if key == "phone" and len(filled) > 1:  # Google's contacts say beside each number what it is
            filled.sort(key=lambda at: not (at - 1 in self.kinds and MOBILE.intersection(fold(cells[at - 1]).split())))
        return cells[filled[0]] if filled else ""

    def _more(self, cells: Sequence[str], key: str) -> bool:
        """Whether further columns of a field hold something else than the first."""
        every = [cells[at] for at in self.columns.places.get(key, ()) if at < len(cells) and cells[at]]
        same = (lambda text: read_phone(text, self.region).key) if key == "phone" else fold
        return len({same(each) for each in every}) > 1

    def _kept(self, cells: Sequence[str]) -> bool:
        """Whether a way to reach somebody is filled in."""
        return bool(self._cell(cells, "phone") or self._cell(cells, "email"))

    def _foot(self, cells: Sequence[str]) -> str:
        """Why a row is the foot of a list and nobody: a total, a date of printing."""
        if self._kept(cells) and not any(_TOTAL.fullmatch(fold(cell)) for cell in self._names(cells)):
            return ""
        filled = [fold(cell) for cell in cells if cell]
        letters = [cell for cell in filled if not _is_number(cell)]
        if letters and all(_TOTAL.fullmatch(cell) or _SAYS_NOTHING.fullmatch(cell) for cell in letters):
            return "a total, and nobody"
        if _TOTAL.fullmatch(" ".join(filled)) or (letters and re.match(r"(?:grand |sub ?)?totals?\b", letters[0])):
            return "a total, and nobody"
        called = " ".join(map(fold, self._names(cells)))
        if letters and (_FOOT.fullmatch(" ".join(filled)) or _LABEL.fullmatch(called)):
            return "a note about the list, and nobody"
        return ""

    def _named(self, cells: Sequence[str]) -> bool:
        """Whether a name stands here, or what may be one: a single letter is somebody, FALSE is nobody."""
        return any(_has_letters(each) and not _NO_NAME.fullmatch(fold(each)) for each in self._names(cells))

    def _names(self, cells: Sequence[str]) -> list[str]:
        return [each for key in ("name", "first", "last") if (each := self._cell(cells, key))]

    def _person(self, line: int, cells: Sequence[str]) -> RowRead:
        name = self._name(cells)
        alias, phone, email = (self._cell(cells, key) for key in ("alias", "phone", "email"))
        if not name and not (alias or phone or email):
            return RowRead(line, passed_over="no name; what it holds stands in columns that are not read")
        number, address = read_phone(phone, self.region), read_email(email)
        called = "the name has no letters" if name and not _has_letters(name) else wrong_name(name, alias)
        wrong = tuple(each for each in (called, number.wrong, address.wrong) if each)
        if wrong:
            return RowRead(line, wrong=wrong)
        odd = [f"{each}; it is kept as typed" for each in (number.odd, address.odd) if each]
        odd += [f"more than one {key}: only {kept} is kept" for key, kept in _ONE_KEPT if self._more(cells, key)]
        rest = tuple(fold(cells[at]) if at < len(cells) else "" for at in self.unread)
        row = RosterRow(line, name, alias, number.kept, address.kept, number.key, rest)
        return RowRead(line, row, odd=tuple(odd))

    def _name(self, cells: Sequence[str]) -> str:
        """The whole name, from however many columns it stands in."""
        whole, first, middle, last, second, suffix = (
            self._cell(cells, key) for key in ("name", "first", "middle", "last", "second", "suffix")
        )
        if whole and not (first and last and (middle or suffix)):
            parts = plain_name(whole).split()
            if first and not last and not _within(first, whole):
                parts = [first, *([middle] if middle else []), *parts]  # Vorname beside Name, Prénom beside Nom
            elif middle and not _within(middle, whole):
                parts = [*parts[:1], middle, *parts[1:]]
            parts += [each for each in (last, second, suffix) if each and not _within(each, whole)]
            return " ".join(parts)
        if first and not last and "," in first:
            first = plain_name(first)
        return " ".join(part for part in (first, middle, last, second, suffix) if part)


def _within(part: str, whole: str) -> bool:
    """Whether the words of a part stand in a name already."""
    words = fold(whole).replace(",", " ").split()
    return all(word in words for word in fold(part).replace(",", " ").split())


def clean(cell: str) -> str:
    """The text of a cell: without what a spreadsheet or a word processor put around it that nobody sees."""
    text = "".join(sign for sign in cell if sign not in _UNSEEN) if not cell.isascii() else cell
    as_text = _AS_TEXT.fullmatch(text.strip())
    return tidy(unguard((as_text[1] if as_text else text).strip()))


def _is_number(cell: str) -> bool:
    """Whether a cell counts or ticks something, or is a line to write on."""
    if _has_letters(cell):
        return bool(_SAYS_NOTHING.fullmatch(fold(cell)) or _NO_NAME.fullmatch(fold(cell)))
    return "@" not in cell


def _has_letters(cell: str) -> bool:
    return any(unicodedata.category(sign)[0] == "L" for sign in cell)


def _bare(cells: Sequence[str]) -> list[str]:
    """The cells of a line as they are compared with another, without empty ones at its end."""
    bare = [fold(clean(cell)) for cell in cells]
    while bare and not bare[-1]:
        bare.pop()
    return bare


def counters(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> frozenset[int]:
    """The columns that only number the rows: they tell nobody apart."""
    found = set()
    for at, title in enumerate(titles):
        if plain_title(title) not in (
            "",
            "#",
            "no",
            "nr",
            "n",
            "row",
            "line",
            "number",
            "num",
            "s no",
            "sl no",
            "lfd nr",
        ):
            continue
        numbers = [cells[at].strip(" .)") for cells in rows if at < len(cells) and cells[at].strip()]
        if all(each.isdecimal() for each in numbers):
            values = [int(each) for each in numbers]
            if values[:1] in ([0], [1]) and values == list(range(values[0], values[0] + len(values))):
                found.add(at)
    return frozenset(found)


def wrong_name(name: str, alias: str) -> str:
    """What is wrong with a name or an alias; empty where nothing is."""
    if not name:
        return "the name is missing"
    if max(len(name), len(alias)) > LONGEST_NAME:
        return f"a name or alias has more than {LONGEST_NAME} characters"
    return ""


def wrong_with(*, name: str, alias: str, phone: str, email: str) -> str:
    """What is wrong with the values of a person, which it does not repeat; empty where nothing is."""
    return wrong_name(name, alias) or read_phone(phone, "").wrong or read_email(email).wrong

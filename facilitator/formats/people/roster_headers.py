"""What programs call the columns of a roster, and which line of a file names them."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from facilitator.domain.spelling import fold
from facilitator.errors import BadInput
from facilitator.formats.people.roster_text import SEPARATORS, Record

FIELDS: Final = ("name", "first", "middle", "last", "second", "suffix", "alias", "phone", "email")
"""What is read of a row; ``second`` is a second family name."""

_WHO: Final = (
    "clients?|participants?|persons?|people|members?|attendees?|students?|patients?|residents?|consumers?|peers?|"
    "individuals?|guests?|registrants?|invitees?|customers?|learners?|trainees?|veterans?|mentees?|recoverees?|"
    "participantes?|clientes?|miembros?|asistentes?|teilnehmer(?:innen|in|s|n)?|klient(?:innen|in|en)?|mitglied(?:er)?"
)
_OF: Final = f"(?:(?:{_WHO}|your|my|legal) )?"
_NAMES: Final[Mapping[str, Sequence[str]]] = {
    "name": (
        f"{_OF}(?:full ?|complete |whole |display |first and last |last and first )?names?(?: in full)?",
        f"names? (?:of )?(?:the |a )?(?:{_WHO})|(?:{_WHO}) ?name|name original name",
        "(?:what is |what s |whats )?your (?:full |first and last )?name",
        "(?:name )?(?:last|surname|family)(?: name)?(?: and)? (?:first|given)(?: name)?",
        "(?:name )?(?:first|given)(?: name)?(?: and| or)? (?:last|surname|family)(?: name| initial)*",
        "first name (?:and |or )?initial",
        "nombre|nombre completo|nombres? y apellidos?|apellidos? y nombres?|nom|nom complet|nom et prenom|nome|"
        "nome completo|nome e cognome|cognome e nome|nome e sobrenome|naam|volledige naam|vollstandiger name|"
        "vor und nachname|vorname und nachname|nachname vorname|name vorname|vorname nachname|vorname name",
        f"nombre (?:de |del |de la )(?:{_WHO})|name (?:des |der )(?:{_WHO})",
    ),
    "first": (
        f"{_OF}(?:first(?: ?names?| ?nm)?|(?:given|fore|christian) ?names?)|fname|f name",
        "vornamen?|nombres|primer nombre|prenoms?|primeiro nome|voornaam|voornamen",
    ),
    "middle": (
        f"{_OF}(?:middle(?: ?names?| ?initial)?|additional names?)|mi|m i|mname|m name",
        "segundo nombre|otros nombres|weitere vornamen|zweiter vorname|mittelname|deuxieme prenom|autres prenoms|"
        "secondo nome|nome do meio|tussenvoegsel",
    ),
    "last": (
        f"{_OF}(?:last(?: ?names?| ?initial| ?nm)?|family ?names?|surnames?)|lname|l name",
        "nachnamen?|familiennamen?|zuname|apellidos?|primer apellido|apellido paterno|nom de famille|cognome|"
        "sobrenome|achternaam",
    ),
    "second": ("segundo apellido|apellido materno|second (?:last|family) ?name|second surname",),
    "suffix": (f"{_OF}(?:name )?suffix|generation(?: qualifier)?|sufijo|suffixe|namenszusatz|jr sr",),
    "alias": (
        f"{_OF}(?:alias(?:es)?|nick ?names?|nick|aka|a k a|(?:also )?known as|goes by|street name)",
        f"{_OF}(?:preferred|chosen|usual)(?: first)?(?: names?)?|(?:likes?|prefers) to be called|"
        "name (?:they|you|he|she) go(?:es)? by|what (?:should|shall) we call you|name to use",
        "apodos?|sobrenombre|nombre preferido|nombre que usa|rufname|spitzname|surnoms?|prenom usuel|soprannome|"
        "roepnaam",
    ),
}
_CONTACT: Final = re.compile(f"{_OF}contact (?:number|no|nr|num|#)")


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_PHONE: Final = _words(
    "phone phones telephone tel mobile cell cellphone cellular ph telefono movil celular telefon mobil mobiltelefon",
    "handy telefonnummer handynummer mobilnummer rufnummer telefone telemovel portable telefoon cellulare mobiel tlf",
)
_EMAIL: Final = _words("email emails mail correo courriel mel epost")
_BESIDE: Final = _words(
    "number numbers no nr num # numero nummer primary main best personal your my value address addresses addr 1 the of",
    "adresse adresses electronico electronica electronique direccion endereco indirizzo adres de du contact principal",
)
_FURTHER: Final = _words(
    "home work business office other second secondary alternate alternative alt backup day daytime evening landline",
    "company privat private geschaftlich particular trabajo casa domicile 2 3 4 5",
)
MOBILE: Final = _words("mobile cell cellphone cellular movil celular mobil handy portable mobiltelefon handynummer")
"""Words for the telephone that somebody carries, which is the one that is kept of several."""
_LEFT_OUT: Final = re.compile(r"\b(?:required|optional|please|print|clearly|pflichtfeld|obligatorio|opcional)\b|\(s\)")
_DAY: Final = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\d)")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_COMPILED: Final = {key: re.compile("|".join(f"(?:{each})" for each in ways)) for key, ways in _NAMES.items()}
_ROLE: Final = re.compile(_WHO)

_PARTS: Final = ("first", "middle", "last", "second", "suffix")

Rank = int
"""How surely a title means its field; 0 is the surest."""


@dataclass(frozen=True, slots=True)
class RosterColumns:
    """Which line names the columns, and where each field stands; phone and email may have further columns."""

    at: int
    titles: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]

    def reads(self, at: int) -> bool:
        """Whether anything of this column is read."""
        return any(at in places for places in self.places.values())


def plain_title(title: str) -> str:
    """A title as it is compared: small letters without accents, words apart however they were put together."""
    parted = _CAMEL.sub(" ", title)
    bare = "".join(sign for sign in unicodedata.normalize("NFD", fold(parted)) if not unicodedata.combining(sign))
    bare = (
        re.sub(r"'s\b", "", bare).replace("'", "").replace("e-mail", "email").replace("&", " and ").replace("ß", "ss")
    )
    bare = _LEFT_OUT.sub(" ", bare)
    return " ".join(re.sub(r"[^\w#]+|_", " ", bare).split())


def field_of(title: str) -> tuple[str, Rank] | None:
    """Which field a title means, and how surely; None for another column."""
    plain = plain_title(title)
    for key, pattern in _COMPILED.items():
        if pattern.fullmatch(plain):
            return key, 0
    if _CONTACT.fullmatch(plain):
        return "phone", 0
    words = plain.replace("e mail", "email").split()
    for key, core in (("phone", _PHONE), ("email", _EMAIL)):
        theirs = core.intersection(words)
        others = [each for each in words if each not in core and not _ROLE.fullmatch(each)]
        if theirs and all(each in _BESIDE or each in _FURTHER for each in others):
            further = sum(each in _FURTHER for each in others)
            return key, further * 2 + (key == "phone" and not MOBILE.intersection(words))
    return ("name", 1) if _ROLE.fullmatch(plain) else None


def find_columns(records: Sequence[Record], wanted: Mapping[str, str]) -> RosterColumns | None:
    """The line that names the columns, among the first of a file: the one in which most of them are known.

    Titles of the whole page may stand above it. ``wanted`` says for fields what their column is called here.
    """
    best: RosterColumns | None = None
    most = (0, 0)
    one_column = all(sum(bool(cell.strip()) for cell in cells) < 2 for _, cells in records)
    for at, (_line, cells) in enumerate(records):
        if any(reaches_somebody(cell) for cell in cells):
            if wanted and sum(bool(cell.strip()) for cell in cells) > 1:
                break  # a name that stands in a row is no name of a column
            continue
        found = _columns(at, cells, wanted)
        if found is None or (not one_column and not wanted and _alone(cells)):
            continue
        points = (len(found.places), -at)
        if best is None or points > most:
            best, most = found, points
    return best


def reaches_somebody(cell: str) -> bool:
    """Whether a cell is an address or a phone number, and so no title; a day is none."""
    digits = sum(sign.isdecimal() for sign in cell)
    return "@" in cell or (digits >= 7 and not _DAY.search(cell))


def _alone(cells: Sequence[str]) -> bool:
    """Whether a line is one word such as Participants: beside other columns it is the title of a page."""
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) == 1 and field_of(filled[0]) == ("name", 1)


def _columns(at: int, cells: Sequence[str], wanted: Mapping[str, str]) -> RosterColumns | None:
    if len(cells) == 1 and any(sign in cells[0] for sign in SEPARATORS):
        return None
    given = {key: _place(title, cells) for key, title in wanted.items()}
    if any(place is None for place in given.values()):
        return None
    ranked: dict[str, list[tuple[Rank, int]]] = {}
    for place, cell in enumerate(cells):
        known = field_of(cell)
        if known and known[0] not in given and place not in given.values():
            ranked.setdefault(known[0], []).append((known[1], place))
    places = {key: _surest(key, every) for key, every in ranked.items()}
    if ranked.get("name", [(0, 0)])[0][0] and {"first", "last"} & set(ranked):
        del places["name"]  # a column called Peer beside first and last names is somebody else
    places |= {key: (place,) for key, place in given.items() if place is not None}
    if "name" in given:
        places = {key: value for key, value in places.items() if key not in _PARTS or key in given}
    elif "first" in given or "last" in given:
        places.pop("name", None)
    return RosterColumns(at, tuple(cells), places) if {"name", "first", "last"} & set(places) else None


def _surest(key: str, every: list[tuple[Rank, int]]) -> tuple[int, ...]:
    """The place of a field, or its places, the surest first; more than one name means that somebody must say which."""
    every.sort()
    if key in ("phone", "email"):
        return tuple(place for _, place in every)
    best = [place for rank, place in every if rank == every[0][0]]
    return tuple(best) if key in ("name", "first", "last") else (best[0],)


def _place(title: str, cells: Sequence[str]) -> int | None:
    wanted = plain_title(title)
    return next((at for at, cell in enumerate(cells) if cell.strip() and plain_title(cell) == wanted), None)


def column_wishes(given: Sequence[str]) -> dict[str, str]:
    """``NAME=HEADER`` as it was typed, by field.

    Raises:
        BadInput: for a field that is not read, one that is named twice, or no header.
    """
    wanted: dict[str, str] = {}
    for each in given:
        key, equals, title = each.partition("=")
        known = field_of(key) if equals else None
        field = key.strip().casefold() if key.strip().casefold() in FIELDS else known and known[0]
        if not equals or field is None or not plain_title(title):
            raise BadInput(
                "--column names a field and the column that holds it",
                f'Such as --column name="Client". Fields: {", ".join(FIELDS)}.',
            )
        if field in wanted:
            raise BadInput(f"--column names two columns for {field}", "Give one of them.")
        wanted[field] = title
    return wanted

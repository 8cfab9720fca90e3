"""Invented people for practice books: names put together from many cultures, and some that are hard on any screen.

Nobody here exists. First and last names are drawn apart from each other, so that no list of real people is behind them.
"""

from dataclasses import dataclass
from itertools import product
from random import Random
from typing import Final

from facilitator.domain.spelling import fold

_HARD_EVERY: Final = 9
_HARD: Final = (
    ("Zoë Ångström-Núñez", ""),
    ("O", ""),
    ("ليلى الحداد", ""),
    ("María de los Ángeles Guadalupe Fernández-Villanueva y Montenegro de la Santa Paz", "Lupe"),
    ("Nguyễn Thị Hồng Hạnh", "Hanna"),
    ("王 秀英", "Ying"),
    ("Siobhán Ní Fhaoláin", ""),
    ("Łucja Wiśniewska-Dąbrowska", ""),
    ("Robin Vale", "Sunny 🌻"),
    ("Ayşe Işık", ""),
    ("Jean-Noël D’Aubriac", "J. N."),
    ("Θάλεια Παππά", "Thalia"),
)
"""Name and alias: one letter, eighty, other scripts and directions, letters that fold in odd ways."""

_CULTURES: Final = (
    ("Rosa Mateo Inés Javier Lucía Ramón Pilar Andrés Xiomara Emilio", "Ortega Delgado Peña Ibáñez Cruz Solís Quiroga"),
    ("Denise Marcus Latoya Terrence Imani Jerome Keisha Andre Tamika", "Booker Hollis Tate Merritt Gaines Rowe Pruitt"),
    ("Karen Walter Amber Dale Brenda Travis Peggy Curtis Ruth Wade", "Stokes Hadley Barlow Kemp Whitt Lyle Combs Ames"),
    ("Linh Minh Thảo Quang Trang Đức Mai Hải Ngọc", "Trần Phạm Đặng Bùi Võ Huỳnh Đỗ"),
    ("Amina Yusuf Salma Tariq Noor Khalil Hadia Bilal Samira", "Mansour Rahimi Haddad Qureshi Darwish Aziz Saleh"),
    ("Agnieszka Piotr Magda Tomasz Beata Wojciech Kinga Łukasz", "Zielińska Kowal Mazur Sikora Wróbel Gajda Pawlak"),
    ("Priya Arjun Meena Rohan Kavita Sanjay Lakshmi Dev Anjali", "Iyer Malhotra Banerjee Reddy Joshi Kulkarni Sethi"),
    ("Abena Kwame Folake Chidi Adaeze Kofi Ngozi Sefu Wanjiru", "Mensah Okafor Boateng Eze Adeyemi Mwangi Diallo"),
    ("Mei Jun Xiulan Wei Lihua Bo Yan Hao Qing", "Zhao Lin Gao Deng Song Han Feng Tang"),
    ("Ji-woo Min-jun Soo-ah Hyun Eun-ji Tae Yuna", "Kang Yoon Shin Bae Moon Hwang Noh"),
    ("Katya Dmitri Olena Bohdan Iryna Pavlo Larisa Taras", "Kovalenko Sokol Melnyk Orlova Bondar Shevchuk Lysenko"),
    ("Aiyana Chayton Kimi Dakota Winona Tokala Halona", "Redbird Whitefeather Longwalker Littlecloud Standing-Elk"),
    ("Siân Rhys Niamh Eoin Ailsa Callum Maeve Fergus", "Pritchard Gallagher Dunne Kincaid Rafferty Llywelyn Boyle"),
    ("Leilani Kai Malia Keoni Sina Tavita Noelani", "Kealoha Tuilagi Palakiko Mahoe Fonoti Akana Vea"),
    ("Françoise Étienne Amélie Loïc Solange Thierry Renée", "Lemaître Beauchêne Rousselle Daigle Thibodeaux Guérin"),
    ("Selin Emre Derya Kerem Gül Ozan Defne", "Yıldız Öztürk Çelik Şimşek Kaya Aydın Güneş"),
)
_NICKNAMES: Final = (
    "Ace",
    "Bear",
    "Coach",
    "Dee",
    "Flip",
    "Jazz",
    "Kit",
    "Mo",
    "Pepper",
    "Pops",
    "Red",
    "Scout",
    "Skye",
    "Vee",
)
_INITIALS: Final = "ABCDEFGHJKLMNPRSTVWZ"
_ALIAS_RATE: Final = 0.22


@dataclass(frozen=True, slots=True)
class InventedName:
    """A name, and what the group calls the person where that differs."""

    name: str
    alias: str


def invent_names(rng: Random, number: int) -> list[InventedName]:
    """So many invented names, no two alike in name and alias together."""
    hard = iter(_HARD)
    found: list[InventedName] = []
    taken: set[str] = set()
    while len(found) < number:
        tricky = next(hard, None) if len(found) % _HARD_EVERY == 1 else None
        if tricky is not None:
            made = InventedName(*tricky)
        else:
            given, family = _given_and_family(rng)
            name = _untaken(given, family, taken)
            made = InventedName(name, _alias(rng, given, family))
        taken.add(fold(made.name))
        found.append(made)
    return found


def _given_and_family(rng: Random) -> tuple[str, str]:
    given, family = rng.choice(_SPLIT)
    if rng.random() < 0.15:  # families come from everywhere
        family = rng.choice(_SPLIT)[1]
    return rng.choice(given), rng.choice(family)


def _untaken(given: str, family: str, taken: set[str]) -> str:
    """The name, with initials in the middle where somebody has it already."""
    number = 0
    while True:
        for initials in product(_INITIALS, repeat=number):
            name = " ".join((given, *(f"{initial}." for initial in initials), family))
            if fold(name) not in taken:
                return name
        number += 1


def _alias(rng: Random, given: str, family: str) -> str:
    if rng.random() >= _ALIAS_RATE:
        return ""
    return rng.choice(_NICKNAMES) if rng.random() < 0.5 else f"{given} {family[0]}."


_SPLIT: Final = tuple((tuple(given.split()), tuple(family.split())) for given, family in _CULTURES)

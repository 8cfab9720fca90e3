"""A small invented program, before it is written: no file and no book."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from facilitator.domain.practice.groups import Window, sketch_groups
from facilitator.domain.scheduling.closures import closed_day
from facilitator.home import Home
from facilitator.services.curricula.library import curricula_at_hand
from facilitator.services.practice.rows import Identities, Rows
from facilitator.services.practice.schedule import PracticeGroup, Setting, schedule
from facilitator.services.practice.sites import PracticePremises
from facilitator.zones import zone
from tests.books import NOW

NEW_YORK = zone("America/New_York")
TODAY = NOW.astimezone(NEW_YORK).date()
SHUT = TODAY - timedelta(days=4)


@dataclass(frozen=True, slots=True)
class Invented:
    """Its rows so far, its groups, and what they were made in."""

    rows: Rows
    identities: Identities
    setting: Setting
    premises: PracticePremises
    groups: list[PracticeGroup]


def invent(home: Home, *, groups: int = 6, weeks: int = 4, seed: int = 5) -> Invented:
    """Groups with their dates, around one closed day."""
    rows, identities = Rows(), Identities(Random(seed))
    window = Window(NOW.astimezone(NEW_YORK).replace(tzinfo=None), weeks, lambda day: day == SHUT)
    curricula = {each.curriculum.key: each for each in curricula_at_hand(home) if each.curriculum}
    setting = Setting(NOW, NEW_YORK, (closed_day(SHUT, "staff day"),), curricula, window.last)
    premises = PracticePremises(rows, identities, Random(seed), TODAY)
    made = schedule(sketch_groups(Random(seed), groups, window), setting, premises, rows, identities, Random(seed))
    return Invented(rows, identities, setting, premises, made)

"""The form of a group to be: what is missing, what is wrong, and the wish that it comes to."""

from datetime import datetime
from typing import Any

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Input

from facilitator.services.curricula.library import curricula_at_hand
from facilitator.services.scheduling.schedule_group import GroupWish
from facilitator.tui.scheduling.group_form import Filled, GroupForm
from facilitator.words import EnrolmentKind, Mode
from tests.conftest import Program
from tests.tui.bench import on_bench
from tests.tui.screens import played, until

START = datetime(2027, 3, 4, 18, 0)


class _Form(Screen[None]):
    """The form alone, and how often it changed."""

    def __init__(self) -> None:
        super().__init__()
        self.changed = 0

    def compose(self) -> ComposeResult:
        yield GroupForm(START, (), ())

    def on_group_form_changed(self) -> None:
        self.changed += 1


def test_it_reads_into_a_wish(program: Program) -> None:
    """What is needed is asked for before what is wrong is said; a curriculum brings what was not typed."""

    async def story() -> None:
        screen = _Form()
        async with on_bench(program, screen) as bench:
            form = screen.query_one(GroupForm)
            fields: dict[str, Any] = form.controls
            assert not form.touched
            assert form.read() == Filled(missing=("a title", "how many minutes it lasts"))
            fields["title"].value, fields["minutes"].value, fields["capacity"].value = " Eve ", "900", "0"
            assert form.touched
            assert form.read().problems == {
                "minutes": "A session lasts 5 to 720 minutes.",
                "capacity": "At least one seat; leave it empty where nobody counts them.",
            }
            form.tell(form.read().problems)
            await bench.shows("A session lasts 5 to 720 minutes.")
            form.start.value = "thu 99"
            assert "Not a date and time" in form.read().problems["start"]
            form.start.value = "fri 6p"
            fields["minutes"].value, fields["capacity"].value = "60", "8"
            fields["enrolment"].value, fields["mode"].value = EnrolmentKind.OPEN, Mode.ONLINE
            assert form.read() == Filled(
                GroupWish(
                    title="Eve",
                    start=datetime(2027, 3, 5, 18, 0),
                    repeat="weekly",
                    minutes=60,
                    capacity=8,
                    enrolment=EnrolmentKind.OPEN,
                    mode=Mode.ONLINE,
                )
            )
            await until(bench.pilot, lambda: screen.changed > 0)

    played(story())


def test_a_curriculum_offers_its_title_and_minutes(program: Program) -> None:
    """A title that was typed stays; one that was offered goes with its curriculum."""

    async def story() -> None:
        screen = _Form()
        async with on_bench(program, screen) as bench:
            form = screen.query_one(GroupForm)
            title, chosen = form.controls["title"], form.controls["curriculum"]
            form.offer(curricula_at_hand(program.home), chosen="eight-steady-steps")
            await until(bench.pilot, lambda: title.value == "Eight steady steps")
            assert "from the curriculum" in form.controls["minutes"].placeholder
            found = form.read()
            assert (found.missing, found.wish and found.wish.minutes) == ((), None)
            chosen.clear()
            await until(bench.pilot, lambda: title.value == "")
            title.value = "Ours"
            chosen.value = "eight-steady-steps"
            await bench.pilot.pause()
            assert isinstance(title, Input)
            assert title.value == "Ours"

    played(story())

"""What is painted before the book is open does not wait to be painted; what stands at the door does not flicker."""

from textual.app import App

from facilitator.services.sessions.first_look import first_look
from facilitator.tui.app import FacilitatorApp
from tests.conftest import Program
from tests.tui.screens import played, text_of, until


def test_a_first_look_names_its_book_and_is_painted_at_once(program: Program, monkeypatch) -> None:
    """Whose book it is, and no delay between two frames; its painting is told."""
    waited: list[float] = []
    monkeypatch.setattr(App, "delay_update", lambda _self, delay: waited.append(delay))
    seen = first_look(program.home, program.now)
    assert seen is not None

    async def story() -> None:
        app = FacilitatorApp(program.home, clock=lambda: program.now)
        painted: list[bool] = []
        async with app.run_test() as pilot:
            await until(pilot, lambda: app.unlocked)
            app.delay_update()
            app.show_first(seen, lambda: painted.append(True))
            app.delay_update()
            await until(pilot, lambda: painted == [True])
            assert "Harbor Street" in text_of(app)
            assert waited[-2:] == [0.05, 0.001]

    played(story())

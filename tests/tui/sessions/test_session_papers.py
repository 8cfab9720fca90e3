"""Papers of a session from its screen: what their files are called tells no more than the papers do."""

from pathlib import Path

from facilitator.tui.choose.file import SaveFile
from facilitator.tui.messages import GoToSession
from facilitator.tui.sessions.session import SessionScreen
from tests.conftest import Program
from tests.tui.screens import opened, played, until


def test_a_sheet_and_a_sign_are_not_called_by_the_group(program: Program, tmp_path: Path) -> None:
    """Both may be seen by others; the agenda is the facilitator's own."""
    uid = program.session(f"{program.group('Grief')}@2027-03-04").uid

    async def story() -> None:
        async with opened(program.home, program.now) as (app, pilot):
            app.post_message(GoToSession(uid))
            await until(pilot, lambda: isinstance(app.screen, SessionScreen))
            for act, name in (("sign_in", "sign-in-2027-03-04"), ("door", "door-2027-03-04"), ("paper", "grief-2027")):
                await app.run_action(act, app.screen)
                await until(pilot, lambda: isinstance(app.screen, SaveFile))
                assert Path(app.screen.value).name.startswith(name)
                await pilot.press("escape")
                await until(pilot, lambda: not isinstance(app.screen, SaveFile))

    played(story())

"""When names have to go: one key, or nobody is here. A running session hides them and goes on, anything else locks."""

from facilitator.tui.first_frame import FirstFrame
from facilitator.tui.presence import Sign


class HidingDesk(FirstFrame):
    """A desk that lets nobody read over a shoulder."""

    async def action_hide_or_lock(self) -> None:
        """Hide the names of the session in front, at once; where none runs there, or they are hidden already, lock."""
        from facilitator.tui.sessions.veil import hide_names

        if not hide_names(self):
            await self.action_lock()

    def nobody_here(self, sign: Sign) -> None:
        """Nobody was here for a while: a running session hides its names and goes on, anything else locks."""
        from facilitator.tui.sessions.veil import veiled

        if sign is not Sign.TOLD and veiled(self):
            return
        if self.practice and sign is not Sign.TOLD:
            return
        self.run_worker(self.action_lock(), exclusive=True)

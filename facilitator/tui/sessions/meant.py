"""What a page asks before a mark, an end or a headcount: its day is still to come, or the session is closed."""

from collections.abc import Callable

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.sessions.asked_first import is_correction, is_early, is_early_mark
from facilitator.domain.views import Session
from facilitator.tui.kit.page import Page
from facilitator.words import AttendanceStatus

CORRECTIONS = ("the sign-in sheet says so", "they told us since", "a slip of the finger")
"""Ready words for why a mark is corrected."""


class MeantPage(Page):
    """The page of one session, which asks once whether it is meant though the session's day is still to come."""

    session: Session
    early = False
    """Whether somebody said on this page that it is meant."""

    def if_its_day(self, then: Callable[[], object], *, yes: str) -> None:
        """Go on where the session's day has come, or somebody means it; ``yes`` is the word on the button."""
        from facilitator.tui.kit.message import Question

        if self.early or not is_early(self.session, self.facilitator.clock()):
            then()
            return

        def answered(meant: bool | None) -> None:
            if meant:
                self.early = True
                # the page is read anew once the question is gone: this comes after
                self.call_after_refresh(then)

        day = say_date(self.session.start_local.date())
        hint = "That day is still to come. Nothing was changed yet."
        self.app.push_screen(Question(f"This session is planned for {day}.", hint, yes=yes), answered)

    def if_meant(
        self,
        status: AttendanceStatus | None,
        before: AttendanceStatus | None,
        then: Callable[[str], object],
    ) -> None:
        """Go on with a mark that is meant, and the reason of a correction; without one nothing is changed."""
        from facilitator.tui.kit.reason import Reason

        if is_correction(self.session, before):
            hint = "The session is closed. The reason stands in its history, and in the person's own record."
            asked = Reason("Why is this mark corrected?", hint, yes="Correct it", ready=CORRECTIONS)

            def corrected(why: str | None) -> None:
                if why:
                    self.call_after_refresh(then, why)

            self.app.push_screen(asked, corrected)
        elif is_early_mark(self.session, status, self.facilitator.clock()):
            self.if_its_day(lambda: then(""), yes="Mark all the same")
        else:
            then("")

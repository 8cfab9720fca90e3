"""What can be done to a person from their card: change them, say when they are away, say that two are one."""

from collections.abc import Callable
from typing import Any

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.views import Person
from facilitator.services.people.edit_person import EditedPerson
from facilitator.services.people.keep_away import AwayDays
from facilitator.services.people.roster_words import away_words, closed_lines, like_line, seat_line
from facilitator.services.people.see_people import SeenPerson
from facilitator.services.privacy.merge_people import MergedPeople, WhoseMark, merge_people, roster_line
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.page import Page
from facilitator.tui.people.choose_person import ChoosePerson
from facilitator.tui.people.edit_person import AwayForm, EditPerson

Said = Callable[[str], None]
MOST = 8


def change_person(page: Page, seen: SeenPerson, done: Said, *, names: bool) -> None:
    """Ask what is different about them."""
    if not names:
        done("Names are hidden. h shows them.")
        return

    def changed(edited: EditedPerson | None) -> None:
        if edited is not None:
            like = like_line(edited.like, called=lambda who: f"{who.name} ({who.code})")
            done(f"{edited.after.shown(names=True)}: {' and '.join(edited.changed)} changed. {like}".strip())

    page.app.push_screen(EditPerson(seen.person), changed)


def say_away(page: Page, seen: SeenPerson, done: Said, *, names: bool) -> None:
    """Ask when they are away."""

    def called(who: Person) -> str:
        return who.shown(names=names)

    def noted(days: AwayDays | None) -> None:
        if days is None:
            return
        lines = [f"{called(days.person)}: {away_words(each)}." for each in days.after]
        lines += closed_lines(days.closed, called=called)
        done(" ".join(lines) or f"{called(days.person)} is not away.")

    page.app.push_screen(AwayForm(seen, names=names), noted)


def same_person(page: Page, seen: SeenPerson, done: Said, *, names: bool) -> None:
    """Ask who it is that this person is the same as, show what it would come to, and do it after a yes."""
    who, app = seen.person, page.facilitator

    def chosen(other: Person | None) -> None:
        if other is None:
            return
        plan = app.attempt(lambda: merge_people(app.book, who.uid, other.uid, now=app.clock(), preview=True))
        if plan is not None:
            yes = f"Keep the marks of {who.shown(names=names)}" if plan.asked else "The same person"
            question = Question(_title(plan, names=names), "\n".join(_lines(plan)), yes=yes)
            page.app.push_screen(question, lambda sure: merged(other) if sure else None)

    def merged(other: Person) -> None:
        keep = WhoseMark.STAYS
        made = app.attempt(lambda: merge_people(app.book, who.uid, other.uid, now=app.clock(), keep=keep))
        if made is not None:
            seats = [
                seat_line(seat, title=each.group.title, called=lambda one: one.shown(names=names))
                for each in made.rosters
                for seat in each.given
            ]
            done(" ".join([f"{other.code} is {made.after.shown(names=names)} now.", *seats]))

    title = f"Who is the same person as {who.shown(names=names)}?"
    page.app.push_screen(ChoosePerson(title, leave_out={who.uid}, names=names), chosen)


ACTS: dict[str, Callable[..., Any]] = {"edit": change_person, "away": say_away, "same": same_person}
"""What the card answers with, and what is done then."""


def _title(plan: MergedPeople, *, names: bool) -> str:
    return f"{plan.other.shown(names=names)} becomes {plan.before.shown(names=names)}"


def _lines(plan: MergedPeople) -> list[str]:
    lines = [roster_line(each) for each in plan.rosters]
    lines += [
        f"{each.session.title}, {say_moment(each.session.start_local)}: {each.stays.status} here, "
        f"{each.becomes.status} there"
        for each in plan.asked[:MOST]
    ]
    if len(plan.asked) > MOST:
        lines.append(f"and {len(plan.asked) - MOST} more")
    return [*lines, "All that is kept of both is one person's then. It can be undone."]

"""``facilitator person merge``: two rows that are one person."""

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.naming import may_name, names_people
from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.views import Person
from facilitator.errors import BadInput
from facilitator.services.people.roster_words import seat_line
from facilitator.services.privacy.merge_people import (
    BothMarked,
    MergeAsks,
    MergedPeople,
    WhoseMark,
    merge_people,
    roster_line,
)


@line("merge")
@click.argument("person", metavar="A")
@click.argument("other", metavar="B")
@click.option(
    "--keep",
    "keeps",
    multiple=True,
    metavar="A|B|SESSION=A|B",
    help="Whose mark stands where both have one: for all, or for one session.",
)
@preview_option
@names_people(leaves=False)
@json_option
@click.pass_obj
def merge(desk: CommandDesk, person: str, other: str, keeps: tuple[str, ...], preview: bool, as_json: bool) -> int:
    """Make two rows of one person one: all of B's is A's then, and B's code leads to A."""
    keep, keep_at = _kept(keeps)
    with desk.open_book() as book:
        names = may_name(desk, book, leaves=False)
        try:
            done = merge_people(book, person, other, now=desk.now(), keep=keep, keep_at=keep_at, preview=preview)
        except MergeAsks as refused:
            if as_json:
                print_json(_shape(refused.plan, preview=False, names=names))
            else:
                _say_asked(refused.plan)
            desk.say(str(refused))
            return refused.exit_code
    if as_json:
        print_json(_shape(done, preview=preview, names=names))
    else:
        _say(done, names=names, would=preview)
    return 1 if done.asked else 0


def _kept(keeps: tuple[str, ...]) -> tuple[WhoseMark | None, dict[str, WhoseMark]]:
    keep, keep_at = None, {}
    for each in keeps:
        session, given, whose = each.rpartition("=")
        if whose.upper() not in ("A", "B"):
            raise BadInput("--keep takes A, B or SESSION=A", "A is the person named first, B the other.")
        if given:
            keep_at[session.lower()] = WhoseMark(whose.upper())
        else:
            keep = WhoseMark(whose.upper())
    return keep, keep_at


def _say(done: MergedPeople, *, names: bool, would: bool) -> None:
    def called(who: Person) -> str:
        return f"{who.shown(names=True)} ({who.code})" if names else who.code

    say(f"{called(done.other)} {'would be' if would else 'is now'} {called(done.after)}.")
    for field in done.filled:
        say(f"  {field}: taken over")
    for each in done.rosters:
        say(f"  {roster_line(each)}")
        for seat in each.given:
            say(f"  {seat_line(seat, called=called, title=each.group.title, would=would)}")
    moved = ", ".join(f"{number} of {name.replace('_', ' ')}" for name, number in done.rows.items())
    if moved:
        say(f"  {'would move' if would else 'moved'}: {moved}")
    _say_asked(done)


def _say_asked(done: MergedPeople) -> None:
    for each in done.asked:
        a, b = (str(one.status).replace("-", " ") for one in (each.stays, each.becomes))
        say(f"  {each.session.uid[:8]}  {each.session.title}, {say_moment(each.session.start_local)}: A {a}, B {b}")


def _shape(done: MergedPeople, *, preview: bool, names: bool) -> dict[str, object]:
    changes: list[dict[str, object]] = [
        {"what": "person", "object": done.other.uid, "before": done.other.code, "after": done.after.code}
    ]
    for field in done.filled:
        before, after = (getattr(each, field) if names else None for each in (done.before, done.after))
        changes.append({"what": field, "object": done.after.uid, "before": before, "after": after})
    for each in done.rosters:
        changes.append(
            {
                "what": "place",
                "object": each.group.uid,
                "before": [one.starts_on.isoformat() for one in each.before],
                "after": [one.starts_on.isoformat() for one in each.after.stay],
            }
        )
        changes += [
            {"what": "seat", "object": one.person.code, "before": "waits", "after": one.starts_on.isoformat()}
            for one in each.given
        ]
    return {
        "preview": preview,
        "person": done.after.code,
        "was": done.other.code,
        "changes": changes,
        "clashes": [],
        "rows": dict(done.rows),
        "both_marked": [_both_shape(each) for each in done.both],
    }


def _both_shape(each: BothMarked) -> dict[str, object]:
    return {
        "session": each.session.uid,
        "start": each.session.start_local.isoformat(timespec="minutes"),
        "A": str(each.stays.status),
        "B": str(each.becomes.status),
        "keep": each.keep.value if each.keep else None,
    }

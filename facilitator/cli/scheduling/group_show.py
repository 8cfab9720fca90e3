"""``facilitator group``: list the groups, and look at one."""

from datetime import date

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import say_day, session_shape, when
from facilitator.cli.kit.terminal import say
from facilitator.cli.privacy.looks import looked
from facilitator.cli.privacy.naming import let_out, may_name, names_people
from facilitator.cli.scheduling.group_public import public_shape, say_public
from facilitator.domain.views import Group, Series
from facilitator.services.scheduling.see_groups import list_groups, see_group
from facilitator.words import RecordPart
from facilitator.zones import zone as find_zone


@line("list")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List the groups."""
    with desk.open_book() as book:
        found = list_groups(book)
    if as_json:
        print_json([_group_shape(each) for each in found])
        return
    print_table(
        ("id", "title", "program", "enrolment", "where", "led by", "status"),
        [
            (
                each.uid[:8],
                each.title,
                each.program,
                each.enrolment.value,
                "/".join(part for part in (each.site, each.room) if part) or each.mode.value,
                ", ".join(each.facilitators),
                each.status.value,
            )
            for each in found
        ],
        empty="No groups yet. Schedule one: facilitator group add --help",
    )


@line("show")
@click.argument("group")
@names_people()
@json_option
@click.pass_obj
def show(desk: CommandDesk, group: str, as_json: bool) -> None:
    """Show a group, its roster and next sessions."""
    with desk.open_book() as book:
        names = may_name(desk, book)
        seen = see_group(book, group, now=desk.now())
        looked(desk, book, "read.roster", seen.group.uid, names=names, people=len(seen.roster))
        if names:
            told = (RecordPart.NAME, RecordPart.ENROLMENT)
            let_out(desk, book, [each.person.code for each in seen.roster], told, what=f"roster of {seen.group.title}")
    # the order of hidden names would tell about them
    roster = seen.roster if names else sorted(seen.roster, key=lambda each: (each.waitlisted, each.person.code))
    if as_json:
        print_json(
            {
                **_group_shape(seen.group),
                "series": [_series_shape(each) for each in seen.series],
                "roster": [
                    {
                        "person": each.person.shown(names=names),
                        "code": each.person.code,
                        "from": each.starts_on.isoformat(),
                        "to": each.ends_on.isoformat() if each.ends_on else None,
                        "waitlisted": each.waitlisted,
                    }
                    for each in roster
                ],
                "next_sessions": [session_shape(each) for each in seen.next_sessions],
            }
        )
        return
    say(f"{seen.group.title} ({seen.group.program}, {seen.group.enrolment}, {seen.group.status})")
    for each in seen.series:
        say(f"{_in_words(each)}, {each.minutes} minutes, from {each.start_local:%a %d %b %Y %H:%M} {each.zone}")
    if seen.group.curriculum_title:
        say(f"curriculum: {seen.group.curriculum_title}")
    say_public(seen.group)
    say()
    print_table(
        ("roster", "since", ""),
        [
            (each.person.shown(names=names), say_day(each.starts_on), _stays(each.ends_on, waits=each.waitlisted))
            for each in roster
        ],
        empty="Nobody on the roster yet: facilitator enrol GROUP PERSON",
    )
    say()
    print_table(
        ("next sessions", "lesson", "status"),
        [(when(each), each.lesson_title, each.status.value) for each in seen.next_sessions],
        empty="No sessions to come.",
    )


def _group_shape(group: Group) -> dict[str, object]:
    return {
        "id": group.uid,
        "title": group.title,
        "program": group.program,
        "curriculum": group.curriculum_key,
        "enrolment": group.enrolment.value,
        "attendance": group.attendance.value,
        "mode": group.mode.value,
        "room": group.room,
        "site": group.site,
        "capacity": group.capacity,
        "public": group.public,
        **public_shape(group),
        "status": group.status.value,
        "ended_on": group.ended_on.isoformat() if group.ended_on else None,
        "facilitators": list(group.facilitators),
    }


def _series_shape(series: Series) -> dict[str, object]:
    return {
        "id": series.uid,
        "start": series.start_local.isoformat(timespec="seconds"),
        "zone": series.zone,
        "minutes": series.minutes,
        "rule": series.rule,
        "words": _in_words(series),
    }


def _in_words(series: Series) -> str:
    # how rules are read: 10 ms, and a list needs none
    from facilitator.domain.dates.recurrence import parse_rule
    from facilitator.domain.dates.rule_words import in_words

    zone = find_zone(series.zone)
    rule = parse_rule(series.rule, start=series.start_local, zone=zone, stored=True)
    return in_words(rule, series.start_local, zone=zone)


def _stays(until: date | None, *, waits: bool) -> str:
    """Whether somebody waits for a seat, and the last day of whoever leaves."""
    parts = ["waits for a seat"] if waits else []
    return ", ".join((*parts, f"until {say_day(until)}") if until else parts)

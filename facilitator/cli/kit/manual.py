"""The manual page of all commands, in the language of man(7), from what the commands say of themselves."""

from collections.abc import Iterator, Mapping

import click

from facilitator.cli.kit.command import Noun


def manual(program: Noun, version: str) -> str:
    """The whole page, section 1; the same text for the same commands."""
    head = [
        f'.TH FACILITATOR 1 "" "facilitator {version}"',
        ".SH NAME",
        "facilitator \\- group sessions and scheduling for peer recovery specialists",
        ".SH SYNOPSIS",
        ".B facilitator\n[OPTIONS] COMMAND [ARGUMENTS]",
        ".SH DESCRIPTION",
        _plain(program.help),
        "Without a command the screens open.",
        ".SH OPTIONS",
    ]
    context = click.Context(program, info_name="facilitator")
    return "\n".join([*head, *_options(program, context), ".SH COMMANDS", *_commands(program, context)]) + "\n"


def _commands(noun: Noun, parent: click.Context) -> Iterator[str]:
    for name in noun.list_commands(parent):
        command = noun.get_command(parent, name)
        assert command is not None
        context = click.Context(command, info_name=name, parent=parent)
        if isinstance(command, Noun):
            yield from _commands(command, context)
            continue
        usage = " ".join(command.collect_usage_pieces(context))
        yield f".SS {_plain(f'{context.command_path} {usage}'.strip())}"
        yield _plain(command.help)
        yield from _options(command, context)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for each in command.get_params(context):
        record = each.get_help_record(context)
        if record is not None and (context.parent is None or "--help" not in each.opts):
            yield f".TP\n.B {_plain(record[0])}\n{_plain(record[1])}"


_SIGNS: Mapping[int, str] = {ord("\\"): "\\\\", ord("-"): "\\-", ord("\b"): ""}


def _plain(text: str | None) -> str:
    """Text that no line of it is taken for a request: those begin with a dot or an apostrophe."""
    lines = [one.strip().translate(_SIGNS) for one in (text or "").strip().splitlines()]
    kept = [f"\\&{one}" if one.startswith((".", "'")) else one or ".PP" for one in lines]
    return "\n".join(kept)

"""``facilitator shell``: completion of commands and the manual page, where the shell and ``man`` look for them."""

import os
from pathlib import Path

import click
from click.shell_completion import get_completion_class

from facilitator import __version__
from facilitator.cli.kit.command import line
from facilitator.cli.kit.manual import manual
from facilitator.cli.kit.terminal import say
from facilitator.errors import BadInput
from facilitator.home import write_whole

_FOLDERS = {
    "bash": ("bash-completion/completions", "facilitator"),
    "zsh": ("zsh/site-functions", "_facilitator"),
    "fish": ("fish/vendor_completions.d", "facilitator.fish"),
}
"""Under the data folder of the user: bash-completion and fish look there; zsh where ``fpath`` says so."""

_READABLE = 0o644


@line("shell")
@click.argument("name", required=False, type=click.Choice(list(_FOLDERS)), metavar="[bash|zsh|fish]")
@click.option("--print", "shown", is_flag=True, help="Print the completion instead, and write nothing.")
def shell(name: str | None, shown: bool) -> None:
    """Install the completion of commands for your shell, and the manual page.

    Commands and options are completed, never the name of a person or a group.
    """
    name = name or Path(os.environ.get("SHELL", "")).name
    if name not in _FOLDERS:
        raise BadInput("which shell it is cannot be told from SHELL", "Name it: facilitator shell bash|zsh|fish")
    script = _completion(name)
    if shown:
        say(script, nl=False)
        return
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    folder, file = _FOLDERS[name]
    from facilitator.cli.main import cli

    written = {
        data / folder / file: script,
        data / "man" / "man1" / "facilitator.1": manual(cli, __version__),
    }
    for path, text in written.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"cannot make the folder {path.parent}: {error.strerror}", "Or print it: --print") from error
        write_whole(path, text.encode(), mode=_READABLE)
        say(f"Written to {path}")
    if name == "zsh":
        say(f"In ~/.zshrc, before compinit: fpath=({data / folder} $fpath)")
    say("A new shell completes facilitator and Tab; man facilitator has every command.")


def _completion(name: str) -> str:
    from facilitator.cli.main import cli

    made = get_completion_class(name)
    assert made is not None
    return made(cli, {}, "facilitator", "_FACILITATOR_COMPLETE").source()

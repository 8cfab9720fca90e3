"""``facilitator serve``: give calendar apps what was published. No book is opened."""

from contextlib import suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import click

from facilitator.cli.kit.command import CommandDesk, line
from facilitator.cli.kit.terminal import say
from facilitator.errors import BadInput


@line("serve")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, metavar="N", help="0: any.")
@click.option(
    "--folder", type=click.Path(), default="", metavar="DIR", help="A folder that was published to (else the home's)."
)
@click.option("--address", default="", metavar="URL", help="What the world calls it: https://calendar.example.org")
@click.pass_obj
def serve(desk: CommandDesk, host: str, port: int, folder: str, address: str) -> None:
    """Serve what was published to calendar apps, until Ctrl+C; no book is opened."""
    try:
        from facilitator.web import app as web  # the only door from the command line to the web, and an extra
    except ImportError as error:
        raise BadInput(
            "what serves calendars is not installed", "Install it: python -m pip install 'facilitator[serve]'"
        ) from error
    said = _checked(address)
    place = Path(folder) if folder else desk.home.published
    if folder and not place.is_dir():
        raise BadInput("there is no such folder", "Name one that a feed goes to: facilitator calendar feed show FEED")
    listener = web.listen(host, port)
    with listener:
        own = f"http://{f'[{host}]' if ':' in host else host}:{listener.getsockname()[1]}"
        _tell(desk, web.public_addresses(place), own, said or own)
        if not _is_loopback(host):
            desk.say("Anybody who reaches this computer can ask, in plain text: put a web server with TLS before it.")
        with suppress(KeyboardInterrupt):  # none comes where whoever started this ignores Ctrl+C
            web.serve(place, listener)
        desk.say("Stopped.")


def _tell(desk: CommandDesk, public: tuple[list[str], list[str]] | None, own: str, address: str) -> None:
    say(f"Serving at {own} (Ctrl+C ends it; {own}/health says whether there is anything)")
    webcal = f"webcal://{address.partition('://')[2]}"
    calendars, pages = public or ((), ())
    for each in pages:
        say(f"  {address}/{each}")
    for each in calendars:
        say(f"  {webcal}/{each}")
    say(f"  a private feed: {webcal}/private/SECRET.ics")
    if public is None:
        desk.say("Nothing is published yet: facilitator calendar publish")


def _checked(address: str) -> str:
    parts = urlsplit(address)
    if address and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment):
        raise BadInput("that is no address of a web server", "Write it as https://calendar.example.org")
    return address.rstrip("/")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""The small web server: what was published, for calendar apps that ask."""

import logging
import socket
import sys
from pathlib import Path

import uvicorn

from facilitator.errors import BadInput
from facilitator.web.answers import MOST_HEADER_BYTES, answers
from facilitator.web.patience import PatientProtocol
from facilitator.web.shelf import Shelf

_WAITING = 64


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 is any that is free.

    Raises:
        BadInput: where there is no such host, or the port is taken or may not be used.
    """
    try:
        family, kind, proto, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, proto)
        try:
            if sys.platform != "win32":  # there it would share a port that is taken
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(place)
            listener.listen(_WAITING)
        except OSError:
            listener.close()
            raise
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "no name of a computer"
        raise BadInput(f"cannot listen at that host and port: {why}", "Choose another --host or --port.") from error
    return listener


def public_addresses(folder: Path) -> tuple[list[str], list[str]] | None:
    """The paths of calendars and of pages that anybody may ask for; None where nothing was published to the folder."""
    shelf = Shelf(folder)
    found = shelf.addresses()
    return (found, shelf.pages()) if shelf.readable else None


def server(shelf: Shelf) -> uvicorn.Server:
    """A server over a shelf, with its limits; it writes no line about anybody who asks."""
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    return uvicorn.Server(
        uvicorn.Config(
            answers(shelf),
            http=PatientProtocol,
            ws="none",
            lifespan="off",
            # the lines of uvicorn have addresses in them, and secrets
            log_config=None,
            log_level="critical",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=_WAITING,
            timeout_keep_alive=5,
            timeout_graceful_shutdown=5,
            h11_max_incomplete_event_size=MOST_HEADER_BYTES,
        )
    )


def serve(folder: Path, listener: socket.socket) -> None:
    """Serve a folder until somebody ends it."""
    server(Shelf(folder)).run(sockets=[listener])

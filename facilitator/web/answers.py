"""What is answered to whom: a feed, "as you know it", "not here", or whether there is anything to serve."""

import logging
from email.utils import formatdate, parsedate_to_datetime

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from facilitator.errors import without_values
from facilitator.web.shelf import ServedFile, Shelf

MOST_HEADER_BYTES = 16_384
_KINDS = {
    ".ics": "text/calendar; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
}
# the page has its style and its script in files, and asks nobody else for anything
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TELL = logging.getLogger("facilitator.web")
_OF_ALL = {"X-Content-Type-Options": "nosniff"}
_CLOSE = {**_OF_ALL, "Connection": "close"}


def answers(shelf: Shelf) -> ASGIApp:
    """The application over a shelf. It knows no path of a disk, and says nothing of who asked for what."""

    async def health(_request: Request) -> Response:
        shelf.look()
        if shelf.readable:
            return PlainTextResponse("ok\n", headers={**_OF_ALL, "Cache-Control": "no-store"})
        return PlainTextResponse("nothing is published here\n", 503, {**_OF_ALL, "Retry-After": "60"})

    async def feed(request: Request) -> Response:
        found = shelf.find(request.path_params["path"])
        if found is None and not shelf.readable:
            return PlainTextResponse("not now\n", 503, {**_OF_ALL, "Retry-After": "60"})
        if found is None:
            return PlainTextResponse("not here\n", 404, {**_OF_ALL, "Cache-Control": "no-store"})
        return _answer(request, found)

    app = Starlette(routes=[Route("/health", health), Route("/{path:path}", feed)])
    app.router.redirect_slashes = False
    return _Guard(app)


class _Guard:
    """What stands before the application: nothing with a body or heavy headers comes in, no values go out in errors."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        names = [name for name, _ in scope["headers"]]
        body = b"transfer-encoding" in names or any(
            value.strip(b"0") for name, value in scope["headers"] if name == b"content-length"
        )
        try:
            if sum(len(name) + len(value) for name, value in scope["headers"]) > MOST_HEADER_BYTES:
                await PlainTextResponse("too much was sent\n", 431, _CLOSE)(scope, receive, send)
            elif body:
                # nobody who reads a calendar sends one; where a request ends is then no matter of opinion
                await PlainTextResponse("nothing is taken here\n", 400, _CLOSE)(scope, receive, send)
            else:
                await self._app(scope, receive, send)
        except Exception as error:  # the last door: a traceback would hold an address
            _TELL.error(without_values(error))


def _answer(request: Request, found: ServedFile) -> Response:
    """The file, or that it is as it was: the tag is asked first, and the moment where no tag is said (RFC 9110, 13)."""
    packed = _takes_gzip(request.headers.get("accept-encoding", ""))
    tags = {f'"{found.etag}"', f'"{found.etag}-gzip"'}
    own = f'"{found.etag}-gzip"' if packed else f'"{found.etag}"'
    headers = {
        **_OF_ALL,
        "ETag": own,
        "Last-Modified": formatdate(found.changed_at, usegmt=True),
        # asked about each time, which costs a hundred bytes: a secret that ended must end in no cache later
        "Cache-Control": "private, no-cache" if found.private else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if found.kind == ".html":
        headers |= {"Content-Security-Policy": _POLICY, "Referrer-Policy": "no-referrer"}
    if found.private:
        headers |= {"X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}
    asked = ",".join(request.headers.getlist("if-none-match"))
    known = {each.strip().removeprefix("W/") for each in asked.split(",")}
    if "*" in known or known & tags or (not asked and _is_as_new(request, found)):
        return Response(None, 304, headers | {"ETag": own if own in known else min(known & tags, default=own)})
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(found.packed if packed else found.data, 200, headers, _KINDS[found.kind])


def _is_as_new(request: Request, found: ServedFile) -> bool:
    try:
        return parsedate_to_datetime(request.headers["if-modified-since"]).timestamp() >= found.changed_at
    except (KeyError, ValueError, OverflowError):
        return False


def _takes_gzip(accepted: str) -> bool:
    """Whether gzip is among what is accepted, and not with a weight of nothing (RFC 9110, 12.5.3)."""
    for each in accepted.lower().split(","):
        name, _, weight = each.partition(";")
        if name.strip() in ("gzip", "x-gzip"):
            return weight.replace(" ", "").removeprefix("q=").strip("0.") != "" or not weight.strip()
    return False

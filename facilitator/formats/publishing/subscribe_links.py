"""The addresses by which calendar apps subscribe, and a picture of an address for the camera of a phone."""

from dataclasses import dataclass
from urllib.parse import quote

from facilitator.domain.publishing.feed import kept_of


@dataclass(frozen=True, slots=True)
class SubscribeLinks:
    """Where each app subscribes to one feed; they have an address only where the program says its own on the web."""

    webcal: str
    google: str
    outlook: str


def subscribe_links(web_address: str, path: str, name: str) -> SubscribeLinks | None:
    """The links for a feed below the address of its folder; None where that is not known.

    Google takes a cancelled session off the calendar without a word, so it gets the file in which they stay.
    """
    if not web_address:
        return None
    host = web_address.partition("://")[2]
    url = f"{web_address}/{path}"
    return SubscribeLinks(
        f"webcal://{host}/{path}",
        f"https://calendar.google.com/calendar/r?cid={quote(f'webcal://{host}/{kept_of(path)}', safe='')}",
        f"https://outlook.live.com/calendar/0/addfromweb?url={quote(url, safe='')}&name={quote(name, safe='')}",
    )


def qr_svg(address: str) -> str:
    """The QR code of an address as SVG without a size of its own, dark on white on every background."""
    import segno  # 10 ms, and only where an address is known

    drawn: str = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr", lineclass=None
    )
    return drawn


def qr_picture(address: str) -> str:
    """The same as a picture that stands alone."""
    return qr_svg(address).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)

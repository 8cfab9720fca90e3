"""How an error reads on a screen."""

from facilitator.errors import FacilitatorError


def said(error: FacilitatorError) -> str:
    """Title and hint as sentences."""
    title = error.title[:1].upper() + error.title[1:]
    return f"{title}. {error.spoken_hint}".strip()

"""Names of people as they are compared: never printed from here."""

import unicodedata


def fold(name: str) -> str:
    """The form under which two spellings are one name: NFKC, case folded, blanks collapsed, accents kept."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def tidy(name: str) -> str:
    """A name as it is kept: NFC, no control characters, single blanks."""
    shown = "".join(c if unicodedata.category(c) not in ("Cc", "Cs") else " " for c in name)
    return " ".join(unicodedata.normalize("NFC", shown).split())

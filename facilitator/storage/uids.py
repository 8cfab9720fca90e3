"""Identities that leave the book say nothing about when or in what order they were made."""

import secrets
import uuid

LETTERS = "23456789CDFGHJKMNPQRTVWXY"  # none that look alike, none that make words
CODE_LENGTH = 6


def new_uid() -> str:
    """A random UUID (version 4, RFC 9562)."""
    return str(uuid.uuid4())


def new_window() -> str:
    """What stands for one window of the screens, for as long as it is open: six of 16 letters."""
    return secrets.token_hex(3)


def new_code() -> str:
    """A person's code, short enough to read aloud: six of 25 letters, 244 million codes."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))

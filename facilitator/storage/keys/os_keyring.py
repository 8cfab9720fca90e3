"""The keyring of the operating system: a random secret there opens one slot of a book, within somebody's login.

It is asked only where a program chose it, and is never the only way in: the passphrase and the recovery code stay. A
keyring that writes plain text is refused, as is none at all.
"""

import importlib
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from facilitator.errors import BookError

SERVICE = "facilitator"

_ENCRYPTING = (
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
    "keyring.backends.macOS",
    "keyring.backends.Windows",
)


def keep_secret(book: str, secret: str) -> None:
    """Keep the secret of a book.

    Raises:
        BookError: where there is no keyring that encrypts, or it is locked.
    """
    _asked(lambda backend: backend.set_password(SERVICE, book, secret))


def kept_secret(book: str) -> str | None:
    """The secret of a book; None where the keyring has none, or there is no keyring here (any more)."""
    secret: str | None = None
    with suppress(BookError):
        secret = _asked(lambda backend: backend.get_password(SERVICE, book))
    return secret


def forget_secret(book: str) -> None:
    """Take the secret of a book out; one that is gone already is no trouble."""
    if kept_secret(book) is not None:
        _asked(lambda backend: backend.delete_password(SERVICE, book))


def _asked(ask: Callable[[Any], Any]) -> Any:
    backend = _backend()
    try:
        return ask(backend)
    except Exception as error:  # each backend has errors of its own, of D-Bus or of the system
        raise BookError(
            f"the keyring did not answer ({type(error).__name__})", "Unlock it, or open the book with its passphrase."
        ) from None


def _backend() -> Any:
    """The first keyring at hand that encrypts."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError as error:
        raise BookError(
            "the keyring library is not installed", "Install it: python -m pip install 'facilitator[keyring]'"
        ) from error
    chosen = keyring.get_keyring()
    for each in (chosen, *getattr(chosen, "backends", ())):
        if type(each).__module__ in _ENCRYPTING:
            return each
    raise BookError(
        "this computer has no keyring that encrypts", "Open the book with its passphrase; nothing was changed."
    )

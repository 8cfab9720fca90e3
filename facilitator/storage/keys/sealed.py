"""Bytes that only the key of a book reads again, for what is about a book and lies outside of it."""

import hashlib
import hmac
import secrets

from facilitator.errors import BookError

_NONCE_BYTES = 12


def derived_key(key: bytes, purpose: bytes) -> bytes:
    """A key for one purpose, derived from the book's (HKDF, RFC 5869, one block)."""
    extracted = hmac.digest(b"facilitator", key, hashlib.sha256)
    return hmac.digest(extracted, purpose + b"\x01", hashlib.sha256)


def seal(key: bytes, data: bytes, bound_to: bytes) -> bytes:
    """Encrypt bytes and bind them to others that stand beside them in the open (AES-256-GCM)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # 30 ms

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """The bytes again.

    Raises:
        BookError: for another key, or where either part was changed.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        data: bytes = AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError) as error:
        raise BookError("what is sealed is of another book, or was changed", "Try another copy of it.") from error
    return data

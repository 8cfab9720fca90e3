"""A PIN for one session: it brings hidden names back, and nothing else. It lives in this window's memory alone."""

import hashlib
import hmac
import secrets

TRIES = 3
LEAST_DIGITS = 4


class SessionPin:
    """Dies with its session, or after three wrong tries in a row."""

    def __init__(self, session: str, digits: str) -> None:
        self.session = session
        self._salt = secrets.token_bytes(16)
        self._kept = self._digest(digits)
        self._left = TRIES

    @property
    def alive(self) -> bool:
        """Whether it may still be tried."""
        return self._left > 0

    def fits(self, digits: str) -> bool:
        """Whether that is it; a wrong one costs a try."""
        if not self.alive:
            return False
        if hmac.compare_digest(self._digest(digits), self._kept):
            self._left = TRIES
            return True
        self._left -= 1
        return False

    def _digest(self, digits: str) -> bytes:
        return hashlib.scrypt(digits.encode(), salt=self._salt, n=2**12, r=8, p=1)


def is_pin(digits: str) -> bool:
    """Whether these digits can be a PIN."""
    return digits.isascii() and digits.isdigit() and LEAST_DIGITS <= len(digits) <= 12

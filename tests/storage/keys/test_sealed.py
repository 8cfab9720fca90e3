import pytest

from facilitator.errors import BookError
from facilitator.storage.keys.sealed import derived_key, seal, unseal

KEY = derived_key(bytes(range(32)), b"one purpose")


def test_a_key_for_each_purpose():
    assert len(KEY) == 32
    assert KEY != derived_key(bytes(range(32)), b"another purpose") != derived_key(bytes(32), b"one purpose")
    assert derived_key(bytes(range(32)), b"one purpose") == KEY


def test_sealed_bytes_open_with_their_key_and_what_they_are_bound_to():
    sealed = seal(KEY, b"SENTINEL", b"in the open")
    assert b"SENTINEL" not in sealed
    assert sealed != seal(KEY, b"SENTINEL", b"in the open")
    assert unseal(KEY, sealed, b"in the open") == b"SENTINEL"
    changed = bytearray(sealed)
    changed[-1] ^= 1
    for key, data, bound in (
        (bytes(32), sealed, b"in the open"),
        (KEY, sealed, b"in the opem"),
        (KEY, bytes(changed), b"in the open"),
        (KEY, b"", b"in the open"),
    ):
        with pytest.raises(BookError):
            unseal(key, data, bound)

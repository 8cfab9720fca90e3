import json
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.storage.strict_json import MOST_BYTES, Fields, NotAsPromised, read_fields


def test_every_value_is_asked_for_by_what_it_has_to_be():
    fields = read_fields(
        b'{"t": "a b", "n": 3, "f": 1.5, "y": true, "m": "2027-03-01T13:15:00-05:00", "h": "00ff", "d": "AAEC",'
        b' "o": {"n": 4}, "l": [{"n": 5}], "none": null}'
    )
    assert fields.text("t") == "a b"
    assert fields.whole("n") == 3
    assert [fields.number(name, 0, 3) for name in ("n", "f")] == [3, 1.5]
    assert fields.flag("y") is True
    assert fields.moment("m") == datetime(2027, 3, 1, 18, 15, tzinfo=UTC)
    assert fields.hexadecimal("h", size=2) == "00ff"
    assert fields.data("d", least=3, most=3) == b"\x00\x01\x02"
    assert fields.inner("o").whole("n") == 4
    assert [each.whole("n") for each in fields.each("l", most=1)] == [5]
    assert [fields.has(name) for name in ("t", "none", "gone")] == [True, False, False]


@pytest.mark.parametrize(
    ("value", "ask"),
    [
        ("x" * 9, lambda fields: fields.text("v", most=8)),
        ("a\nb", lambda fields: fields.text("v")),
        ("\ud800", lambda fields: fields.text("v")),
        ("\u202e", lambda fields: fields.text("v")),
        (7, lambda fields: fields.text("v")),
        (True, lambda fields: fields.whole("v")),
        (1.0, lambda fields: fields.whole("v")),
        ("1", lambda fields: fields.whole("v")),
        (-1, lambda fields: fields.whole("v")),
        (2**63, lambda fields: fields.whole("v")),
        (11, lambda fields: fields.whole("v", 0, 10)),
        (True, lambda fields: fields.number("v", 0, 2)),
        (2.5, lambda fields: fields.number("v", 0, 2)),
        (1, lambda fields: fields.flag("v")),
        ("2027-03-01T18:15:00", lambda fields: fields.moment("v")),
        ("2027-03-01", lambda fields: fields.moment("v")),
        ("1969-12-31T23:59:59+00:00", lambda fields: fields.moment("v")),
        ("9999-12-31T23:59:59-23:59", lambda fields: fields.moment("v")),
        ("00FF", lambda fields: fields.hexadecimal("v", size=2)),
        ("00ff0", lambda fields: fields.hexadecimal("v", size=2)),
        ("AAEC", lambda fields: fields.data("v", least=4, most=9)),
        ("AAEC", lambda fields: fields.data("v", least=0, most=2)),
        ("AA!C", lambda fields: fields.data("v", least=0, most=9)),
        ("\u00e9", lambda fields: fields.data("v", least=0, most=9)),
        ([], lambda fields: fields.inner("v")),
        ({}, lambda fields: fields.each("v", most=9)),
        ([1], lambda fields: fields.each("v", most=9)),
        ([{}, {}], lambda fields: fields.each("v", most=1)),
        (None, lambda fields: fields.text("v")),
    ],
)
def test_anything_else_is_refused(value, ask):
    with pytest.raises(NotAsPromised):
        ask(Fields({"v": value}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"1",
        b"null",
        b"\xff",
        b"{",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": ' + b"9" * 21 + b"}",
        b'{"a": 1, "a": 1}',
        b'{"a": {"b": 1, "b": 1}}',
        b"[" * 60_000,
        b'{"a": ' * 1_000,
        b'{"a": [' + b",".join([b"{}"] * 100) + b"]}",
        b'{"a": "' + b"x" * MOST_BYTES + b'"}',
    ],
    ids=lambda data: data[:20],
)
def test_what_is_no_object_of_ours_is_refused_before_it_is_built(data):
    with pytest.raises(NotAsPromised):
        read_fields(data)


@given(st.dictionaries(st.text(max_size=8), st.integers(-(2**63), 2**63 - 1) | st.text(max_size=20) | st.booleans()))
def test_what_we_write_is_read_again(values):
    assert read_fields(json.dumps(values).encode()).values == values


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_an_object_or_refused(data):
    with suppress(NotAsPromised):
        assert isinstance(read_fields(data), Fields)

import json
import os
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import BadInput, BookError, FacilitatorError, WrongKey
from facilitator.storage.keys.slots import (
    AuditHead,
    KeyFile,
    SlotKind,
    Stretching,
    audit_key,
    check_passphrase,
    is_intact,
    new_key,
    new_recovery_code,
    parse_key_file,
    read_key_file,
    render_key_file,
    same_code,
    with_head,
    wrap,
    write_key_file,
)

LEAST = Stretching(memory_kib=19 * 1024, passes=2, lanes=1)
CODE = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"
KEY = bytes(range(32))
BOOK = "0b9bdb5f-6f0e-4b1c-8a56-0f5f3c6c8f11"


@pytest.fixture(scope="module")
def locked():
    slots = (
        wrap(SlotKind.PASSPHRASE, BOOK, "Jos\u00e9 walks home", KEY, stretching=LEAST),
        wrap(SlotKind.RECOVERY, BOOK, CODE, KEY, stretching=LEAST),
    )
    return KeyFile(BOOK, slots, AuditHead(3, "ab" * 32, "2027-03-01T18:15:00+00:00"))


def practice_file(secret="s"):
    return KeyFile(BOOK, (wrap(SlotKind.PRACTICE, BOOK, secret, KEY),))


def test_opens_with_the_passphrase_however_its_accents_are_composed(locked):
    assert locked.unlock("Jos\u00e9 walks home") == KEY
    assert locked.unlock("Jose\u0301 walks home") == KEY


def test_opens_with_the_recovery_code_as_people_type_it(locked):
    assert locked.unlock(CODE) == KEY
    assert locked.unlock("abcd efgh ijkl mn0p qrst uvwx yz23 4567") == KEY


@pytest.mark.parametrize("secret", ["", "jos\u00e9 walks home", CODE.replace("A", "B"), "x" * 32])
def test_anything_else_gets_one_message(locked, secret):
    with pytest.raises(WrongKey, match=r"^that does not open this book") as raised:
        locked.unlock(secret)
    assert raised.value.exit_code == 2


def test_a_slot_opens_nothing_under_another_book_kind_or_cost():
    file = practice_file()
    assert file.unlock("s") == KEY
    slot = wrap(SlotKind.PASSPHRASE, BOOK, "s", KEY, stretching=LEAST)
    for stranger in (
        replace(file, book="another"),
        KeyFile(BOOK, (replace(slot, kind=SlotKind.PRACTICE),)),
        KeyFile(BOOK, (replace(slot, stretching=replace(LEAST, lanes=2)),)),
        KeyFile(BOOK, (replace(slot, stretching=replace(LEAST, passes=3)),)),
    ):
        with pytest.raises(WrongKey):
            stranger.unlock("s")


def test_a_new_slot_takes_the_place_of_the_one_of_its_kind():
    file = practice_file("old").with_slot(wrap(SlotKind.PRACTICE, BOOK, "new", KEY))
    assert len(file.slots) == 1
    assert file.unlock("new") == KEY


def test_new_keys_and_codes_are_random_and_of_the_promised_size():
    assert new_key() != new_key()
    assert len(new_key()) == 32
    code = new_recovery_code()
    assert [len(part) for part in code.split("-")] == [4] * 8
    assert code != new_recovery_code()


def test_a_code_typed_back_forgives_what_paper_does():
    assert same_code("abcd efgh ijkl mn0p qrst uvwx yz23 4567", CODE)
    assert not same_code("abcd efgh ijkl mnop qrst uvwx yz23 4566", CODE)
    assert not same_code("", CODE)
    assert not same_code("", "")


def test_a_short_passphrase_is_refused():
    assert check_passphrase("eight ch") == "eight ch"
    with pytest.raises(BadInput, match="at least 8"):
        check_passphrase(" seven c ".strip()[:7] + "    ")


def test_the_audit_key_is_not_the_key():
    assert audit_key(KEY) != KEY
    assert audit_key(KEY) == audit_key(KEY)
    assert audit_key(bytes(32)) != audit_key(KEY)


def test_written_and_read_it_is_the_same_and_private(locked, tmp_path):
    path = tmp_path / "book.keys"
    write_key_file(path, locked)
    assert read_key_file(path) == locked
    assert path.stat().st_mode & 0o777 == 0o600
    head = AuditHead(9, "cd" * 32, "2027-03-02T00:00:00+00:00")
    assert parse_key_file(render_key_file(with_head(locked, head)), name="k") == replace(locked, head=head)


def test_neither_the_key_nor_a_secret_is_in_the_file(locked):
    data = render_key_file(locked)
    for secret in (KEY, KEY.hex().encode(), b"walks home", CODE.encode(), CODE.replace("-", "").encode()):
        assert secret not in data


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(BookError, match=r"book\.keys is missing") as raised:
        read_key_file(tmp_path / "book.keys")
    assert "backup" in raised.value.hint


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 19 * 1024 - 1},
        {"passes": 1},
        {"lanes": 0},
        {"memory_kib": 256 * 1024 + 1, "passes": 2},
        {"memory_kib": 64 * 1024, "passes": 13},
        {"lanes": 17},
        {"memory_kib": 2**62, "passes": 2**62},
    ],
)
def test_weak_or_ruinous_stretching_is_refused_on_reading(locked, cost):
    value = json.loads(render_key_file(locked))
    value["slots"][0]["argon2id"].update(cost)
    with pytest.raises(BookError, match="not safe"):
        parse_key_file(json.dumps(value).encode(), name="book.keys")


def test_the_dearest_stretching_that_is_read_is_seconds_of_work():
    assert Stretching(256 * 1024, 3, 4).safe
    assert Stretching(64 * 1024, 12, 16).safe
    assert Stretching().safe


def test_a_random_secret_is_never_stretched_on_reading_either():
    value = json.loads(render_key_file(practice_file()))
    value["slots"][0]["argon2id"] = {"memory_kib": 64 * 1024, "passes": 3, "lanes": 4}
    with pytest.raises(BookError, match="not safe"):
        parse_key_file(json.dumps(value).encode(), name="book.keys")


@pytest.mark.parametrize("many", [2, 8, 1_000])
def test_each_kind_of_slot_is_there_once(locked, many):
    value = json.loads(render_key_file(locked))
    value["slots"] = value["slots"][:1] * many
    with pytest.raises(BookError, match="is damaged"):
        parse_key_file(json.dumps(value).encode(), name="book.keys")


HOSTILE = (None, True, 1, -1, 1.5, 10**30, "", "x" * 5_000, "\ud800", "\x1b[2J", [], {}, [[]], {"seq": 10**30})


def test_whatever_stands_in_a_field_it_is_a_key_file_or_one_plain_message(locked):
    whole = json.loads(render_key_file(locked))
    places = [(whole, name) for name in whole] + [(whole["slots"][0], name) for name in whole["slots"][0]]
    places += [(whole["audit_head"], name) for name in whole["audit_head"]]
    places += [(whole["slots"][0]["argon2id"], name) for name in whole["slots"][0]["argon2id"]]
    read = 0
    for inside, name in places:
        kept = inside[name]
        for value in HOSTILE:
            inside[name] = value
            with suppress(BookError):
                file = parse_key_file(json.dumps(whole).encode(), name="book.keys")
                read += 1
                assert file.head is None or 0 <= file.head.seq < 2**63
                assert file.book.isprintable()
        inside[name] = kept
    assert 10 < read < len(places) * len(HOSTILE) / 2


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 5_000])
def test_a_number_that_is_none_is_damage(locked, number):
    data = render_key_file(locked).replace(b'"seq": 3', f'"seq": {number}'.encode())
    with pytest.raises(BookError, match=r"book\.keys is damaged"):
        parse_key_file(data, name="book.keys")


def test_a_pipe_in_its_place_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "book.keys")
    with pytest.raises(BookError, match="no plain file"):
        read_key_file(tmp_path / "book.keys")


def test_a_passphrase_slot_without_stretching_is_refused(locked):
    value = json.loads(render_key_file(locked))
    value["slots"][0]["argon2id"] = None
    with pytest.raises(BookError, match="not safe"):
        parse_key_file(json.dumps(value).encode(), name="book.keys")


def test_a_newer_format_asks_for_a_newer_program(locked):
    data = render_key_file(locked).replace(b'"format": 1', b'"format": 2')
    with pytest.raises(BookError, match="newer facilitator"):
        parse_key_file(data, name="book.keys")


def test_every_flipped_bit_is_found(tmp_path):
    whole = render_key_file(practice_file())
    path = tmp_path / "book.keys"
    path.write_bytes(whole)
    assert is_intact(path)
    for at in range(len(whole)):
        for bit in (0, 3, 6):
            damaged = bytearray(whole)
            damaged[at] ^= 1 << bit
            path.write_bytes(damaged)
            with suppress(BookError):  # damage that keeps it from being read is found as well
                assert not is_intact(path), (at, bit)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode) | st.just(b"[" * 100_000))
def test_any_bytes_are_a_key_file_or_a_plain_error(data):
    with suppress(FacilitatorError):
        assert isinstance(parse_key_file(data, name="book.keys"), KeyFile)

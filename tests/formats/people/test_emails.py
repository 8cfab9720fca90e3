"""Addresses as people write them; no name server is asked."""

import socket

import pytest

from facilitator.formats.people.emails import read_email


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" ana@example.org ", "ana@example.org"),
        ("Ana.Bell@EXAMPLE.org", "Ana.Bell@EXAMPLE.org"),
        ("Ana Bell <ana@example.org>", "ana@example.org"),
        ("mailto:ana@example.org", "ana@example.org"),
        ("josé@example.org", "josé@example.org"),
        ("", ""),
    ],
)
def test_an_address_is_kept(text, kept):
    read = read_email(text)
    assert (read.kept, read.odd, read.wrong) == (kept, "", "")


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("ana@example.org ::: bell@example.org", "there is more than one email"),
        ("ana@example.org; bell@example.org", "there is more than one email"),
        ("ana..bell@example.org", "the email does not look like an address"),
        ("ana@harbor.local", "the email does not look like an address"),
    ],
)
def test_what_is_odd_is_kept_and_said(text, odd):
    assert (read_email(text).kept, read_email(text).odd, read_email(text).wrong) == (text, odd, "")


@pytest.mark.parametrize(
    "text", ["nowhere", "ana@", "@example.org", "ana@example", "a b@example.org", "ana@@example.org"]
)
def test_what_cannot_be_one_is_told(text):
    assert read_email(text).wrong == "the email is not an address such as name@example.org"


def test_nobody_else_is_asked(monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    read_email.cache_clear()
    assert read_email("ana@not-asked.example.org").odd == ""

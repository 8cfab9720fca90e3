"""Bytes and text, in and out; no database."""

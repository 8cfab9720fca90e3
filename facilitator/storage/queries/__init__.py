"""Statements, built once."""

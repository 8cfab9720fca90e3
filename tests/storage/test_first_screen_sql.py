"""The SQL of the first screen is that of the prebuilt statements."""

from facilitator.storage import first_screen_sql
from tests.storage.write_first_screen import statements


def test_the_text_is_what_the_statements_give():
    said = "write it again: python -m tests.storage.write_first_screen"
    for name, text in statements().items():
        assert getattr(first_screen_sql, name) == text, said
    written = {name for name in vars(first_screen_sql) if name.isupper()}
    assert written == set(statements())

"""Write the SQL of the first screen: ``python -m tests.storage.write_first_screen``.

It puts the prebuilt statements that Today is read with into ``storage/first_screen_sql.py``, as SQLCipher gets them;
run it when a test says that they differ.
"""

import textwrap

from sqlalchemy import Select, literal_column
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.elements import BindParameter
from sqlalchemy.sql.visitors import replacement_traverse

from facilitator.storage import first_screen_sql
from facilitator.storage.queries.book import book_row
from facilitator.storage.queries.sessions import today, unfinished

NAMES = ("SESSIONS", "LEADERS", "TALLIES", "HEADCOUNTS", "TO_COME")
_WIDTH = 110


def statements() -> dict[str, str]:
    """The statements by name, with everything but the days, the moment and the number in them."""
    slices = (today._today.sessions, *today._today.extras)
    return {
        "BOOK": written(book_row._info),
        **dict(zip(NAMES, map(written, slices), strict=True)),
        "WAITING": written(unfinished.waiting),
    }


def written(statement: Select) -> str:
    """A statement as SQLCipher gets it, its values by name."""

    def days(element, **_):
        return literal_column(f":{element.key}") if isinstance(element, BindParameter) and element.required else None

    named = replacement_traverse(statement, {}, days)
    compiled = named.compile(dialect=dialect(), compile_kwargs={"literal_binds": True})
    return " ".join(str(compiled).split())


def render() -> str:
    """The module as it is to be."""
    lines = [
        '"""The SQL that Today is read with, as the prebuilt statements give it. Written by',
        '``python -m tests.storage.write_first_screen``; not by hand."""',
    ]
    for name, text in statements().items():
        parts = textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False, drop_whitespace=False)
        lines += ["", f"{name} = (", *(f"    {_quoted(part)}" for part in parts), ")"]
    return "\n".join(lines) + "\n"


def _quoted(part: str) -> str:
    return f"'{part}'" if '"' in part and "'" not in part else '"{}"'.format(part.replace('"', '\\"'))


if __name__ == "__main__":
    from pathlib import Path

    Path(first_screen_sql.__file__).write_text(render(), "utf-8")

"""Write a migration: ``python -m tests.storage.write_migration "what changes"``.

With ``--first`` in place of the words the first one is written anew. It compares the tables of the program with what
the migrations so far make, and writes the difference; read it, then raise ``SCHEMA`` in ``storage/file_marks.py``. A
migration that a released program had is never written anew.
"""

import subprocess
import sys
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, MetaData, TypeDecorator, create_engine

from facilitator.storage.schema import MIGRATIONS, revision
from facilitator.storage.tables import metadata


def main() -> None:
    """Write the next migration into the migrations folder."""
    message = sys.argv[1]
    versions = MIGRATIONS / "versions"
    if message == "--first":
        message = "First tables"
        for path in versions.glob("*.py"):
            path.unlink()
    for path in write_migration(MIGRATIONS, message):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        path.write_text("".join(line for line in lines if "# ###" not in line), "utf-8")
        for act in (["check", "--select", "I", "--fix"], ["format"]):
            subprocess.run([sys.executable, "-m", "ruff", *act, "-q", path], check=True)
        print(path)


def write_migration(folder: Path, message: str) -> list[Path]:
    """Compare what the migrations of a folder make with the tables, and write the difference into a new one."""
    config = Config(attributes={"metadata": _with_lifted_checks(), "render_item": _plain_types})
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    heads = ScriptDirectory.from_config(config).get_heads()
    number = int(heads[0]) + 1 if heads else 1
    engine = create_engine("sqlite://")
    with engine.connect() as db:
        config.attributes["connection"] = db
        if heads:
            command.upgrade(config, "head")
        script = command.revision(config, message, autogenerate=True, rev_id=revision(number))
    engine.dispose()
    scripts = script if isinstance(script, list) else [script]
    return [Path(one.path) for one in scripts if one is not None]


def _with_lifted_checks() -> MetaData:
    """The tables with the checks of single columns moved to the table: Alembic leaves out those of columns."""
    lifted = MetaData(naming_convention=metadata.naming_convention)
    for table in metadata.sorted_tables:
        copy = table.to_metadata(lifted)
        for column in copy.columns:
            for check in [one for one in column.constraints if isinstance(one, CheckConstraint)]:
                column.constraints.discard(check)
                copy.append_constraint(CheckConstraint(str(check.sqltext), name=check.name))
    return lifted


def _plain_types(kind: str, item: Any, _context: Any) -> str | bool:
    """Our own column types as what they are in the file: a migration must not change when they do."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item!r}"
    return False


if __name__ == "__main__":
    main()

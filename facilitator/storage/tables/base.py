"""What the tables of the book are made of: how constraints are named, and the columns that most of them have."""

from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column() -> Column[int]:
    """A row's number, which never leaves the book."""
    return Column("id", Integer, primary_key=True)


def uid_column() -> Column[str]:
    """What stands for a row outside of the book."""
    return Column("uid", String(36), nullable=False, unique=True)


def version_column() -> Column[int]:
    """What somebody saw of a row, so that a write can ask whether it is still so; every UPDATE counts it up.

    It is the book's own: what calendars are told by is ``sequence``.
    """
    return Column("version", Integer, nullable=False, server_default=text("0"), onupdate=text("version + 1"))


def to_column(table: str, *, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """A reference to a row of another table, called after it."""
    return Column(f"{table}_id", ForeignKey(f"{table}.id"), nullable=nullable, primary_key=primary_key)

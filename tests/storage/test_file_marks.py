"""What the head of a file says is what the migrations of this program end with."""

from facilitator.storage.file_marks import APPLICATION_ID, SCHEMA
from facilitator.storage.schema import MIGRATIONS, revision


def test_the_schema_is_that_of_the_newest_migration():
    newest = max(path.name for path in (MIGRATIONS / "versions").glob("v*.py"))
    assert newest.startswith(f"v{revision(SCHEMA)}_")


def test_the_application_is_four_letters():
    assert APPLICATION_ID.to_bytes(4, "big") == b"FCLT"

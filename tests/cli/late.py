"""A book for lines about people: a group of four Thursdays, and one person who came late to the first."""

from tests.conftest import CommandLine

S = "Steady@2027-03-04"
ADD = ("--start", "2027-03-04 18:30", "--repeat", "every thursday, 4 times", "--minutes", "60")


def fill(cli: CommandLine) -> None:
    """Schedule it, enrol her, mark her."""
    cli("group", "add", "Steady", *ADD)
    cli("person", "add", "Zanzibar Quill", "--phone", "804 555-0100")
    cli("enrol", "Steady", "Zanzibar Quill")
    cli("attendance", "mark", S, "Zanzibar Quill", "late", "--yes")


def code(cli: CommandLine) -> str:
    """What stands for her name."""
    said: str = cli.json("person", "list")[0]["code"]
    return said

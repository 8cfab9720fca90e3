import pytest

from facilitator.home import bundled
from tests.conftest import CommandLine


def test_pages_are_noted_listed_and_forgotten(cli: CommandLine) -> None:
    """By number, key or title of a lesson; a line of the list for each item."""
    cli("curriculum", "pages", "wrap-frame", "--lesson", "2", "--item", "3", "pp. 12-18")
    listed = cli.json("curriculum", "pages", "wrap-frame", "--lesson", "2")
    assert [each["item"] for each in listed] == [1, 2, 3, 4, 5, 6, 7]
    assert listed[2] == {
        "lesson": 2,
        "lesson_title": listed[2]["lesson_title"],
        "item": 3,
        "title": listed[2]["title"],
        "pages": "pp. 12-18",
    }
    assert [each["pages"] for each in listed if each["item"] != 3] == [None] * 6
    assert "pp. 12-18" in cli("curriculum", "pages", "wrap-frame").out
    cli("curriculum", "pages", "wrap-frame", "--lesson", listed[2]["lesson_title"], "--item", "3", "")
    assert "12-18" not in cli("curriculum", "pages", "wrap-frame").out


@pytest.mark.parametrize(
    "line",
    [
        ("wrap-frame", "pp. 1"),
        ("wrap-frame", "--lesson", "1", "pp. 1"),
        ("wrap-frame", "--lesson", "none", "--item", "1", "pp. 1"),
        ("wrap-frame", "--lesson", "1", "--item", "99", "pp. 1"),
        ("wrap-frame", "--lesson", "none"),
        ("eight-steady-steps", "--lesson", "1", "--item", "1", "pp. 1"),
        ("none",),
    ],
)
def test_what_is_no_reference(cli: CommandLine, line: tuple[str, ...]) -> None:
    """Two lines, and nothing kept."""
    cli("curriculum", "pages", *line, code=2)
    assert all(each["pages"] is None for each in cli.json("curriculum", "pages", "wrap-frame"))


def test_a_frame_asks_once(cli: CommandLine) -> None:
    """Without a terminal nobody is asked: exit 1 with what to do; after one yes, never again."""
    add = (
        "group",
        "add",
        "Room",
        "--start",
        "2027-03-04 18:30",
        "--repeat",
        "every thursday",
        "--curriculum",
        "wrap-frame",
    )
    refused = cli(*add, code=1)
    assert refused.out == ""
    assert refused.err.splitlines() == [
        f"{said('title')} makes room for a manual of {said('rights_holder')}: use it only with the manual in hand, and "
        f"with this credential: {said('credential')}",
        "If your program holds both, say so once: add --we-hold-the-manual. If not, choose a full curriculum.",
    ]
    assert cli.json("group", "list") == []
    assert cli.json(*add, "--we-hold-the-manual")["sessions"] == 8
    assert cli.json(*add[:2], "Another", *add[3:])["sessions"] == 8


def said(key: str) -> str:
    """What the frame says of itself."""
    lines = (bundled("curricula") / "wrap-frame.md").read_text("utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{key}: ")).removeprefix(f"{key}: ")

"""The zone of this computer as a first guess."""

from pathlib import Path

import pytest

from facilitator.services.book.local_zone import local_zone


@pytest.mark.parametrize(
    ("variable", "written", "expected"),
    [
        ("America/New_York", "Europe/Paris", "America/New_York"),
        (":US/Eastern", "", "America/New_York"),
        ("EST5EDT,M3.2.0,M11.1.0", "Europe/Paris\n", "Europe/Paris"),
        ("", "Etc/UTC", ""),
        ("", "no zone at all", ""),
        ("", "", ""),
    ],
)
def test_what_names_a_place_is_taken(
    variable: str, written: str, expected: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The variable first, then the file; what names no place is passed over, and UTC is no place."""
    monkeypatch.setenv("TZ", variable)
    named = tmp_path / "timezone"
    named.write_text(written, "utf-8")
    assert local_zone(link=tmp_path / "none", named=named) == expected


def test_where_the_system_s_link_points(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Linux and macOS keep the zone as a link into their zone files."""
    monkeypatch.delenv("TZ", raising=False)
    link = tmp_path / "localtime"
    try:
        link.symlink_to("/var/db/timezone/zoneinfo/America/Chicago")
    except OSError:  # Windows without the right to make links, where there is none to read either
        assert local_zone(link=link, named=tmp_path / "none") == ""
    else:
        assert local_zone(link=link, named=tmp_path / "none") == "America/Chicago"

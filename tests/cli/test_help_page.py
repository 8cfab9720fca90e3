import re

import pytest

from facilitator.cli import help_page
from facilitator.home import bundled


def test_every_page_is_listed_by_its_title(cli):
    listed = {each["topic"]: each["title"] for each in cli.bare("help", "--json").json}
    assert set(listed) == {page.stem for page in bundled("docs").glob("*.md")} >= {"security", "keys", "reports"}
    assert not any(title.startswith("#") for title in listed.values())
    assert listed["keys"] in cli.bare("help").out


def test_a_page_is_read_as_it_is_where_no_terminal_shows_it(cli):
    page = (bundled("docs") / "keys.md").read_text("utf-8")
    assert cli.bare("help", "keys").out == page
    assert cli.bare("help", "Keys.md").out == page
    assert cli.bare("help", "consent and disclosure").out.startswith("# Consent")


def test_a_terminal_sets_it_no_wider_than_reads_well(cli, monkeypatch):
    shown = []
    monkeypatch.setattr(help_page, "on_terminal", lambda: True)
    monkeypatch.setattr(help_page.click, "echo_via_pager", shown.append)
    monkeypatch.setenv("COLUMNS", "300")
    cli.bare("help", "keys")
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown[0]).splitlines()
    assert "The keys of an evening" in "\n".join(lines)
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(("asked", "hint"), [("keyz", "facilitator help keys"), ("../README", "See: facilitator help")])
def test_another_name_is_answered_with_the_nearest(cli, asked, hint):
    assert hint in cli.bare("help", asked, code=2).err

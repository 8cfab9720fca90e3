"""Which lines of a lesson are items, parts and lengths."""

import pytest

from facilitator.domain.curricula.curriculum import PartKind
from facilitator.domain.curricula.outline_items import is_no_item, item_heads, label_of, part_lists, table_rows
from facilitator.formats.curricula.drafts.outline_text import read_outline_text


def lines(text):
    return read_outline_text(text.encode()).lines


def heads(text):
    found = lines(text)
    skipped = part_lists(found) | {at for at, line in enumerate(found) if is_no_item(line)}
    return [found[at].text for at in sorted(item_heads(found, skipped, bool(table_rows(found))))]


@pytest.mark.parametrize(
    "text",
    [
        "- Tea\n- Talk\n",
        "### Tea\n- x\n### Talk\n- y\n",
        "### Opening\n- Tea (10)\n### Middle\n- Talk (20)\n",
        "### Goals\n- meet\n### Agenda\n- Tea\n- Talk\n",
        "Goals:\n- meet\n- greet\n\nAgenda:\n- Tea (10)\n- Talk (20)\n",
        "Materials:\n- pens\n- paper\n\n1. Tea\n2. Talk\n",
        "Tea\n10 minutes\n\nTalk\n20 minutes\n",
        "10 min\nTea\n20 min\nTalk\n",
        "words\n  Tea\n  Talk\n",
        "9:00 Tea\n\n9:10 Talk\n\n9:30 End\n",
    ],
)
def test_items_in_many_shapes(text):
    assert [each.removesuffix(" (10)").removesuffix(" (20)").lstrip("0123456789: ") for each in heads(text)] == [
        "Tea", "Talk",
    ]  # fmt: skip


def test_labels():
    assert label_of("**Care:** slowly") == (PartKind.CARE, "slowly")
    assert label_of("Materials needed: pens") == (PartKind.MATERIALS, "pens")
    assert label_of("Care:") is None
    assert label_of("Goal: rest") is None


def test_tables_and_their_heads():
    found = table_rows(lines("| Time | What |\n| 10 | Tea |\n\nwords\n\n| Duration | 60 min |\n| Room | Blue |\n"))
    assert {at: row and row.timed.minutes for at, row in found.items()} == {0: None, 1: 10, 3: 60}

"""One lesson out of its lines: minutes from below, from parts and from the clock; nothing else is lost."""

from facilitator.domain.curricula.curriculum import PartKind
from facilitator.domain.curricula.draft_lesson import lesson_of, short_title, spoken, tabled
from facilitator.domain.curricula.outline import LineKind, OutlineLine
from facilitator.domain.curricula.outline_lessons import Section
from facilitator.formats.curricula.drafts.outline_text import read_outline_text


def lesson(text):
    head, *lines = read_outline_text(text.encode()).lines
    return lesson_of(Section(head, list(lines)), "Tea")


def shape(made):
    return [(item.title, item.minutes, [note.text for note in item.notes]) for item in made.items]


def test_boxes_to_tick_are_no_words_of_a_title_and_stay_in_notes():
    assert shape(lesson("# L\n- [ ] Tea (10)\n- [x] Talk\n  - [ ] cups\n- ☐ Close\n")) == [
        ("Tea", 10, []), ("Talk", None, ["[ ] cups"]), ("Close", None, []),
    ]  # fmt: skip


def test_minutes_below_a_line_and_of_the_whole():
    made = lesson("# L\nDuration: 60 minutes\n### Tea\n(10 min)\n### Talk\nTime: 20 min\nTime: 5 min\n")
    assert (made.minutes, shape(made)) == (60, [("Tea", 10, []), ("Talk", 20, ["Time: 5 min"])])


def test_the_parts_of_an_item_add_up():
    assert shape(lesson("# L\n1. Tea\n   - pour (5 min)\n   - drink (10 min)\n2. Talk\n   - a (5 min)\n   - b\n")) == [
        ("Tea", 15, ["pour (5 min)", "drink (10 min)"]),
        ("Talk", None, ["a (5 min)", "b"]),
    ]


def test_a_number_that_is_not_read_is_told():
    made = lesson("# L\n- Pick 3\n- Share (2 min each)\n- Step 4 (10 min)\n- Tea (10 min), talk 20 min\n- Close\n")
    assert [item.unread for item in made.items] == [
        "Pick 3", "Share (2 min each)", "", "Tea (10 min), talk 20 min", "",
    ]  # fmt: skip


def test_the_clock_and_what_stands_between():
    made = lesson("# L\n- 9:00-9:10 Tea\n- 9:15 Talk\n- 9:40 Close\n- 9:45 End\n")
    assert shape(made) == [("Tea", 10, []), ("Talk", 25, []), ("Close", 5, ["9:45 End"])]
    assert (made.by_the_clock, made.between) == (True, 5)


def test_lists_under_a_label_are_parts():
    made = lesson("# L\n### Materials\n- pens\n- paper.\n### Tea\n- x\n")
    assert made.parts == [(PartKind.MATERIALS, "pens, paper")]


def test_the_name_of_a_group_of_items_goes_with_the_next():
    made = lesson("# L\n### Opening\n- Tea (5)\n### Middle\nslowly\n- Talk (10)\n### End of it\n")
    assert shape(made) == [("Tea", 5, ["Opening"]), ("Talk", 10, ["Middle", "slowly", "End of it"])]


def test_rows_without_minutes_stay_a_table():
    rows = [OutlineLine(LineKind.ROW, " | ".join(cells), 0, cells) for cells in (("a", "b|c"), ("d",), ("e", "f"))]
    assert [line.text for line in tabled([rows[0], rows[2]])] == ["| a | b/c |\n| --- | --- |\n| e | f |"]
    assert [line.text for line in tabled(rows)] == ["a | b|c", "d", "e | f"]


def test_words_to_say_and_long_titles():
    assert spoken(OutlineLine(LineKind.PLAIN, "“Hello.”")) == "Hello."
    assert spoken(OutlineLine(LineKind.PLAIN, "Hello.")) is None
    assert short_title("Names: " + "all say " * 10)[0] == "Names"

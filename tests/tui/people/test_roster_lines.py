"""What the lines of a file come to, in words and as rows."""

from dataclasses import replace

from facilitator.domain.people.roster import LineWhat, RosterLine, RowProblem, ValueChange
from facilitator.domain.views import Person
from facilitator.services.people.import_roster import RosterImport
from facilitator.tui.people.roster_lines import (
    MOST_SHOWN,
    choices_of,
    import_words,
    line_row,
    next_asked,
    outcome_words,
    rows_of,
)

ANA = Person(1, "u1", "AAAAAA", "Ana Bell", "Annie", "804 555-0100", "")
NOTHING = RosterImport(0, 0, 0, 0, 0, 0, (), ())
ASKED = RosterLine(3, LineWhat.ASKED, "Ana Bell", "why", may_be=(ANA,), may_be_lines=(2,))
CHANGED = RosterLine(2, LineWhat.CHANGED, "Ana Bell", person=ANA, changes=(ValueChange("phone", "", "1"),))
OVER = RosterLine(4, LineWhat.PASSED_OVER, why="holds only a number")


def test_what_an_import_did_in_a_line() -> None:
    """The roster is named where somebody went on it."""
    done = replace(NOTHING, rows=3, added=1, updated=1, skipped=1)
    counted = "3 lines: 1 new, 1 changed, 1 known already or passed over"
    assert import_words(done) == f"{counted}."
    assert import_words(replace(done, enrolled=2, waitlisted=1)) == (
        f"{counted}; 2 put on the roster, 1 of them waiting for a seat."
    )


def test_what_keeps_an_import_back_and_what_was_left_alone() -> None:
    """Lines to mend and lines that are asked about are two things; nothing is left out in silence."""
    problems = (RowProblem(3, "why. Answer with --same"), RowProblem(5, "the name is missing"))
    done = replace(
        NOTHING,
        rows=3,
        lines=(CHANGED, ASKED, OVER),
        problems=problems,
        warnings=tuple(RowProblem(line, "odd") for line in range(2, 7)),
        titles=(1,),
        ignored_columns=("shoe", "hat"),
        notes=("A note.",),
    )
    assert outcome_words(done).splitlines()[1:] == [
        "1 line to mend in the file: save it, and look again.",
        "1 line may mean more than one person. Enter on one answers it.",
        "Above the columns, and not read: 1 line.",
        "Columns left alone: shoe, hat.",
        "Line 2: odd.",
        "Line 3: odd.",
        "Line 4: odd.",
        "and 2 more such lines.",
        "A note.",
    ]
    assert "--" not in outcome_words(done)
    assert outcome_words(replace(NOTHING, rows=1, skipped=1)).splitlines()[1:] == ["There is nothing new in this file."]


def test_lines_to_mend_come_first_then_those_that_are_asked_about() -> None:
    """Not more rows than anybody goes through; what is nobody cannot be answered."""
    done = replace(
        NOTHING, lines=(CHANGED, ASKED, OVER), problems=(RowProblem(3, ""), RowProblem(5, "the name is missing"))
    )
    rows = rows_of(done, names=True)
    assert [(row.id, row.disabled) for row in rows] == [("mend-5", True), ("3", False), ("2", False), ("4", True)]
    many = replace(NOTHING, lines=tuple(replace(OVER, line=line) for line in range(2, MOST_SHOWN + 4)))
    assert str(rows_of(many, names=True)[-1].prompt) == " and 2 more lines"


def test_names_stand_in_a_row_only_where_they_are_shown() -> None:
    """Else the code and the names of the fields."""
    assert line_row(CHANGED, names=True).plain == "     2  changed      Ana Bell  phone none -> 1"
    assert line_row(CHANGED, names=False).plain == "     2  changed      AAAAAA  phone"
    assert "Ana" not in line_row(ASKED, names=False).plain


def test_whom_a_line_may_mean() -> None:
    """Somebody in the book with what tells them apart, another line, somebody new, or nobody yet."""
    done = replace(NOTHING, lines=(CHANGED, ASKED))
    assert choices_of(ASKED, done, names=True) == {
        "u1": "The same as Ana Bell  (Annie)  AAAAAA  phone ending in 0100",
        "2": "The same as line 2, Ana Bell",
        "new": "Somebody new",
        "leave": "Leave it open, and ask me again",
    }
    assert "Ana" not in str(choices_of(ASKED, done, names=False))
    assert choices_of(CHANGED, done, names=True) == {"new": "Somebody new", "leave": "Leave it as it is"}


def test_the_cursor_goes_on_to_the_next_question() -> None:
    """And to the first again after the last."""
    done = replace(NOTHING, lines=(CHANGED, ASKED, replace(ASKED, line=7)))
    assert [next_asked(done, after) for after in (0, 3, 7)] == ["3", "7", "3"]
    assert next_asked(replace(NOTHING, lines=(CHANGED,))) == ""

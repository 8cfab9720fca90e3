import re
from dataclasses import replace

import pytest

from facilitator.domain.curricula.curriculum import Note, Part, PartKind, Say
from facilitator.domain.papers.lesson_papers import AgendaPaper, PaperItem
from facilitator.errors import BadInput
from facilitator.formats.papers.agenda_pdf import EMPTY_ROWS, agenda_pdf
from facilitator.words import PaperSize
from tests.formats.papers import pages, paper_inches, read, tags, words

CHECK_IN = PaperItem(
    "6:50",
    10,
    "Check-in",
    (Say("Let's use the weather. What was it?\n\nOne picture is *plenty*."), Note("Thank each person.")),
    (Part(PartKind.WITH_THREE, "take two rounds"), Part(PartKind.SHARE_PROMPT, "a storm that passed")),
)
PAPER = AgendaPaper(
    group="Steady",
    topic="Topic 3 of 8",
    lesson="Where stress lands",
    when="Thursday 4 March 2027, 6:30 to 7:30 pm",
    where="Blue room, Harbor House",
    foot="Steady, Thursday 4 March 2027, Where stress lands",
    source="Eight steps, somebody, CC-BY-4.0",
    language="en",
    country="US",
    dated=True,
    aim="We notice where stress lands.",
    notice="Not affiliated with anybody.",
    parts=(Part(PartKind.MATERIALS, "- a marker\n- paper"),),
    items=(PaperItem("6:30", 20, "Welcome", (Say("Hello. I am ____. Sit where you like."),)), CHECK_IN),
)
LONG = " ".join(["A note that goes on for a while and says what to do."] * 12)


def agenda(paper=PAPER, size=PaperSize.LETTER, **more):
    return agenda_pdf(paper, size, **more)


def in_order(text, *pieces):
    at = 0
    for piece in pieces:
        assert piece in text[at:], f"no {piece!r} in {text[at:]!r}"
        at = text.index(piece, at) + len(piece)
    return True


def test_the_whole_agenda_in_the_order_of_the_evening():
    assert in_order(
        words(agenda()),
        "Steady",
        "Topic 3 of 8",
        "Where stress lands",
        "Thursday 4 March 2027, 6:30 to 7:30 pm",
        "Blue room, Harbor House",
        "We notice where stress lands.",
        "Materials:",
        "• a marker",
        "Carried over from last time:",
        "If somebody is in danger, call 911. Call or text 988 at any hour.",
        "On call:",
        "6:30",
        "20 min",
        "Welcome",
        "Hello. I am",
        "6:50",
        "Check-in",
        "Let’s use the weather.",
        "One picture is plenty.",
        "Thank each person.",
        "With three: take two rounds",
        "Share prompt: a storm that passed",
        "To carry over to next time",
        "Not affiliated with anybody.",
    )
    assert all("Eight steps, somebody, CC-BY-4.0" in page for page in pages(agenda()))


def test_the_brief_agenda_keeps_times_items_and_prompts():
    text = words(agenda(brief=True))
    assert in_order(text, "We notice", "Materials:", "6:30", "Welcome", "6:50", "Check-in", "Share prompt: a storm")
    for left_out in ("Hello. I am", "What was it?", "One picture", "Thank each person", "With three", "To carry over"):
        assert left_out not in text
    assert "Materials:" in text
    assert "Not affiliated" in text


@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize("count", [1, 6, 13, 20])
def test_the_brief_agenda_is_one_page(count, size):
    item = replace(CHECK_IN, title="An item with a title that is rather long", blocks=(Say(LONG),))
    data = agenda(replace(PAPER, items=(item,) * count), size, brief=True)
    (text,) = pages(data)
    assert text.count("An item with a title") == count


def test_an_item_stays_on_one_page():
    items = tuple(replace(CHECK_IN, title=f"Item {at}.", blocks=(Note(f"{LONG} End {at}."),)) for at in range(13))
    found = pages(agenda(replace(PAPER, items=items)))
    assert len(found) > 2
    where = [next(at for at, page in enumerate(found) if f"Item {each}." in page) for each in range(13)]
    assert where == [next(at for at, page in enumerate(found) if f"End {each}." in page) for each in range(13)]
    assert all(f"Page {at} of {len(found)}" in page for at, page in enumerate(found, 1))


def test_an_item_longer_than_a_page_loses_nothing():
    notes = tuple(Note(f"{LONG} Part {at}.") for at in range(30))
    found = pages(agenda(replace(PAPER, items=(replace(CHECK_IN, blocks=notes),))))
    begins = [next(at for at, page in enumerate(found) if f"Part {each}." in page) for each in range(30)]
    assert begins == sorted(begins)
    assert [begins.count(at) < 12 for at in set(begins)] == [True] * len(set(begins))


def test_what_was_changed_to_make_a_lesson_fit_is_said():
    assert "Welcome has 15: the others cannot." in words(
        agenda(replace(PAPER, notes=("Welcome has 15: the others cannot.",)))
    )


def test_one_page_has_no_number():
    assert "Page 1" not in words(agenda(replace(PAPER, items=PAPER.items[:1])))


def test_without_items_there_are_rows_to_fill_in():
    empty = replace(PAPER, items=(), parts=(), aim="", notice="", topic="", source="", lesson="Agenda")
    filled = replace(empty, items=PAPER.items[:1])
    # a short and a long line in each row; the item has a rule, a bar, and a line in its words
    assert lines(agenda(empty)) - lines(agenda(filled)) >= 2 * EMPTY_ROWS - 3
    assert len(pages(agenda(empty))) == 1


def lines(data):
    """How many lines are drawn, as strokes or as thin boxes."""
    return sum(len(re.findall(rb"^(?:S|f)$", page.get_contents().get_data(), re.M)) for page in read(data).pages)


def test_a_plan_without_a_date_carries_nothing_over():
    text = words(agenda(replace(PAPER, dated=False)))
    assert "Carried over" not in text
    assert "To carry over" not in text


@pytest.mark.parametrize(("country", "known"), [("US", True), ("", True), ("CA", True), ("PR", True), ("IE", False)])
def test_whom_to_call_is_left_to_fill_in_where_988_is_not(country, known):
    text = words(agenda(replace(PAPER, country=country)))
    assert ("988" in text, "911" in text, "Crisis line:" in text) == (known, known, not known)


def test_the_cue_is_the_one_that_is_written_and_never_a_question_that_was_found():
    cued = replace(CHECK_IN, parts=(*CHECK_IN.parts, Part(PartKind.CUE, "The weather of your *week*")))
    text = words(agenda(replace(PAPER, items=(cued,)), brief=True))
    assert in_order(text, "We notice where stress lands.", "Check-in The weather of your week Share prompt:")
    assert "What was it?" not in text
    assert "The weather of your" not in words(agenda(replace(PAPER, items=(cued,))))
    bare = words(agenda(replace(PAPER, items=(replace(CHECK_IN, parts=()),)), brief=True))
    assert in_order(bare, "We notice where stress lands.", "Check-in Not affiliated")


def test_a_table_is_set_as_one():
    note = Note("| When | What |\n|---|---|\n| at night | tea ____ |")
    data = agenda(replace(PAPER, items=(replace(CHECK_IN, blocks=(note,)),)))
    assert "When What at night tea" in words(data)
    assert [tag for tag in tags(data) if tag in ("Table", "TH", "TD")] == ["Table", "TH", "TH", "TD", "TD"]


def test_an_agenda_can_be_read_aloud_and_is_the_same_twice():
    data = agenda(replace(PAPER, language="es"), PaperSize.A4)
    file = read(data)
    assert file.metadata is not None
    assert file.metadata.title == "Where stress lands, Thursday 4 March 2027, 6:30 to 7:30 pm"
    assert (file.root_object["/Lang"], paper_inches(data)) == ("es", (8.3, 11.7))
    assert [tag for tag in tags(data) if tag.startswith("H")] == ["H1", "H2", "H2", "H2"]
    assert agenda(replace(PAPER, language="es"), PaperSize.A4) == data


def test_plain_words_are_not_read_as_markup():
    hostile = "#panic() *x* $y$ <z> @w"
    paper = replace(PAPER, group=hostile, where=hostile, lesson=hostile, foot=hostile)
    assert pages(agenda(paper))[0].count(hostile) == 4
    assert words(agenda(paper, brief=True)).count(hostile) == 4


def test_a_character_without_a_picture_is_refused():
    with pytest.raises(BadInput, match=r"U\+FFFF"):
        agenda(replace(PAPER, where="Room \uffff"))

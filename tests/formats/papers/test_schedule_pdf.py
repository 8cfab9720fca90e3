"""Papers of the schedule as somebody sees them who prints them."""

from datetime import date

import pytest

from facilitator.domain.papers.schedule_papers import DoorSign, SignInSheet, dates_card, month_schedule
from facilitator.formats.papers.schedule_pdf import card_pdf, door_pdf, flyer_pdf, month_pdf, sign_in_pdf
from facilitator.formats.publishing.subscribe_links import qr_picture
from facilitator.words import PaperSize
from tests.domain.papers.test_schedule_papers import meeting
from tests.formats.papers import pages, paper_inches, tags, words

SHEET = SignInSheet("Thursday group", "Thursday 4 March 2027, 6:30 to 7:30 pm", "Blue room", 20)


def test_a_sheet_of_twenty_lines_fits_on_a_page_and_one_of_forty_has_its_head_again() -> None:
    assert len(pages(sign_in_pdf(SHEET, PaperSize.LETTER))) == 1
    more = pages(sign_in_pdf(SignInSheet(*(*(SHEET.title, SHEET.when, SHEET.where), 40)), PaperSize.A4))
    assert len(more) == 2
    assert all("Name, alias or code" in each and "facilitators alone" in each for each in more)
    assert {"Table", "TH"} <= set(tags(sign_in_pdf(SHEET, PaperSize.LETTER)))


def test_a_sign_is_one_page() -> None:
    sign = DoorSign("Thursday group", "does not meet today", SHEET.when, "", "The next one: Thursday 11 March 2027")
    (page,) = pages(door_pdf(sign, PaperSize.LETTER))
    assert page == f"Thursday group does not meet today {SHEET.when} The next one: Thursday 11 March 2027"


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("places", [("Blue room, Main",), ("Blue room, Main", "Community room, Northside Library")])
def test_eight_cards_fit_on_a_sheet(size: PaperSize, places: tuple[str, ...]) -> None:
    every = [meeting(day, where=places[day % len(places)], off=day in (2, 3)) for day in range(1, 12)]
    (page,) = pages(card_pdf(dates_card(every, "Steady steps", "US"), size))
    for piece in ("Steady steps", "Wed 10 Mar 2027", "Not on Tue 2 Mar 2027", "call or text 988"):
        assert page.count(piece) == 8
    assert "988" not in words(card_pdf(dates_card(every, "Steady", "DE"), size))


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize(("a_day", "sheets"), [(1, 1), (4, 1), (30, 6)])
def test_a_month_is_one_sheet_while_it_fits_and_loses_nothing(size: PaperSize, a_day: int, sheets: int) -> None:
    every = [meeting(day, title=f"Group {at}x{day}x") for day in range(1, 32) for at in range(a_day)]
    found = pages(month_pdf(month_schedule(2027, 3, every, "Harbor", date(2027, 2, 1)), size))
    assert len(found) <= sheets
    text = " ".join(found).replace(" ", "")
    assert all(each.title.replace(" ", "") in text for each in every)


def test_a_canceled_meeting_says_so_in_a_word_and_a_list_is_for_large_print() -> None:
    month = month_schedule(2027, 3, [meeting(4, off=True), meeting(5)], "Harbor", date(2027, 2, 1))
    assert "canceled" in words(month_pdf(month, PaperSize.LETTER))
    listed = month_pdf(month, PaperSize.LETTER, large=True)
    assert "Thursday 4 March 2027" in words(listed)
    assert (paper_inches(listed), paper_inches(month_pdf(month, PaperSize.LETTER))) == ((8.5, 11.0), (11.0, 8.5))


@pytest.mark.parametrize("size", PaperSize)
@pytest.mark.parametrize("large", [False, True])
def test_a_flyer_is_one_page_with_a_code_that_is_read_aloud(size: PaperSize, large: bool) -> None:
    card = dates_card([meeting(day, off=day == 2) for day in range(1, 12)], "Steady steps", "US")
    address = "https://calendar.example.org/all-groups-pages/1a2b3c4d.html"
    made = flyer_pdf(card, size, address=address, code=qr_picture(address), foot="As planned.", large=large)
    (page,) = pages(made)
    for piece in ("Steady steps", "Mon 1 Mar 2027", "Not on Tue 2 Mar 2027.", "call or text 988", "As planned."):
        assert page.count(piece) == 1
    assert "Figure" in tags(made)
    assert "Figure" not in tags(flyer_pdf(card, size))

from facilitator.domain.agency.slots import UNTIL_FILLED
from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_slots import set_slot
from facilitator.services.papers.print_agenda import print_agenda
from facilitator.services.sessions.run_session import see_session, start
from facilitator.words import PaperSize, SlotName
from tests.formats.papers import pages, paper_inches, words

S = "Steady@2027-03-04"


def steady(program, **wish):
    program.group(curriculum="eight-steady-steps", repeat="every thursday", **wish)


def test_the_agenda_of_a_session(program):
    steady(program)
    text = words(print_agenda(program.book, program.home, S))
    for piece in ("Steady", "Topic 1 of 8", "Where stress lands", "Thursday 4 March 2027, 6:30 to 7:30 pm", "call 911"):
        assert piece in text
    assert len(pages(print_agenda(program.book, program.home, S, brief=True))) == 1


def test_no_participant_stands_on_it_and_attendance_changes_nothing(program):
    steady(program, enrolment="closed")
    before = print_agenda(program.book, program.home, S)
    program.people("Quillon Brae", "Odile Zafer", group="Steady")
    program.now = program.session(S).starts_at
    start(program.book, S, now=program.now)
    program.mark(S, **{"Quillon Brae": "present", "Odile Zafer": "missed"})
    after = print_agenda(program.book, program.home, S)
    assert after == before
    assert not any(name in words(after) for name in ("Quillon", "Brae", "Odile", "Zafer"))


def test_notes_on_a_plan_that_had_to_change_are_printed(program):
    program.group(curriculum="open-peer-support", repeat="every thursday", minutes=60)
    (note, *_) = see_session(program.book, S).notes
    assert note in words(print_agenda(program.book, program.home, S))


def test_a_longer_session_stretches_as_on_the_screen(program):
    program.group(curriculum="eight-steady-steps", repeat="every thursday", minutes=90)
    text = words(print_agenda(program.book, program.home, S, brief=True))
    assert "6:30 to 8:00 pm" in text
    assert "7:55 5 min Close" in text.replace("Close 7:55 5 min", "7:55 5 min Close")


def test_a_session_without_a_curriculum_is_a_plain_agenda(program):
    program.group()
    data = print_agenda(program.book, program.home, S)
    assert len(pages(data)) == 1
    assert words(data).startswith("Steady Agenda Thursday 4 March 2027, 6:30 to 7:30 pm Carried over from last time:")


def test_the_zone_of_the_group_decides_on_paper_and_on_whom_to_call(program):
    program.group(zone="Europe/Berlin", start="2027-03-04 18:30")
    data = print_agenda(program.book, program.home, S)
    assert paper_inches(data) == (8.3, 11.7)
    assert "988" not in words(data)
    assert paper_inches(print_agenda(program.book, program.home, S, size=PaperSize.LETTER)) == (8.5, 11.0)


def test_printing_changes_nothing_in_the_book(program):
    steady(program)
    before = program.acts()
    print_agenda(program.book, program.home, S)
    assert program.acts() == before


def test_what_the_program_filled_in_stands_on_it_and_is_no_markup(program):
    add_site(program.book, name="Hall", address="", now=program.now)
    add_room(program.book, site="Hall", name="Blue", capacity=None, now=program.now)
    steady(program, room="Blue")
    before = words(print_agenda(program.book, program.home, S))
    assert "On call:" in before
    assert f"Before anybody shares: {UNTIL_FILLED}".replace("'", "\u2019") in before
    for name, text in (
        (SlotName.ON_CALL, "540-555-0142 *Dana*"),
        (SlotName.EMERGENCY_ROOM, "Mercy, #200 Elm Street"),
        (SlotName.LIMITS_PROTECTED, "If somebody may be hurt, I get help.\nI tell you first."),
    ):
        set_slot(program.book, name, text, site="Hall", now=program.now)
    for brief in (False, True):
        data = print_agenda(program.book, program.home, S, brief=brief)
        text = words(data)
        assert "On call:" not in text
        assert "On-call number: 540-555-0142 *Dana*" in text
        assert "Nearest emergency room: Mercy, #200 Elm Street" in text
        assert "Before anybody shares: If somebody may be hurt, I get help. I tell you first." in text
        assert len(pages(data)) == 1 or not brief

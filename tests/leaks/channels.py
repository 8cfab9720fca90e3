"""Every channel through which it could leak who comes: the guard, and the tests that prove it.

A new way out of the program is a new row here; ``test_channels.py`` holds the table to its tests.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Channel:
    """A way out: what keeps it shut, and the tests, as ``module.function``; none where it is not built yet."""

    guard: str
    tests: tuple[str, ...] = ()
    comes_with: str = ""


CHANNELS: Final = {
    "calendars": Channel(
        "made from types that have no place for a participant; random ids",
        (
            "test_calendars.test_nobody_is_in_a_calendar",
            "test_calendars.test_every_property_and_parameter_is_on_the_list",
            "test_worked_day.test_an_output_names_people_only_where_it_was_asked_to",
        ),
    ),
    "inference": Channel(
        "no headcounts; SEQUENCE and LAST-MODIFIED from the schedule only",
        ("test_calendars.test_what_happens_to_people_changes_no_byte",),
    ),
    "tracebacks": Channel(
        "type, function and line of an error, in any thread; no values",
        (
            "test_tracebacks.test_an_error_tells_its_place_and_nothing_that_it_held",
            "test_terminal_day.test_what_breaks_on_a_screen_leaves_no_name_behind",
            "test_walks.test_a_support_ticket",
        ),
    ),
    "logs and database errors": Channel(
        "ids only; parameters and rows are kept out of SQLAlchemy's log",
        (
            "test_tracebacks.test_loggers_that_tell_everything_know_no_values",
            "test_tracebacks.test_a_book_that_lacks_a_table_says_so_plainly",
            "test_terminal_day.test_logs_of_the_screens_know_no_values",
        ),
    ),
    "errors that repeat what was typed": Channel(
        "a quoted word is left out where somebody in the book is called so, or could be",
        (
            "test_wrong_places.test_no_place_of_any_command_repeats_a_name",
            "test_wrong_places.test_an_alias_or_half_a_name_is_repeated_neither",
        ),
    ),
    "CSV": Channel(
        "one module writes it; a cell that a spreadsheet would run gets an apostrophe, everything is quoted",
        ("test_cells.test_one_module_writes_csv", "test_cells.test_reports", "test_cells.test_the_audit_log"),
    ),
    "terminal": Channel(
        "alternate screen; participants' names only to a terminal, or where asked for on a basis",
        (
            "test_worked_day.test_an_answer_tells_only_what_it_was_asked_for",
            "test_terminal_day.test_names_are_on_the_alternate_screen_and_nowhere_else",
            "test_names.test_a_list_names_people_to_a_terminal_and_where_it_is_asked_to",
            "test_names.test_a_terminal_shows_names_and_json_follows_the_same_rule",
        ),
    ),
    "public pages and feeds": Channel(
        "a facilitator's name is off unless that person turned it on",
        (
            "test_calendars.test_nobody_is_in_a_calendar",
            "test_calendars.test_a_facilitator_who_is_public_is_not_in_it_either",
            "test_calendars.test_nobody_is_on_a_public_page",
        ),
    ),
    "clipboard": Channel("copying stays inside the program", ("test_terminal_day.test_copying_stays_inside",)),
    "temporary files and core dumps": Channel(
        "nothing in plain text, no folder for temporary files, 0600, no core",
        (
            "test_written.test_no_file_was_given_plain_text",
            "test_written.test_nothing_was_opened_for_writing_elsewhere",
            "test_written.test_all_that_was_written_is_private",
            "test_written.test_every_line_forbids_core_dumps",
            "test_written.test_a_running_program_leaves_no_core",
            "test_walks.test_a_stolen_laptop",
        ),
    ),
    "file names and window titles": Channel(
        "codes and days only",
        (
            "test_worked_day.test_no_file_is_called_by_a_name",
            "test_written.test_no_name_is_in_a_file_name",
            "test_terminal_day.test_names_are_on_the_alternate_screen_and_nowhere_else",
        ),
    ),
    "feed URLs": Channel(
        "128-bit token, stored hashed, rotated and revoked, never logged",
        ("test_calendars.test_a_secret_address_is_in_no_file_and_an_old_one_fails",),
    ),
    "screens in a browser": Channel("loopback only; refused elsewhere", comes_with="publishing"),
}

"""The rows of “Bad input” (5-quality), each with the tests that name it: none may go missing unseen."""

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
SHEETS = "services/test_imports_bad_sheets.py::"
WRITINGS = SHEETS + "test_the_same_accounts_come_from_every_writing"
REFUSED = SHEETS + "test_a_refused_file_says_what_where_and_what_to_do"
BOOKS = "exchange/test_spreadsheet.py::"
VALUES = "exchange/test_values.py::"
PRINTED = "documents/test_printing_text.py::"
PROFILES = "services/test_naughty_profiles.py::"
CLAUSES = "documents/test_contract_text.py::"
TEMPLATES = "services/test_contract_templates.py::"
FOREIGN = "storage/test_damaged.py::"
FILES = "storage/test_files.py::"
KEPT = "services/test_attachments_services.py::"

ROWS: dict[str, tuple[str, ...]] = {
    # Spreadsheets
    "GB18030, UTF-8 with and without BOM, UTF-16": (
        WRITINGS,
        "exchange/test_csv_text.py::test_the_same_accounts_come_from_every_encoding",
    ),
    "wrong delimiter": (
        WRITINGS,
        "exchange/test_csv_text.py::test_line_ends_and_delimiters_make_no_difference",
    ),
    "dates as text, as serial numbers, 1900/1904, day-first": (
        VALUES + "test_a_day_is_read_in_all_its_writings",
        VALUES + "test_serial_numbers_of_old_macs_count_from_1904",
        VALUES + "test_a_day_that_could_be_two_is_refused_with_both",
        BOOKS + "test_serial_numbers_count_from_the_day_of_the_workbook",
        SHEETS + "test_the_days_of_an_old_mac_stay_the_same_in_the_file_of_rejects",
    ),
    "amounts with ¥, 万, commas, full-width digits": (
        VALUES + "test_an_amount_is_read_exactly",
        SHEETS + "test_amounts_come_in_as_they_are_written",
    ),
    "merged header cells, a column twice": (
        BOOKS + "test_a_merged_title_and_a_heading_of_two_rows",
        SHEETS + "test_merged_headings_a_column_twice_and_blank_rows",
        "exchange/test_column_mapping.py::test_a_column_twice_is_a_problem_and_the_first_is_used",
    ),
    "200,000 blank rows": (BOOKS + "test_200_000_blank_rows_cost_little_and_hide_nothing",),
    "formulas without values": (SHEETS + "test_formulas_without_values_are_told_apart_from_empty_cells",),
    "duplicate keys": (SHEETS + "test_each_bad_row_is_told_with_row_and_column_and_the_rest_goes_on",),
    "an empty file": (REFUSED, "exchange/test_csv_text.py::test_an_empty_file_is_refused"),
    "a .xls renamed": (
        BOOKS + "test_an_old_xls_is_read_under_any_name",
        BOOKS + "test_a_workbook_named_xls_or_csv_is_read_as_what_it_is",
    ),
    "encrypted": (REFUSED, BOOKS + "test_a_protected_workbook_is_told_apart"),
    "DTD": (REFUSED, BOOKS + "test_a_document_type_definition_is_refused"),
    "declared size 100 × real (zip bomb): bounded memory": (
        REFUSED,
        BOOKS + "test_a_size_that_lies_does_not_help",
        BOOKS + "test_a_cell_at_the_far_corner_is_refused_before_memory_is_taken",
        BOOKS + "test_an_archive_that_unpacks_to_too_much_is_refused",
    ),
    # Text
    "NUL and lone surrogates refused at entry": (
        PROFILES + "test_every_text_field_keeps_or_clearly_refuses_every_string",
        "services/test_naughty_records.py::test_every_field_of_every_record_keeps_or_refuses_every_string",
    ),
    "RTL, ZWJ emoji, NFC/NFD": (
        "services/test_writings.py::test_a_name_stays_as_it_was_written_and_is_found",
        "services/test_writings.py::test_however_letters_are_composed_a_search_finds_them",
    ),
    "10 MB paste (limit, told)": (
        "ui/test_pasting.py::test_ten_megabytes_are_refused_by_an_area_and_it_is_told_at_the_field",
        "ui/test_pasting.py::test_a_line_takes_the_beginning_of_ten_megabytes_and_tells_it",
    ),
    "<img src=…> and unclosed tags in notes print as text in PDF": (
        PRINTED + "test_markup_is_text_and_reaches_no_file",
        PROFILES + "test_naughty_names_stand_in_the_plan_as_text",
    ),
    "=1+1, +, -, @, tab at cell start stay text in XLSX and CSV exports": (
        "exchange/test_spreadsheet_write.py::test_csv_cells_that_would_run_are_marked_and_read_back_as_they_were",
        "exchange/test_spreadsheet_write.py::test_workbook_cells_are_text_and_never_formulas",
        "services/test_table_export.py::test_separated_text_has_a_mark_and_no_formula",
    ),
    # Contract templates
    "sandboxed (no attribute walks, no loops without bound)": (
        CLAUSES + "test_a_text_that_asks_for_more_than_values_is_refused_at_once",
        CLAUSES + "test_a_text_that_would_grow_without_bound_is_refused",
    ),
    "undefined placeholder named": (
        CLAUSES + "test_a_missing_value_is_named_and_stays_a_placeholder_in_a_draft",
    ),
    "hostile template → security error": (
        CLAUSES + "test_a_refusal_names_the_clause_the_line_and_what_is_not_allowed",
        TEMPLATES + "test_a_hostile_or_broken_text_is_refused_with_its_clause",
        TEMPLATES + "test_a_hostile_clause_in_a_contract_is_a_fault_and_never_run",
    ),
    # Files
    "truncated": (FOREIGN + "test_a_truncated_file_is_damaged",),
    "bit-flipped": (
        FOREIGN + "test_every_flipped_bit_is_found",
        FOREIGN + "test_pages_swapped_repeated_or_overwritten_with_zeros_are_damage",
    ),
    "zero bytes, a PNG": (FOREIGN + "test_files_of_others_are_no_workspaces",),
    "another program's SQLite file": (
        FOREIGN + "test_another_programs_database_is_no_workspace",
        FOREIGN + "test_the_damaged_databases_of_others_neither_crash_nor_pass",
    ),
    "triggers / views / virtual tables / unexpected schema": (
        FOREIGN + "test_a_file_built_otherwise_is_refused",
    ),
    "newer format": (
        FOREIGN + "test_a_newer_file_is_told_by_its_number",
        FILES + "test_a_newer_file_says_which_format_it_has",
    ),
    "each older format": (
        "storage/test_migrate.py::test_a_file_of_each_released_format_opens_and_keeps_its_content",
    ),
    "wrong passphrase (told apart from damage)": (
        FOREIGN + "test_a_wrong_passphrase_is_told_from_damage",
        FILES + "test_damage_is_told_from_a_wrong_passphrase",
        FILES + "test_the_four_refusals_say_four_different_things",
    ),
    "live file copied mid-write": (
        FOREIGN + "test_a_file_that_changes_while_it_is_copied_is_not_read",
        FOREIGN + "test_a_file_that_is_being_written_is_not_read",
        FILES + "test_a_copy_made_by_hand_is_checked_through_when_it_is_first_opened",
    ),
    "second instance": (FILES + "test_a_second_instance_is_refused_until_the_first_is_killed",),
    "read-only folder": (FILES + "test_a_place_without_the_right_to_write_is_told",),
    "full disk": (
        "storage/test_engine.py::test_a_full_disk_is_told",
        "storage/test_backup.py::test_a_full_disk_leaves_no_half_file",
        "storage/test_journal_changes.py::test_a_full_disk_and_a_read_only_file_have_names",
    ),
    "file removed while open": (
        "storage/test_engine.py::test_nothing_is_written_to_a_file_that_lost_its_name",
        "storage/test_engine.py::test_a_vanished_file_does_not_come_back_empty",
    ),
    "attachment names like ../x, CON, symlinks": (
        "domain/test_attachments.py::test_a_name_is_made_safe",
        KEPT + "test_a_name_from_a_merge_is_made_safe_and_missing_content_told",
        KEPT + "test_folders_links_and_devices_are_refused",
    ),
    "a foreign file: private copy, read-only, defensive, schema compared, bounded": (
        FOREIGN + "test_a_sound_file_from_elsewhere_is_read_without_touching_it",
        FOREIGN + "test_a_file_from_elsewhere_can_only_be_read",
        FOREIGN + "test_content_that_does_not_hold_together_is_refused_though_every_seal_is_right",
        FOREIGN + "test_a_file_beyond_all_bounds_is_not_even_copied",
        "storage/test_engine.py::test_a_connection_is_durable_strict_and_trusts_nothing",
    ),
    # Time
    "29 February, month ends": (
        "domain/test_workdays.py::test_twenty_ninth_of_february_is_counted",
        "domain/test_duties.py::test_the_thirtieth_day_of_february_never_comes",
        "domain/test_planner.py::test_month_ends_and_leap_days_are_days_like_others",
    ),
    "zone change": (
        "services/test_calendar_files.py::test_another_zone_of_the_machine_moves_no_visit",
        "services/test_calendar_files.py::test_visits_keep_their_hour_when_the_clock_is_changed",
        "foundation/test_clock.py::test_the_machines_zone_changes_its_clock_with_the_seasons",
    ),
    "a year without official holiday notice": (
        "domain/test_workdays.py::test_a_year_without_notice_follows_the_weekend_rule_and_says_so",
    ),
    "clock set back": (
        "storage/test_merge.py::test_a_clock_that_lies_by_a_year_loses_no_edit",
        "services/test_calendar_files.py::test_a_clock_set_back_loses_nothing",
        "services/test_influence_history.py::test_a_clock_that_lies_breaks_nothing",
    ),
}


@pytest.mark.parametrize("row", ROWS)
def test_each_row_of_bad_input_is_named_by_tests_of_the_default_run(row: str) -> None:
    for named in ROWS[row]:
        file, test = named.split("::")
        marks = _tests_of(file).get(test)
        assert marks is not None, f"there is no {named}"
        assert not {"skip", "skipif", "slow", "xfail"} & marks, f"{named} is not run by default"


@cache
def _tests_of(file: str) -> dict[str, set[str]]:
    """The tests of a file with the names of their marks."""
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    return {
        node.name: {mark for decorator in node.decorator_list for mark in _marks(decorator)}
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    }


def _marks(decorator: ast.expr) -> set[str]:
    """The marks that a decorator names: ``pytest.mark.slow`` is ``slow``."""
    parts = [part for part in ast.walk(decorator) if isinstance(part, ast.Attribute)]
    return {
        part.attr for part in parts if isinstance(part.value, ast.Attribute) and part.value.attr == "mark"
    }

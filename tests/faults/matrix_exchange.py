"""F26–F42: what can befall merges, copies, packages, and the computer around them."""

from typing import Final

from tests.faults.rows import Row

_POWER = "tests/faults/test_power_loss.py::"
_KILLS = "tests/faults/test_kills.py::"
_DISK = "tests/faults/test_disk_errors.py::"
_WORDS = "tests/faults/test_commands.py::"
_CARE = "tests/ui/test_file_care.py::"
_OPENING = "tests/storage/test_opening.py::"
_MERGING = "tests/storage/test_merging.py::"
_RECEIVING = "tests/services/exchange/test_receiving.py::"
_RESTORING = "tests/services/district_file/test_restoring.py::"
_COPIES = "tests/services/district_file/test_backups.py::"
_WINDOW_OF_COPIES = "tests/ui/dialogs/test_backups.py::"
_LAWS = "tests/storage/merging_laws/test_laws.py::"
_PACKAGES = "tests/exchange/test_damaged_packages.py::"
_NETWORK = "tests/storage/test_network.py::"
_AT_EXCHANGE = "tests/ui/exchange/test_faults.py::"
_RECEIVE = "tests/ui/exchange/test_receive_window.py::"
_SHARES = "tests/services/district_file/test_shares.py::"

ROWS: Final[dict[str, Row]] = {
    "F26": Row(
        fault="a crash between a merge and its line in the journal, or before copies are thinned out",
        outcome="the line is in the same transaction; thinning out again does the rest",
        tests=[
            f"{_KILLS}test_a_merge_killed_at_any_call_is_whole_or_has_not_begun",
            "tests/storage/test_backup_rotation.py::test_the_rule_is_steady_and_never_takes_the_newest",
        ],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
    ),
    "F27": Row(
        fault="the same package is taken twice, by two programs at once, or again after a crash",
        outcome="0 changes the second time; of two programs the second gets no file (F20)",
        tests=[
            f"{_MERGING}test_the_same_log_again_brings_nothing_and_is_no_step_to_undo",
            f"{_RECEIVING}test_the_same_package_twice_brings_nothing",
            f"{_KILLS}test_a_merge_that_was_killed_is_made_again_and_nothing_comes_twice",
            f"{_WORDS}test_a_second_user_gets_who_where_and_since_when_at_once",
            f"{_RECEIVE}test_a_package_is_shown_with_what_it_brings_and_taken_in",
        ],
    ),
    "F28": Row(
        fault="packages in any order, some twice, some never",
        outcome="all copies end equal",
        tests=[
            f"{_LAWS}test_the_laws_of_merging_hold_in_random_histories",
            f"{_RECEIVING}test_several_files_in_any_order_end_in_the_same_state",
        ],
        not_at_the_window="what merging brings; the window takes it in by F27",
    ),
    "F29": Row(
        fault="an old copy is mailed back after work in it",
        outcome="union, disagreements are listed",
        tests=[
            f"{_MERGING}test_an_older_log_after_a_newer_one_brings_nothing",
            f"{_RECEIVING}test_an_old_copy_mailed_back_takes_nothing_away",
        ],
        not_at_the_window="what merging brings; the window takes it in by F27",
    ),
    "F30": Row(
        fault="a copy is brought back, then work goes on",
        outcome="nothing that comes later is lost",
        tests=[
            f"{_RESTORING}test_a_restored_state_loses_nothing_that_comes_later_by_exchange",
            f"{_RESTORING}test_a_copy_of_yesterday_comes_back_and_today_is_not_lost",
            f"{_WINDOW_OF_COPIES}test_yesterday_comes_back_through_the_window_and_today_is_not_lost",
            f"{_WORDS}test_the_drill_by_commands_brings_yesterday_back_and_today_stays_in_a_copy",
        ],
    ),
    "F31": Row(
        fault="the file is copied to a second computer",
        outcome="the copy is known from the original; their work is joined",
        tests=[
            "tests/storage/test_undoing.py::test_a_copy_of_the_file_does_not_undo_what_the_original_did",
            f"{_MERGING}test_two_copies_of_the_district_become_one_and_a_merge_is_taken_back_and_made_again",
        ],
        not_at_the_window="no door sees it: copies are told apart below them",
    ),
    "F32": Row(
        fault="clocks that jump or are years ahead",
        outcome="later work still wins, the sender's clock is told, ten years are refused",
        tests=[
            f"{_MERGING}test_a_clock_far_ahead_is_told_and_what_is_done_here_later_still_wins",
            f"{_MERGING}test_a_clock_ten_years_ahead_is_refused",
        ],
        simulated="the clock that the ids are made by",
        not_at_the_window="told in the list of received files like any warning of a sender's",
    ),
    "F33": Row(
        fault="ten years of work: a million changes",
        outcome="opens within 3 s, merges 20,000 within 10 s, in 400 MB",
        tests=[],
        long=["tests/faults/test_many_years.py::test_ten_years_of_changes_open_and_merge_in_time"],
        not_at_the_window="the time and the memory of the file itself",
    ),
    "F34": Row(
        fault="memory runs out in a merge",
        outcome="taken back, said in a sentence",
        tests=[
            f"{_DISK}test_a_merge_without_memory_is_taken_back_and_said_in_a_sentence",
            f"{_AT_EXCHANGE}test_a_merge_without_memory_is_said_and_can_be_repeated",
        ],
    ),
    "F35": Row(
        fault="bits turn over in a file, a copy, a package",
        outcome="a package: always found; a file: no record changes unseen",
        tests=[
            "tests/faults/test_bit_rot.py::test_a_bit_that_turned_over_changes_no_record_unseen",
            f"{_PACKAGES}test_damage_at_some_places_is_found",
            f"{_COPIES}test_the_newest_sound_copy_outlives_the_rule",
            f"{_RECEIVE}test_good_and_bad_files_are_told_apart_and_only_the_good_are_taken",
            f"{_CARE}test_a_damaged_file_is_brought_over_into_a_new_one_and_opened",
        ],
        long=[
            "tests/faults/test_bit_rot.py::test_of_hundreds_of_bits_none_changes_a_record_unseen",
            "tests/faults/test_bit_rot.py::test_spoilt_pages_are_rescued_into_a_file_that_is_sound",
            f"{_PACKAGES}test_damage_at_every_bit_and_of_every_length_is_found",
        ],
    ),
    "F36": Row(
        fault="the sender's program is newer or older",
        outcome="older files are brought up to date, newer ones refused by both versions",
        tests=[
            "tests/storage/test_released_files.py::test_a_file_of_version_1_is_brought_up_to_date_whole",
            f"{_OPENING}test_a_file_of_a_newer_version_is_refused_by_both_numbers",
            f"{_RECEIVING}test_a_file_of_an_older_schema_is_taken",
        ],
        not_at_the_window="refused or migrated where every door opens files",
    ),
    "F37": Row(
        fault="loss of power while settings are written",
        outcome="some settings or the defaults, never a crash at the start",
        tests=[
            "tests/test_settings.py::test_a_failed_save_leaves_the_old_file_and_no_rubbish",
            "tests/test_settings.py::test_a_broken_file_is_kept_aside",
        ],
        long=[f"{_POWER}test_thousands_of_losses_of_power_leave_whole_files"],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
    ),
    "F38": Row(
        fault="the window is killed while a process of its own reads a file",
        outcome="that process ends too",
        tests=[
            "tests/test_children.py::test_a_child_busy_with_a_file_ends_when_the_program_is_killed"
        ],
        not_at_the_window="the window is killed: a process of its own is watched",
    ),
    "F39": Row(
        fault="no folder for temporary files",
        outcome="the folder of the file serves",
        tests=[
            f"{_WORDS}test_a_computer_without_a_folder_for_temporary_files_uses_the_files_own",
            f"{_RECEIVING}test_no_temporary_folder_is_left_and_a_forbidden_one_is_done_without",
        ],
        simulated="the folder that Python's tempfile has found",
        not_at_the_window="below every door",
    ),
    "F40": Row(
        fault="paths with Russian letters, spaces, of great length, on shares, inside archives",
        outcome="works, or says what to do",
        tests=[
            f"{_WORDS}test_a_file_lies_wherever_its_user_put_it",
            f"{_WORDS}test_a_path_longer_than_the_database_takes_is_told_as_such",
            f"{_WORDS}test_a_file_looked_at_inside_an_archive_is_to_be_unpacked_first",
            "tests/storage/test_disk.py::test_sqlite_finds_a_file_of_any_name",
            f"{_NETWORK}test_a_share_of_windows_is_known_by_its_address_or_drive",
            f"{_CARE}test_a_file_on_a_share_is_opened_there_or_as_a_copy_or_not",
            f"{_CARE}test_a_copy_that_is_behind_the_share_is_told_and_taken_in_by_exchange",
            f"{_SHARES}test_another_file_of_the_same_name_gets_a_copy_of_its_own",
        ],
        simulated="what the system says of the drive: the machine of the tests has no share",
    ),
    "F41": Row(
        fault="the computer sleeps and the share is gone when it wakes",
        outcome="as F18",
        tests=[
            f"{_DISK}test_a_computer_that_slept_while_the_disk_went_away_says_what_was_not_saved",
            f"{_CARE}test_what_was_typed_while_the_disk_was_away_is_offered_when_the_file_is_back",
        ],
    ),
    "F42": Row(
        fault="the stick is pulled out while a package is written",
        outcome="an error, never «saved»",
        tests=[
            f"{_WORDS}test_a_package_for_a_stick_that_was_pulled_out_is_never_said_to_be_ready",
            f"{_WORDS}test_a_package_and_a_copy_for_a_full_stick_leave_nothing_on_it",
            f"{_AT_EXCHANGE}test_a_package_for_a_stick_that_was_pulled_out_is_never_said_to_be_ready",
        ],
        simulated="the moment: the disk is pulled out at the call that gives the package its name",
    ),
}

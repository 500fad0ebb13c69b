"""The fault matrix: what can befall the office's file, and which test makes it happen.

Faults are real: programs are killed, errors are put into their calls, disks are small or pulled out.
``simulated`` says at which call a fault is imitated that the machine of the tests cannot have. Every
row is met through the doors it has: the file itself, the window (tests/ui), the command line
(test_commands.py), packages and files received (tests/services/exchange).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

_POWER = "tests/faults/test_power_loss.py::"
_KILLS = "tests/faults/test_kills.py::"
_DISK = "tests/faults/test_disk_errors.py::"
_WORDS = "tests/faults/test_commands.py::"
_CARE = "tests/ui/test_file_care.py::"
_STORE = "tests/storage/test_faults.py::"
_OPENING = "tests/storage/test_opening.py::"
_MERGING = "tests/storage/test_merging.py::"
_RESCUE = "tests/services/district_file/test_rescue.py::"
_RECEIVING = "tests/services/exchange/test_receiving.py::"
_ACTIONS = "tests/ui/test_file_actions.py::"
_RESTORING = "tests/services/district_file/test_restoring.py::"
_LEFT = "tests/services/district_file/test_left_behind.py::"
_COPIES = "tests/services/district_file/test_backups.py::"
_WINDOW_OF_COPIES = "tests/ui/dialogs/test_backups.py::"
_LAWS = "tests/storage/merging_laws/test_laws.py::"
_PACKAGES = "tests/exchange/test_damaged_packages.py::"
_NETWORK = "tests/storage/test_network.py::"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fault.

    Attributes:
        fault: What happens.
        outcome: What the program owes its user then.
        tests: The tests that make it happen; a class stands for all its tests.
        long: Those of them that only the long campaign runs.
        simulated: At which call the fault is imitated; empty for a real one.
    """

    fault: str
    outcome: str
    tests: Sequence[str]
    long: Sequence[str] = field(default=())
    simulated: str = ""


MATRIX: Final[dict[str, Row]] = {
    "F1": Row(
        fault="the program is killed at random during a merge",
        outcome="the file is as before or as after",
        tests=[
            f"{_STORE}test_a_killed_writer_leaves_whole_transactions_and_loses_none_it_reported"
        ],
        long=[f"{_KILLS}test_a_step_killed_at_a_random_moment_is_whole_or_has_not_begun"],
    ),
    "F2": Row(
        fault="the program is killed at its k-th write",
        outcome="the file is as before or as after",
        tests=[
            f"{_KILLS}test_a_merge_killed_at_any_call_is_whole_or_has_not_begun",
            f"{_KILLS}test_a_merge_killed_in_earnest_is_whole_or_has_not_begun",
            f"{_STORE}test_a_crash_at_any_write_leaves_the_state_before_or_after",
        ],
        long=[
            f"{_KILLS}test_a_step_is_whole_or_has_not_begun_after_every_single_call",
            f"{_KILLS}test_a_step_killed_at_its_kth_call_is_whole_or_has_not_begun",
        ],
    ),
    "F3": Row(
        fault="loss of power: writes that were not flushed are lost, torn, in another order",
        outcome="whole files, no half merge, nothing acknowledged is lost",
        tests=[
            f"{_POWER}test_a_loss_of_power_leaves_a_whole_file_and_nothing_acknowledged_is_lost",
            f"{_POWER}test_what_was_recorded_is_what_the_step_did",
        ],
        long=[f"{_POWER}test_thousands_of_losses_of_power_leave_whole_files"],
    ),
    "F4": Row(
        fault="loss of power while a new file is made",
        outcome="no file, or an empty one that opens",
        tests=[
            f"{_POWER}test_a_loss_of_power_leaves_a_whole_file_and_nothing_acknowledged_is_lost"
        ],
        long=[f"{_POWER}test_thousands_of_losses_of_power_leave_whole_files"],
    ),
    "F5": Row(
        fault="a crash inside the atomic replacing of a file",
        outcome="the old file or the new one; leftovers are swept at the next start",
        tests=[
            "tests/storage/test_migration.py::test_a_crash_in_a_migration_leaves_a_file_of_one_version",
            f"{_OPENING}test_leftovers_of_a_crash_are_swept_and_other_files_stay",
        ],
        long=[f"{_KILLS}test_a_step_killed_at_its_kth_call_is_whole_or_has_not_begun"],
    ),
    "F6": Row(
        fault="a disk that lies about flushing",
        outcome="the damage is found when the file is opened; its copies help out",
        tests=[
            f"{_POWER}test_a_disk_that_lies_about_flushing_is_found_out",
            f"{_RESCUE}test_a_spoilt_log_is_filled_up_from_the_copies",
            f"{_CARE}test_a_damaged_file_is_brought_over_into_a_new_one_and_opened",
        ],
    ),
    "F7": Row(
        fault="the disk is full during a merge or an import",
        outcome="taken back, said in a sentence, repeated when there is room",
        tests=[
            f"{_DISK}test_a_merge_on_a_full_disk_is_taken_back_and_can_be_repeated",
            f"{_WORDS}test_results_on_a_full_disk_are_not_loaded_and_go_in_when_there_is_room",
        ],
    ),
    "F8": Row(
        fault="the disk is full when a file is opened or an edit is saved",
        outcome="it is opened; the edit is refused, the text stays in its cell, the next one goes in",
        tests=[
            f"{_DISK}test_a_file_on_a_full_disk_is_opened_and_told_and_saves_when_there_is_room",
            f"{_WORDS}test_a_file_on_a_full_disk_is_read_by_commands",
            f"{_CARE}test_a_file_on_a_full_disk_is_opened_with_a_warning",
            f"{_STORE}test_a_commit_on_a_full_disk_is_rolled_back_and_can_be_repeated",
            f"{_STORE}test_a_file_that_may_not_grow_keeps_what_it_had",
            f"{_CARE}test_an_edit_on_a_full_disk_is_refused_in_a_sentence_and_goes_in_when_there_is_room",
            "tests/ui/tabs/monitoring/test_tab.py::test_a_refused_write_keeps_the_text_with_the_reason",
        ],
    ),
    "F9": Row(
        fault="the disk is full when a copy is made",
        outcome="no file under the final name, older copies stay, a warning, work goes on",
        tests=[
            f"{_DISK}test_a_copy_on_a_full_disk_warns_keeps_the_older_copies_and_work_goes_on",
            f"{_STORE}test_a_backup_to_a_full_disk_leaves_the_older_backup",
            f"{_WORDS}test_a_package_and_a_copy_for_a_full_stick_leave_nothing_on_it",
            f"{_CARE}test_a_copy_that_cannot_be_made_is_told_once",
        ],
    ),
    "F10": Row(
        fault="the disk is full when a paper is written",
        outcome="no half file under the final name",
        tests=[
            "tests/cli/test_commands.py::test_a_full_disk_while_saving_a_paper_leaves_no_half_file",
            "tests/writers/test_files.py::test_a_full_disk_is_told_and_leaves_nothing_half_written",
        ],
    ),
    "F11": Row(
        fault="flushing fails (EIO)",
        outcome="a failed commit; the structure is looked through before the next one",
        tests=[
            f"{_DISK}test_a_commit_that_the_disk_refuses_is_taken_back_and_the_next_one_goes_in",
            f"{_DISK}test_a_commit_that_only_seemed_to_fail_is_not_told_to_be_lost",
        ],
        long=[
            f"{_DISK}test_an_error_of_the_disk_at_the_kth_call_loses_nothing_that_was_acknowledged"
        ],
    ),
    "F12": Row(
        fault="a page cannot be read (EIO)",
        outcome="the file is named and left as it is",
        tests=[
            f"{_DISK}test_a_page_that_cannot_be_read_is_told_and_the_file_is_left_as_it_is",
            f"{_WORDS}test_a_file_whose_disk_cannot_be_read_is_named_by_the_command",
        ],
        long=[
            f"{_DISK}test_an_error_of_the_disk_at_the_kth_call_loses_nothing_that_was_acknowledged"
        ],
    ),
    "F13": Row(
        fault="emptying or removing the journal is denied (an antivirus)",
        outcome="a failed commit, or none at all when it was through",
        tests=[
            f"{_DISK}test_a_commit_that_the_disk_refuses_is_taken_back_and_the_next_one_goes_in"
        ],
        long=[
            f"{_DISK}test_an_error_of_the_disk_at_the_kth_call_loses_nothing_that_was_acknowledged"
        ],
    ),
    "F14": Row(
        fault="Windows refuses to replace a file that an antivirus holds for a while",
        outcome="nobody notices",
        tests=[
            "tests/storage/test_disk.py::test_a_file_held_by_an_antivirus_for_a_while_is_replaced"
        ],
        simulated="Path.replace raises what Windows would",
    ),
    "F15": Row(
        fault="… and for ever",
        outcome="the old file stays, the refusal is told",
        tests=["tests/storage/test_disk.py::test_a_file_held_for_ever_keeps_its_content"],
        simulated="Path.replace raises what Windows would",
    ),
    "F16": Row(
        fault="a folder without the right to write",
        outcome="opened for reading, with a strip that offers a copy",
        tests=[
            f"{_OPENING}test_a_file_that_cannot_be_written_is_opened_for_reading",
            f"{_OPENING}test_a_file_is_not_made_in_a_folder_that_cannot_be_written",
            f"{_ACTIONS}test_a_file_that_cannot_be_written_is_copied_from_the_strip_above",
        ],
    ),
    "F17": Row(
        fault="a file without the right to write",
        outcome="opened for reading; edits are refused in one sentence",
        tests=[
            f"{_OPENING}test_a_file_that_cannot_be_written_is_opened_for_reading",
            f"{_ACTIONS}test_a_file_that_cannot_be_written_says_so_and_refuses_edits_in_one_sentence",
        ],
    ),
    "F18": Row(
        fault="the disk with the open file goes away",
        outcome="what was typed is kept on this computer and entered when the file is back",
        tests=[
            f"{_DISK}test_what_was_typed_when_the_disk_went_away_is_kept_here_and_entered_later",
            f"{_CARE}test_what_was_typed_while_the_disk_was_away_is_offered_when_the_file_is_back",
            f"{_ACTIONS}test_a_file_that_vanished_loses_nothing_silently",
        ],
    ),
    "F19": Row(
        fault="an older copy is put in the place of the file, closed or open",
        outcome="told; what the newest copy still has is joined, nothing is overwritten",
        tests=[
            f"{_STORE}test_a_file_that_vanishes_while_open_is_named_and_nothing_is_said_to_be_saved",
            f"{_LEFT}test_a_file_replaced_by_an_older_one_gets_back_what_the_copy_has",
            f"{_CARE}test_a_file_replaced_by_an_older_one_gets_back_what_the_copy_still_has",
        ],
    ),
    "F20": Row(
        fault="two programs open one file",
        outcome="the second says who, where and since when within 3 s, and writes nothing",
        tests=[
            f"{_OPENING}test_a_file_open_elsewhere_says_who_has_it_where_and_since_when",
            f"{_WORDS}test_a_second_user_gets_who_where_and_since_when_at_once",
            f"{_ACTIONS}test_a_file_held_by_another_window_is_refused_and_ours_stays",
        ],
    ),
    "F21": Row(
        fault="the note of an owner that crashed is left",
        outcome="ignored",
        tests=[f"{_OPENING}test_the_note_that_a_crash_left_on_this_computer_is_ignored"],
    ),
    "F22": Row(
        fault="a lock dropped by opening and closing the file beside SQLite",
        outcome="no code does so",
        tests=[
            "tests/storage/test_disk.py::test_nothing_opens_the_live_file_beside_sqlite",
            f"{_OPENING}test_looking_at_a_file_a_second_time_does_not_drop_its_lock",
            f"{_WORDS}test_the_open_file_is_opened_by_nothing_but_its_one_connection",
        ],
    ),
    "F23": Row(
        fault="a transaction that was cut off is found at the start",
        outcome="taken back before anything is read",
        tests=[
            f"{_OPENING}test_a_transaction_cut_off_by_a_crash_is_taken_back_before_anything_is_read"
        ],
    ),
    "F24": Row(
        fault="its journal was removed, or the file was mailed without it",
        outcome="told as damage or by the check; rescued",
        tests=[f"{_RESCUE}test_a_file_whose_journal_was_tidied_away_is_told_and_mended"],
    ),
    "F25": Row(
        fault="a crash at any step of a migration",
        outcome="the file of the old version is intact; the next start begins again",
        tests=[
            "tests/storage/test_migration.py::test_a_crash_in_a_migration_leaves_a_file_of_one_version"
        ],
        long=[f"{_KILLS}test_a_step_killed_at_its_kth_call_is_whole_or_has_not_begun"],
    ),
    "F26": Row(
        fault="a crash between a merge and its line in the journal, or before copies are thinned out",
        outcome="the line is in the same transaction; thinning out again does the rest",
        tests=[
            f"{_KILLS}test_a_merge_killed_at_any_call_is_whole_or_has_not_begun",
            "tests/storage/test_backup_rotation.py::test_the_rule_is_steady_and_never_takes_the_newest",
        ],
    ),
    "F27": Row(
        fault="the same package is taken twice",
        outcome="0 changes",
        tests=[
            f"{_MERGING}test_the_same_log_again_brings_nothing_and_is_no_step_to_undo",
            f"{_RECEIVING}test_the_same_package_twice_brings_nothing",
        ],
    ),
    "F28": Row(
        fault="packages in any order, some twice, some never",
        outcome="all copies end equal",
        tests=[
            f"{_LAWS}test_the_laws_of_merging_hold_in_random_histories",
            f"{_RECEIVING}test_several_files_in_any_order_end_in_the_same_state",
        ],
    ),
    "F29": Row(
        fault="an old copy is mailed back after work in it",
        outcome="union, disagreements are listed",
        tests=[
            f"{_MERGING}test_an_older_log_after_a_newer_one_brings_nothing",
            f"{_RECEIVING}test_an_old_copy_mailed_back_takes_nothing_away",
        ],
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
    ),
    "F32": Row(
        fault="clocks that jump or are years ahead",
        outcome="later work still wins, the sender's clock is told, ten years are refused",
        tests=[
            f"{_MERGING}test_a_clock_far_ahead_is_told_and_what_is_done_here_later_still_wins",
            f"{_MERGING}test_a_clock_ten_years_ahead_is_refused",
        ],
        simulated="the clock that the ids are made by",
    ),
    "F33": Row(
        fault="ten years of work: a million changes",
        outcome="opens within 3 s, merges 20,000 within 10 s, in 400 MB",
        tests=[],
        long=["tests/faults/test_many_years.py::test_ten_years_of_changes_open_and_merge_in_time"],
    ),
    "F34": Row(
        fault="memory runs out in a merge",
        outcome="taken back, said in a sentence",
        tests=[f"{_DISK}test_a_merge_without_memory_is_taken_back_and_said_in_a_sentence"],
    ),
    "F35": Row(
        fault="bits turn over in a file, a copy, a package",
        outcome="a package: always found; a file: no record changes unseen",
        tests=[
            "tests/faults/test_bit_rot.py::test_a_bit_that_turned_over_changes_no_record_unseen",
            f"{_PACKAGES}test_damage_at_some_places_is_found",
            f"{_COPIES}test_the_newest_sound_copy_outlives_the_rule",
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
    ),
    "F37": Row(
        fault="loss of power while settings are written",
        outcome="some settings or the defaults, never a crash at the start",
        tests=[
            "tests/test_settings.py::test_a_failed_save_leaves_the_old_file_and_no_rubbish",
            "tests/test_settings.py::test_a_broken_file_is_kept_aside",
        ],
        long=[f"{_POWER}test_thousands_of_losses_of_power_leave_whole_files"],
    ),
    "F38": Row(
        fault="the window is killed while a process of its own reads a file",
        outcome="that process ends too",
        tests=[
            "tests/test_children.py::test_a_child_busy_with_a_file_ends_when_the_program_is_killed"
        ],
    ),
    "F39": Row(
        fault="no folder for temporary files",
        outcome="the folder of the file serves",
        tests=[
            f"{_WORDS}test_a_computer_without_a_folder_for_temporary_files_uses_the_files_own",
            f"{_RECEIVING}test_no_temporary_folder_is_left_and_a_forbidden_one_is_done_without",
        ],
        simulated="the folder that Python's tempfile has found",
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
        ],
        simulated="what the system says of the drive: the machine of the tests has no share",
    ),
    "F41": Row(
        fault="the computer sleeps and the share is gone when it wakes",
        outcome="as F18",
        tests=[
            f"{_DISK}test_a_computer_that_slept_while_the_disk_went_away_says_what_was_not_saved"
        ],
    ),
    "F42": Row(
        fault="the stick is pulled out while a package is written",
        outcome="an error, never «saved»",
        tests=[
            f"{_WORDS}test_a_package_for_a_stick_that_was_pulled_out_is_never_said_to_be_ready",
            f"{_WORDS}test_a_package_and_a_copy_for_a_full_stick_leave_nothing_on_it",
        ],
        simulated="the moment: the disk is pulled out at the call that gives the package its name",
    ),
}

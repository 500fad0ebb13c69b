"""F1–F25: what can befall the file while it is written, opened and brought up to date."""

from typing import Final

from tests.faults.rows import Row

_POWER = "tests/faults/test_power_loss.py::"
_KILLS = "tests/faults/test_kills.py::"
_DISK = "tests/faults/test_disk_errors.py::"
_WORDS = "tests/faults/test_commands.py::"
_CARE = "tests/ui/test_file_care.py::"
_STORE = "tests/storage/test_faults.py::"
_OPENING = "tests/storage/test_opening.py::"
_RESCUE = "tests/services/district_file/test_rescue.py::"
_ACTIONS = "tests/ui/test_file_actions.py::"
_LEFT = "tests/services/district_file/test_left_behind.py::"
_COPIES = "tests/services/district_file/test_backups.py::"
_AT_EXCHANGE = "tests/ui/exchange/test_faults.py::"
_HOLDER = "tests/storage/test_holder.py::"

ROWS: Final[dict[str, Row]] = {
    "F1": Row(
        fault="the program is killed at random during a merge",
        outcome="the file is as before or as after",
        tests=[
            f"{_STORE}test_a_killed_writer_leaves_whole_transactions_and_loses_none_it_reported",
        ],
        long=[f"{_KILLS}test_a_step_killed_at_a_random_moment_is_whole_or_has_not_begun"],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
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
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
    ),
    "F3": Row(
        fault="loss of power: writes that were not flushed are lost, torn, in another order",
        outcome="whole files, no half merge, nothing acknowledged is lost",
        tests=[
            f"{_POWER}test_a_loss_of_power_leaves_a_whole_file_and_nothing_acknowledged_is_lost",
            f"{_POWER}test_what_was_recorded_is_what_the_step_did",
        ],
        long=[f"{_POWER}test_thousands_of_losses_of_power_leave_whole_files"],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
    ),
    "F4": Row(
        fault="loss of power while a new file is made",
        outcome="no file, or an empty one that opens",
        tests=[
            f"{_POWER}test_a_loss_of_power_leaves_a_whole_file_and_nothing_acknowledged_is_lost"
        ],
        long=[f"{_POWER}test_thousands_of_losses_of_power_leave_whole_files"],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
    ),
    "F5": Row(
        fault="a crash inside the atomic replacing of a file",
        outcome="the old file or the new one; leftovers are swept at the next start",
        tests=[
            "tests/storage/test_migration.py::test_a_crash_in_a_migration_leaves_a_file_of_one_version",
            f"{_OPENING}test_leftovers_of_a_crash_are_swept_and_other_files_stay",
            f"{_COPIES}test_what_a_killed_copy_left_goes_with_the_next_one",
        ],
        long=[f"{_KILLS}test_a_step_killed_at_its_kth_call_is_whole_or_has_not_begun"],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
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
            f"{_WORDS}test_a_merge_on_a_full_disk_is_not_taken_in_and_goes_in_when_there_is_room",
            f"{_AT_EXCHANGE}test_a_merge_on_a_full_disk_is_refused_and_goes_in_when_there_is_room",
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
        not_at_the_window="papers are written by the same service as for the command",
    ),
    "F11": Row(
        fault="flushing fails (EIO)",
        outcome="a failed commit; the structure is looked through before the next one",
        tests=[
            f"{_DISK}test_a_commit_that_the_disk_refuses_is_taken_back_and_the_next_one_goes_in",
            f"{_DISK}test_a_commit_that_only_seemed_to_fail_is_not_told_to_be_lost",
            f"{_CARE}test_an_edit_that_the_disk_refuses_is_told_and_the_next_one_goes_in",
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
            f"{_CARE}test_an_edit_that_the_disk_refuses_is_told_and_the_next_one_goes_in",
            f"{_CARE}test_a_file_that_the_disk_does_not_read_is_not_to_be_rebuilt",
            f"{_DISK}test_a_page_that_is_read_at_the_second_attempt_stops_nobody",
        ],
        long=[
            f"{_DISK}test_an_error_of_the_disk_at_the_kth_call_loses_nothing_that_was_acknowledged"
        ],
    ),
    "F13": Row(
        fault="emptying or removing the journal is denied (an antivirus)",
        outcome="a failed commit, or none at all when it was through",
        tests=[
            f"{_DISK}test_a_commit_that_the_disk_refuses_is_taken_back_and_the_next_one_goes_in",
            f"{_CARE}test_an_edit_that_the_disk_refuses_is_told_and_the_next_one_goes_in",
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
        not_at_the_window="nothing is to be seen there",
    ),
    "F15": Row(
        fault="… and for ever",
        outcome="the old file stays, the refusal is told",
        tests=[
            "tests/storage/test_disk.py::test_a_file_held_for_ever_keeps_its_content",
            f"{_CARE}test_a_copy_onto_a_file_that_is_held_for_ever_is_refused_and_the_old_one_stays",
        ],
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
            f"{_HOLDER}test_without_locks_the_second_computer_is_refused_and_nothing_is_lost",
            f"{_HOLDER}test_an_owner_that_was_given_up_too_early_writes_nothing_over_the_next_one",
            f"{_CARE}test_a_file_on_a_share_without_locks_is_not_opened_there",
            f"{_WORDS}test_commands_look_at_the_disk_as_the_window_does",
        ],
    ),
    "F21": Row(
        fault="the note of an owner that crashed is left",
        outcome="ignored on the same computer; another one asks whether that computer is off",
        tests=[
            f"{_OPENING}test_the_note_that_a_crash_left_on_this_computer_is_ignored",
            f"{_CARE}test_a_file_of_another_computer_is_opened_when_its_user_says_that_it_is_off",
            f"{_WORDS}test_a_file_of_another_computer_is_refused_by_commands_with_the_way_on",
        ],
    ),
    "F22": Row(
        fault="a lock dropped by opening and closing the file beside SQLite",
        outcome="no code does so",
        tests=[
            "tests/storage/test_disk.py::test_nothing_opens_the_live_file_beside_sqlite",
            f"{_OPENING}test_looking_at_a_file_a_second_time_does_not_drop_its_lock",
            f"{_WORDS}test_the_open_file_is_opened_by_nothing_but_its_one_connection",
        ],
        not_at_the_window="a rule of the code, below every door",
    ),
    "F23": Row(
        fault="a transaction that was cut off is found at the start",
        outcome="taken back before anything is read",
        tests=[
            f"{_OPENING}test_a_transaction_cut_off_by_a_crash_is_taken_back_before_anything_is_read"
        ],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
    ),
    "F24": Row(
        fault="its journal was removed, or the file was mailed without it",
        outcome="told as damage or by the check; rescued",
        tests=[
            f"{_RESCUE}test_a_file_whose_journal_was_tidied_away_is_told_and_mended",
            f"{_CARE}test_a_damaged_file_is_brought_over_into_a_new_one_and_opened",
        ],
    ),
    "F25": Row(
        fault="a crash at any step of a migration",
        outcome="the file of the old version is intact; the next start begins again",
        tests=[
            "tests/storage/test_migration.py::test_a_crash_in_a_migration_leaves_a_file_of_one_version"
        ],
        long=[f"{_KILLS}test_a_step_killed_at_its_kth_call_is_whole_or_has_not_begun"],
        not_at_the_window="the process is gone: what it leaves is opened by whichever door comes next",
    ),
}

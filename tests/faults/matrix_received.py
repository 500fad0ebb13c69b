"""B44–B59: bad files that somebody sends, or that lie in the place of the office's own.

One process judges what is received for every door, so the window and the command line are tried with
a few of them (B54, B59): what they show of a refusal is its sentence.
"""

from typing import Final

from tests.faults.rows import Row

_DATABASES = "tests/exchange/test_bad_databases.py::"
_PACKAGES = "tests/exchange/test_bad_packages.py::"
_RECEIVING = "tests/services/exchange/test_receiving.py::"
_MERGING = "tests/storage/test_merging.py::"
_OPENING = "tests/storage/test_opening.py::"
_RELEASED = "tests/storage/test_released_files.py::"
_RECEIVE = "tests/ui/exchange/test_receive_window.py::"
_COMMANDS = "tests/cli/test_exchange.py::"
_JUDGED = (
    "judged by one process for every door; the list of received files shows its sentence (B54)"
)

ROWS: Final[dict[str, Row]] = {
    "B44": Row(
        fault="a file that is no database, or that of another program",
        outcome="refused as no file of this program",
        tests=[
            f"{_DATABASES}TestB44",
            f"{_OPENING}test_a_file_of_another_sort_is_refused",
            f"{_OPENING}test_a_database_of_another_program_is_refused",
        ],
        not_at_the_window=_JUDGED,
    ),
    "B45": Row(
        fault="a file of a newer or an older format",
        outcome="refused by both numbers, or brought up to date on a copy",
        tests=[
            f"{_DATABASES}TestB45",
            f"{_OPENING}test_a_file_of_a_newer_version_is_refused_by_both_numbers",
            f"{_RELEASED}test_a_file_of_version_1_is_brought_up_to_date_whole",
        ],
        not_at_the_window=_JUDGED,
    ),
    "B46": Row(
        fault="views, triggers, virtual tables, indexes by expressions",
        outcome="refused, the objects are named",
        tests=[f"{_DATABASES}TestB46"],
        not_at_the_window=_JUDGED,
    ),
    "B47": Row(
        fault="an endless view, huge values, thousands of tables",
        outcome="stopped within its time and memory",
        tests=[
            f"{_DATABASES}TestB47",
            f"{_PACKAGES}test_the_process_that_judges_may_not_take_more_memory_than_allowed",
        ],
        not_at_the_window=_JUDGED,
    ),
    "B48": Row(
        fault="a page, a cell or an index that is spoilt",
        outcome="refused with advice",
        tests=[
            f"{_DATABASES}TestB48",
            f"{_OPENING}test_a_file_with_a_spoilt_page_is_refused",
            f"{_OPENING}test_a_truncated_file_is_refused",
            "tests/ui/test_file_care.py::test_a_damaged_file_may_be_left_as_it_is",
        ],
    ),
    "B49": Row(
        fault="a file in WAL mode without its log, or with a journal put beside it",
        outcome="read as it stands, with a warning; the journal is not followed",
        tests=[
            f"{_DATABASES}TestB49",
            f"{_OPENING}test_a_file_left_in_wal_mode_becomes_an_ordinary_one",
        ],
        not_at_the_window=_JUDGED,
    ),
    "B50": Row(
        fault="changes of the future, or that replace what comes after them",
        outcome="refused; what is unknown yet may come later",
        tests=[f"{_DATABASES}TestB50"],
        not_at_the_window=_JUDGED,
    ),
    "B51": Row(
        fault="one change with two contents",
        outcome="an alarm, nothing is merged",
        tests=[
            f"{_RECEIVING}test_one_change_with_two_contents_is_an_alarm_and_nothing_is_merged",
            f"{_MERGING}test_one_change_with_two_contents_is_an_alarm_and_nothing_is_written",
        ],
        not_at_the_window=_JUDGED,
    ),
    "B52": Row(
        fault="tables that are not what their log says",
        outcome="told as changed beside the program, offered as changes",
        tests=[f"{_DATABASES}TestB52"],
        not_at_the_window=_JUDGED,
    ),
    "B53": Row(
        fault="values of wrong types, of huge length, of unknown fields",
        outcome="refused, or carried along",
        tests=[f"{_DATABASES}TestB53"],
        not_at_the_window=_JUDGED,
    ),
    "B54": Row(
        fault="a package cut, changed, unsigned, or with something added",
        outcome="each is told apart, nothing is read beyond the manifest",
        tests=[
            f"{_PACKAGES}TestB54",
            f"{_RECEIVE}test_good_and_bad_files_are_told_apart_and_only_the_good_are_taken",
            f"{_COMMANDS}test_a_bad_file_is_said_and_stops_nothing",
        ],
    ),
    "B55": Row(
        fault="a closed package with a wrong password, cut or with parts exchanged",
        outcome="refused at once, no part of it is written openly",
        tests=[
            f"{_PACKAGES}TestB55",
            f"{_RECEIVE}test_a_closed_package_asks_for_its_words",
            f"{_COMMANDS}test_passwords_come_by_the_standard_input",
        ],
    ),
    "B56": Row(
        fault="a package of another district, or one's own that comes back",
        outcome="named; of one's own 0 changes",
        tests=[
            f"{_RECEIVING}test_another_district_is_refused_by_name",
            f"{_RECEIVING}test_an_own_package_that_comes_back_brings_nothing_and_is_told",
        ],
        not_at_the_window=_JUDGED,
    ),
    "B57": Row(
        fault="names that the mail has changed",
        outcome="known by its content; what is no package is explained",
        tests=[f"{_PACKAGES}TestB57"],
        not_at_the_window=_JUDGED,
    ),
    "B58": Row(
        fault="a file that is still being downloaded, or what stands beside an open one",
        outcome="told by their names: «ещё не скачан», «служебный файл»",
        tests=[f"{_PACKAGES}TestB58"],
        not_at_the_window=_JUDGED,
    ),
    "B59": Row(
        fault="hundreds of files at once, good and bad",
        outcome="each is answered, a bad one stops nothing",
        tests=[
            f"{_RECEIVING}test_five_hundred_files_at_once_are_each_answered",
            f"{_RECEIVING}test_a_folder_is_taken_with_what_is_in_it_and_one_bad_file_stops_nothing",
            f"{_RECEIVE}test_good_and_bad_files_are_told_apart_and_only_the_good_are_taken",
            f"{_COMMANDS}test_a_bad_file_is_said_and_stops_nothing",
        ],
    ),
}

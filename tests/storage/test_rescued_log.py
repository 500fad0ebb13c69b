"""The log of a new file is put together so that nothing is said of who did what that is not known."""

from dataclasses import replace

from quality_desktop.domain.merge import stand_in_transaction
from quality_desktop.storage.rescued_log import UNKNOWN_AUTHOR, RescuedLog
from quality_desktop.storage.salvage import Salvage, TxRow

ROW = b"r" * 16
CODE = 101


def key(milliseconds: int, mark: bytes) -> bytes:
    """Id of a change, or of a transaction, by the clock and the end that a transaction shares."""
    return (milliseconds << 16).to_bytes(8, "big") + mark * 8


def transaction(number: int, uid: bytes, author: str = "Иванова") -> TxRow:
    return number, uid, b"s" * 16, author, "ПК", "1", 5, "edit", "Ввод", None


def damaged(transactions: list[TxRow], changes: dict[bytes, int]) -> Salvage:
    """What a file holds: its transactions, and changes with the number of theirs."""
    return Salvage(
        transactions={int(str(row[0])): row for row in transactions},
        changes={change: (change, ROW, CODE, "А", None, tx) for change, tx in changes.items()},
        rows={},
        is_log_whole=False,
        spoilt=frozenset(),
    )


def numbers(log: RescuedLog) -> dict[bytes, object]:
    """Change -> number of its transaction."""
    return {change: row[5] for change, row in log.changes.items()}


FIRST = transaction(1, key(10, b"a"))
ONE, OTHER = key(21, b"b"), key(22, b"b")


def test_parts_of_a_lost_transaction_keep_their_numbers_and_say_the_same():
    log = RescuedLog(damaged([FIRST], {key(11, b"a"): 1, ONE: 2, OTHER: 4}))
    assert numbers(log) == {key(11, b"a"): 1, ONE: 2, OTHER: 4}
    assert log.transactions[2][1:] == log.transactions[4][1:]
    assert log.transactions[2][1] == stand_in_transaction(OTHER)
    assert log.transactions[2][3] == UNKNOWN_AUTHOR
    assert (log.lost, log.found) == (1, 0)


def test_a_lost_part_is_told_by_another_one_that_is_left():
    known = transaction(2, key(20, b"b"), "Петрова")
    log = RescuedLog(damaged([FIRST, known], {ONE: 2, OTHER: 4}))
    assert log.transactions[4] == (4, *known[1:])
    assert (log.lost, log.found) == (0, 0)


def test_a_change_whose_number_was_spoilt_goes_back_to_its_own_transaction():
    known = transaction(2, key(20, b"b"), "Петрова")
    log = RescuedLog(damaged([FIRST, known], {key(11, b"a"): 1, ONE: 2, OTHER: 1}))
    assert numbers(log)[OTHER] == 2
    assert log.transactions == {1: FIRST, 2: known}


def test_a_number_that_no_file_reaches_is_damage():
    log = RescuedLog(damaged([FIRST], {key(11, b"a"): 1, ONE: 1 << 40}))
    assert numbers(log)[ONE] == 2


def test_a_transaction_whose_own_id_was_spoilt_is_taken_from_a_copy():
    known = transaction(2, key(20, b"b"), "Петрова")
    spoilt = (2, key(20, b"c"), *known[2:])
    first = damaged([FIRST, spoilt], {key(11, b"a"): 1, ONE: 2})
    copy = replace(damaged([FIRST, known], {key(11, b"a"): 1, ONE: 2}), is_log_whole=True)
    assert RescuedLog(first, [copy]).transactions == {1: FIRST, 2: known}
    alone = RescuedLog(first)
    assert alone.transactions[2][1] == stand_in_transaction(ONE)
    assert alone.lost == 1


def test_a_transaction_of_a_copy_that_is_not_here_has_its_number_or_the_next_free_one():
    more, beyond = transaction(2, key(20, b"b")), transaction(3, key(30, b"d"))
    here = transaction(3, key(25, b"c"))
    changes = {key(11, b"a"): 1, key(26, b"c"): 3}
    copy = damaged([FIRST, more, beyond], {key(11, b"a"): 1, ONE: 2, key(31, b"d"): 3})
    log = RescuedLog(damaged([FIRST, here], changes), [copy])
    assert numbers(log) == {**changes, ONE: 2, key(31, b"d"): 4}
    assert log.added == [2]


def test_a_copy_of_another_file_tells_nothing():
    copy = damaged([transaction(1, key(9, b"z"))], {key(10, b"z"): 1})
    log = RescuedLog(damaged([FIRST], {key(11, b"a"): 1}), [copy])
    assert (log.added, log.transactions) == ([0], {1: FIRST})

"""When this file heard of what: its transactions in their order, with times that only grow.

Decision: «as it was on …» goes by the order in which transactions came into this file.

- What was done here has the time of this computer's clock, what came from a colleague the time of its
  arrival, from the journal of exchanges. So one colleague's clock that is years ahead dates nothing here
  but its own words in the history.
- Instead of: the time in the ids of changes. Ids must grow, so one id from 2035 makes all later ones of
  the file look as if they were of 2035, too.
- This computer's own clock may have been wrong for a while, either way: times that do not fit into the
  longest run of growing ones are not believed, nor are those that are still to come. Such a
  transaction counts from the time of the next one that is believed.
- A copy of the file that takes its place brings its own order and journal along. A rescued file has no
  journal any more: there what came counts by the clock of its author, and the same vote holds.
- What somebody else knew at that time and had not sent yet is not there: this file did not hold it.
"""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from quality_desktop.storage.exchange_journal import Direction

_TOLERANCE: Final = 10 * 60 * 1000
"""Milliseconds by which a time may be ahead of the clock and be believed."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileTime:
    """Transactions of a file with the times from which they count.

    Attributes:
        numbers: Of the transactions, growing.
        times: Unix milliseconds, never falling; of the transaction in the same place.
    """

    numbers: Sequence[int]
    times: Sequence[int]

    def last_at(self, moment: datetime) -> int:
        """Number of the last transaction that the file held at a moment; 0 when there was none."""
        milliseconds = (moment.astimezone() - _EPOCH) // timedelta(milliseconds=1)
        place = bisect_right(self.times, milliseconds)
        return self.numbers[place - 1] if place else 0

    def of(self, number: int) -> datetime:
        """Local time from which a transaction counts; ``last_at`` with it holds it."""
        milliseconds = self.times[bisect_right(self.numbers, number) - 1]
        return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone()


def file_time(connection: Connection) -> FileTime:
    """Read when a file heard of what.

    Args:
        connection: A transaction.
    """
    rows = connection.exec_driver_sql("SELECT id, wall_ms FROM tx ORDER BY id").all()
    numbers = [number for number, _ in rows]
    told = [milliseconds for _, milliseconds in rows]
    arrivals = connection.exec_driver_sql(
        "SELECT first_tx, last_tx, at_ms FROM exchange WHERE direction = ? AND first_tx IS NOT NULL",
        (Direction.IN.value,),
    )
    for first, last, at in arrivals:
        places = range(bisect_right(numbers, first - 1), bisect_right(numbers, last))
        told[places.start : places.stop] = [at] * len(places)
    return FileTime(numbers=numbers, times=_growing(told, time.time_ns() // 1_000_000))


def _growing(told: Sequence[int], now: int) -> list[int]:
    """Times that never fall: those that are not believed become the next one that is.

    Args:
        told: What the clocks said.
        now: What the clock says now.
    """
    believed = _longest_run(told, now + _TOLERANCE)
    times: list[int] = []
    for place in believed:
        times += [told[place]] * (place + 1 - len(times))
    latest = times[-1] if times else 0
    for milliseconds in told[len(times) :]:  # nothing after them tells, but they are of before now
        latest = max(latest, min(milliseconds, now))
        times.append(latest)
    return times


def _longest_run(told: Sequence[int], latest: int) -> list[int]:
    """Places of the longest run of times that never fall; none of them may be later than this."""
    tails: list[int] = []  # the smallest time with which a run of each length ends
    ends: list[int] = []  # and its place
    before: dict[int, int] = {}
    for place, milliseconds in enumerate(told):
        if milliseconds > latest:
            continue
        length = bisect_right(tails, milliseconds)
        if length:
            before[place] = ends[length - 1]
        tails[length : length + 1] = [milliseconds]
        ends[length : length + 1] = [place]
    run = ends[-1:]
    while run and run[-1] in before:
        run.append(before[run[-1]])
    return run[::-1]

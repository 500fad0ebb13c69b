"""The cheapest way to give every row a column of its own (linear sum assignment).

Shortest augmenting paths over reduced costs: D. F. Crouse, On implementing 2D rectangular assignment
algorithms, IEEE Transactions on Aerospace and Electronic Systems 52 (2016). Rows are taken in turn; the
result is the same on every machine. A library that has it brings a hundred megabytes for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray


def cheapest(cost: NDArray[Any]) -> list[int]:
    """Column of each row.

    Args:
        cost: Rows × columns of finite numbers, at least as many columns as rows; whole numbers below
            2**53 are added without loss.

    Raises:
        ValueError: There are more rows than columns.
    """
    import numpy as np

    rows, columns = cost.shape
    if rows > columns:
        msg = f"{rows} rows cannot have a column each of {columns}"
        raise ValueError(msg)
    row_price, column_price = np.zeros(rows), np.zeros(columns)
    row_of = np.full(columns, -1)
    column_of = np.full(rows, -1)
    for start in range(rows):
        _augment(cost, start, row_price, column_price, row_of, column_of)
    return [int(column) for column in column_of]


def _augment(
    cost: NDArray[Any],
    start: int,
    row_price: NDArray[Any],
    column_price: NDArray[Any],
    row_of: NDArray[Any],
    column_of: NDArray[Any],
) -> None:
    """Give the row ``start`` a column; rows before it may change theirs."""
    import numpy as np

    columns = cost.shape[1]
    distance = np.full(columns, np.inf)
    came_from = np.full(columns, -1)
    is_open = np.ones(columns, dtype=bool)
    row, reached, seen = start, 0.0, [start]
    while True:
        through = reached + cost[row] - row_price[row] - column_price
        is_nearer = is_open & (through < distance)
        distance[is_nearer] = through[is_nearer]
        came_from[is_nearer] = row
        column = int(np.where(is_open, distance, np.inf).argmin())
        reached = float(distance[column])
        is_open[column] = False
        if row_of[column] < 0:
            break
        row = int(row_of[column])
        seen.append(row)
    row_price[start] += reached
    others = np.array(seen[1:], dtype=int)
    row_price[others] += reached - distance[column_of[others]]
    column_price[~is_open] -= reached - distance[~is_open]
    while True:
        row = int(came_from[column])
        row_of[column] = row
        column_of[row], column = column, int(column_of[row])
        if row == start:
            return

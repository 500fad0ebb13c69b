"""Every row of the fault matrix has tests that are there and run, and tells where it is met."""

import ast
import functools
from pathlib import Path

import pytest

from tests.faults.matrix import MATRIX, RECEIVED
from tests.faults.rows import Door

ROOT = Path(__file__).parents[2]
ROWS = {**MATRIX, **RECEIVED}
EVERY_ROW = pytest.mark.parametrize("name", ROWS)


@functools.cache
def known_tests(file: str) -> dict[str, list[str]]:
    """Tests of a file, and classes of tests, with what is written above them."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {
        node.name: [ast.unparse(mark) for mark in node.decorator_list]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.name.startswith(("test_", "Test"))
    }


def marks_of(test: str) -> list[str] | None:
    file, _, name = test.partition("::")
    return known_tests(file).get(name)


def test_no_row_is_left_out():
    assert list(MATRIX) == [f"F{number}" for number in range(1, 43)]
    assert list(RECEIVED) == [f"B{number}" for number in range(44, 60)]


@EVERY_ROW
def test_the_known_tests_a_row_are_there_and_run_when_they_are_said_to(name: str):
    row = ROWS[name]
    assert row.tests or row.long
    for told, is_long in ((row.tests, False), (row.long, True)):
        for test in told:
            marks = marks_of(test)
            assert marks is not None, test
            assert any("campaign" in mark for mark in marks) is is_long, test


@EVERY_ROW
def test_no_test_of_a_row_is_switched_off(name: str):
    row = ROWS[name]
    for test in (*row.tests, *row.long):
        # Skipping where the tools of Linux are not there is told by each mark itself.
        marks = marks_of(test) or []
        off = [mark for mark in marks if "xfail" in mark or mark.startswith("pytest.mark.skip(")]
        assert off == [], test


@EVERY_ROW
def test_a_row_is_met_at_the_window_or_says_why_not(name: str):
    row = ROWS[name]
    assert (Door.WINDOW in row.doors) is not bool(row.not_at_the_window)

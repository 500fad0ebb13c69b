"""Every row of the fault matrix has tests that are there and run."""

import ast
import functools
from pathlib import Path

import pytest

from tests.faults.matrix import MATRIX

ROOT = Path(__file__).parents[2]
EVERY_ROW = pytest.mark.parametrize("name", MATRIX)


@functools.cache
def known_tests(file: str) -> dict[str, bool]:
    """Names of the tests of a file, and whether only the long campaign runs them."""
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {
        node.name: any("campaign" in ast.unparse(mark) for mark in node.decorator_list)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_no_row_is_left_out():
    assert list(MATRIX) == [f"F{number}" for number in range(1, 43)]


@EVERY_ROW
def test_the_known_tests_a_row_are_there_and_run_when_they_are_said_to(name: str):
    row = MATRIX[name]
    assert row.tests or row.long
    for told, is_long in ((row.tests, False), (row.long, True)):
        for test in told:
            file, _, function = test.partition("::")
            assert known_tests(file).get(function) is is_long, test


@EVERY_ROW
def test_no_test_of_a_row_is_switched_off(name: str):
    row = MATRIX[name]
    for test in (*row.tests, *row.long):
        file, _, function = test.partition("::")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        (node,) = [
            found
            for found in ast.walk(tree)
            if isinstance(found, ast.FunctionDef) and found.name == function
        ]
        marks = [ast.unparse(mark) for mark in node.decorator_list]
        # Skipping where the tools of Linux are not there is told by each mark itself.
        off = [mark for mark in marks if "xfail" in mark or mark.startswith("pytest.mark.skip(")]
        assert off == [], test

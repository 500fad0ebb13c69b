"""What people wrote is shown as they wrote it, never as HTML: a received text could lead to the network."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import Qt, QTextDocument
from PySide6.QtWidgets import QLabel

from quality_desktop import ui
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.messages import Kind, _box
from quality_desktop.ui.widgets.naming import named

IMAGE = '<img src="//server/x.png"><b>Всё верно</b>'
ROOM = Path(ui.__file__).parent
RICH = {
    "dialogs/about.py",
    "dialogs/help.py",
    "widgets/help_results.py",
    "dialogs/backups.py",
    "dialogs/definition_panels.py",
}
"""What we compose ourselves, with what people wrote escaped."""


@pytest.mark.parametrize("text", ["Школа № 1", "балл < 50 и > 20", "два\nряда", ""])
def test_an_ordinary_tooltip_is_left_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


@pytest.mark.parametrize("text", [IMAGE, f"Школа\n{IMAGE}", "&lt;b&gt;", "<qt>текст</qt>"])
def test_a_tooltip_with_marks_shows_them_letter_by_letter(text: str) -> None:
    shown = QTextDocument()
    if Qt.mightBeRichText(plain_tip(text)):  # so a tooltip tells one from the other
        shown.setHtml(plain_tip(text))
    else:
        shown.setPlainText(plain_tip(text))
    assert shown.toPlainText() == text


@pytest.mark.gui
def test_a_message_shows_marks_in_both_of_its_sentences(qtbot) -> None:
    box = _box(None, Kind.WARNING, IMAGE, IMAGE)
    qtbot.addWidget(box)
    labels = [label for label in box.findChildren(QLabel) if IMAGE in label.text()]
    assert len(labels) == 2
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}


@pytest.mark.gui
def test_a_named_label_is_plain_unless_it_was_made_otherwise(qtbot) -> None:
    plain, rich = QLabel(), QLabel(textFormat=Qt.TextFormat.RichText)
    for label in (plain, rich):
        qtbot.addWidget(named(label, "label"))
    assert plain.textFormat() == Qt.TextFormat.PlainText
    assert rich.textFormat() == Qt.TextFormat.RichText


def test_no_window_shows_a_text_that_could_be_html() -> None:
    """Every label is named or says its format, every tooltip that is put together is a plain one."""
    files = {path: ast.parse(path.read_text(encoding="utf-8")) for path in ROOM.rglob("*.py")}
    assert len(files) > 200
    found = [
        f"{path.relative_to(ROOM)}:{line}"
        for path, tree in sorted(files.items())
        for line in (*_labels(tree), *_tips(tree))
    ]
    rich = {
        path.relative_to(ROOM).as_posix()
        for path in files
        if "TextFormat.RichText" in (text := path.read_text(encoding="utf-8")) or "setHtml" in text
    }
    assert found == []
    assert rich <= RICH


def _calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == name:
            yield node


def _labels(tree: ast.AST) -> Iterator[int]:
    safe = {id(argument) for call in _calls(tree, "named") for argument in call.args}
    for call in _calls(tree, "QLabel"):
        is_ours = bool(call.args) and isinstance(call.args[0], ast.Constant)
        says = any(keyword.arg == "textFormat" for keyword in call.keywords)
        if id(call) not in safe and not is_ours and not says:
            yield call.lineno


def _tips(tree: ast.AST) -> Iterator[int]:
    for call in _calls(tree, "setToolTip"):
        if not _is_plain(call.args[-1]):
            yield call.lineno


def _is_plain(node: ast.expr) -> bool:
    """A literal, a constant, a choice of these, or what was made plain."""
    match node:
        case ast.Constant():
            return True
        case ast.Name():
            return node.id.lstrip("_").isupper()
        case ast.IfExp():
            return _is_plain(node.body) and _is_plain(node.orelse)
        case _:
            return ast.unparse(node).startswith("plain_tip(")

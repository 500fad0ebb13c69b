"""What is seen on labels and buttons is what a screen reader is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from quality_desktop.ui.tab_list import tab_entries
from quality_desktop.ui.widgets.naming import named
from tests.ui.drivers import WindowDriver


def hidden_texts(owner: QWidget) -> list[str]:
    """Texts that are seen, but in place of which Qt tells another name."""
    widgets: list[QLabel | QAbstractButton] = [
        *owner.findChildren(QLabel),
        *owner.findChildren(QAbstractButton),
    ]
    return [
        f"«{widget.text()}» is told as «{name}»"
        for widget in widgets
        if widget.isVisible()
        and (name := plain(widget.accessibleName()))
        and plain(widget.text()) not in name
    ]


def plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", text.replace("&", "")).split())


@pytest.mark.slow
def test_every_tab_tells_the_texts_that_it_shows(
    make_window: Callable[..., WindowDriver], sample_file: Path
) -> None:
    window = make_window(sample_file)
    hidden = {}
    for entry in tab_entries():
        window.show_tab(entry.name)
        hidden[entry.title] = hidden_texts(window.widget)
    assert hidden == {entry.title: [] for entry in tab_entries()}


@pytest.mark.gui
def test_the_purpose_of_a_label_stands_beside_its_text(qapp: object) -> None:
    label = named(QLabel("Показано: 6 из 9"), "count", "Сколько показано")
    assert not label.accessibleName()
    assert label.accessibleDescription() == "Сколько показано"

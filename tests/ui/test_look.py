"""Theme, size of text and icons change while the window is open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QApplication, QPushButton

from quality_desktop import paths
from quality_desktop.settings import Theme
from quality_desktop.ui.look import ICON_SIZE, Look
from quality_desktop.ui.theme import DARK, LIGHT

pytestmark = pytest.mark.gui


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp, paths.bundled().icons)
    yield look
    look.choose(Theme.SYSTEM)
    look.set_zoom(0)
    look.deleteLater()


def ink(image: QImage) -> QColor:
    """The colour of the most opaque point of a picture."""
    points = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return max(points, key=lambda colour: colour.alpha())


def test_a_theme_holds_at_once_for_all_widgets(qapp, look):
    look.choose(Theme.DARK)
    assert look.colours is DARK
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == DARK.base
    look.choose(Theme.LIGHT)
    assert look.colours is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Base).name().upper() == LIGHT.base


def test_icons_have_the_colour_of_the_text_in_every_theme(qtbot, look):
    button = QPushButton()
    qtbot.addWidget(button)
    look.dress(button, "plus")
    size = QSize(ICON_SIZE, ICON_SIZE)
    for theme, colours in ((Theme.DARK, DARK), (Theme.LIGHT, LIGHT)):
        look.choose(theme)
        drawn, wanted = ink(button.icon().pixmap(size).toImage()), QColor(colours.text)
        for channel in (QColor.red, QColor.green, QColor.blue):
            assert channel(drawn) == pytest.approx(channel(wanted), abs=3)  # rounding of the edge


def test_an_icon_is_sharp_on_every_screen(qapp, look):
    sizes = {size.width() for size in look.icon("plus").availableSizes()}
    assert sizes == {ICON_SIZE, round(ICON_SIZE * qapp.devicePixelRatio())}


def test_text_grows_and_comes_back(qapp, look):
    usual = qapp.font().pointSizeF()
    look.set_zoom(3)
    assert qapp.font().pointSizeF() == usual + 3
    look.set_zoom(0)
    assert qapp.font().pointSizeF() == usual


def test_every_icon_named_in_the_code_is_bundled():
    source = Path(paths.__file__).parent / "ui"
    named = re.compile(
        r'(?:dress\([^,]+,|icon\(|new_action\(\s*"[^"]+",|icon=|"&?[^"]+", [a-z_.]+,)\s*"([a-z0-9-]+)"'
    )
    bundled = {path.stem for path in paths.bundled().icons.glob("*.svg")}
    used = {
        name
        for path in source.rglob("*.py")
        for name in named.findall(path.read_text(encoding="utf-8"))
    }
    assert len(used) > 10
    assert used <= bundled


def test_every_bundled_icon_is_used():
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(paths.__file__).parent / "ui").rglob("*.py")
    )
    icons = {path.stem for path in paths.bundled().icons.glob("*.svg")}
    assert icons
    assert [name for name in sorted(icons) if f'"{name}"' not in source] == []

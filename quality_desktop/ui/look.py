"""How the window looks now: theme, text size, icons in the colour of the text."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Protocol, cast

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from quality_desktop.settings import Theme
from quality_desktop.ui.theme import (
    DARK,
    LIGHT,
    OUTLINED,
    Colours,
    make_outlined_palette,
    make_palette,
)

ICON_SIZE: Final = 20
_ICON_PROPERTY: Final = "tablerIcon"


class Dressed(Protocol):
    """Anything that shows an icon: an action, a button."""

    def setIcon(self, icon: QIcon) -> None: ...  # noqa: N802, D102 - as Qt names it
    def setProperty(self, name: str, value: object) -> bool: ...  # noqa: N802, D102 - as Qt names it


class Look(QObject):
    """Theme, text size and icons of the running application.

    Signals:
        changed: The colours or the text size are others now; whoever paints itself repaints.
    """

    changed = Signal()

    def __init__(
        self, application: QApplication, icons: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent or application)
        self._application = application
        self._icons = icons
        self._theme = Theme.SYSTEM
        self._zoom = 0
        self._usual_font = QFont(application.font())
        self._colours = LIGHT
        self._sources: dict[str, str] = {}
        self._made: dict[tuple[str, str], QIcon] = {}
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self._on_system_scheme_changed)
        self._apply()

    @property
    def colours(self) -> Colours:
        """The table of colours in use."""
        return self._colours

    @property
    def theme(self) -> Theme:
        """What the user chose."""
        return self._theme

    @property
    def zoom(self) -> int:
        """Steps of one point by which the text is larger than usual."""
        return self._zoom

    def choose(self, theme: Theme) -> None:
        """Show the window in a theme, at once."""
        if theme is not self._theme:
            self._theme = theme
            self._apply()

    def set_zoom(self, points: int) -> None:
        """Make the text of the whole window larger, or smaller, than usual by whole points."""
        if points == self._zoom:
            return
        self._zoom = points
        font = QFont(self._usual_font)
        font.setPointSizeF(self._usual_font.pointSizeF() + points)
        self._application.setFont(font)
        self.changed.emit()

    def icon(self, name: str, colour: str | None = None) -> QIcon:
        """An icon of the family in the colour of the text; ask again when ``changed`` comes.

        Args:
            name: File name without ending: ``table``.
            colour: ``#RRGGBB`` of ``colours`` for a mark (``danger`` …); the text's when omitted.
        """
        normal = colour or self._colours.text
        key = (name, normal)
        if key not in self._made:
            icon = QIcon()
            for scale in {1.0, self._application.devicePixelRatio()}:
                icon.addPixmap(self._picture(name, normal, scale))
            self._made[key] = icon
        return self._made[key]

    def dress(self, what: Dressed, name: str) -> None:
        """Give an icon to an action or a button and keep it in the colour of the theme."""
        what.setProperty(_ICON_PROPERTY, name)
        what.setIcon(self.icon(name))

    def _picture(self, name: str, colour: str, scale: float) -> QPixmap:
        if name not in self._sources:
            path = self._icons / f"{name}.svg"
            self._sources[name] = path.read_text(encoding="utf-8")
        source = self._sources[name].replace("currentColor", colour)
        from PySide6.QtSvg import QSvgRenderer  # the window is painted before its first icon

        renderer = QSvgRenderer(QByteArray(source.encode()))
        pixmap = QPixmap(QSize(ICON_SIZE, ICON_SIZE) * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, ICON_SIZE, ICON_SIZE))
        painter.end()
        return pixmap

    def _apply(self) -> None:
        system_is_dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        is_dark = system_is_dark if self._theme is Theme.SYSTEM else self._theme is Theme.DARK
        self._colours = DARK if is_dark else LIGHT
        self._made.clear()
        self._application.setPalette(make_palette(self._colours))
        outlined = make_outlined_palette(self._colours)
        for name in OUTLINED:
            self._application.setPalette(outlined, name)  # type: ignore[arg-type]  # takes no bytes
        self._tint_again()
        self.changed.emit()

    def _tint_again(self) -> None:
        """Give every dressed action and button of every window its icon in the new colour."""
        for window in self._application.topLevelWidgets():
            for what in (window, *window.findChildren(QObject)):
                name = what.property(_ICON_PROPERTY)
                if isinstance(name, str):
                    cast("Dressed", what).setIcon(self.icon(name))

    def _on_system_scheme_changed(self) -> None:
        if self._theme is Theme.SYSTEM:
            self._apply()

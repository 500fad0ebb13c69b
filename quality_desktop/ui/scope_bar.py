"""Choice of edition, direction and year at the top right of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.scope import Scope, shown_year
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.domain.directions import Direction, Edition
    from quality_desktop.domain.records import Id
    from quality_desktop.storage.reading import Reading

_YEARS_BACK: Final = 11
_YEARS_AHEAD: Final = 2
_TOOLTIP: Final = Qt.ItemDataRole.ToolTipRole


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choices:
    """What can be chosen now."""

    editions: tuple[Edition, ...]
    edition: Id
    directions: tuple[Direction, ...]


class ScopeBar(QWidget):
    """Three boxes that hold for all tabs.

    Signals:
        ready: The boxes show what the open file has.
    """

    ready = Signal()

    def __init__(self, operations: Operations, scope: Scope, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scopeBar")
        self._operations = operations
        self._scope = scope
        self._choices: _Choices | None = None
        self.edition = named(QComboBox(), "scopeEdition", "Редакция перечня направлений")
        self.direction = named(QComboBox(), "scopeDirection", "Направление")
        self.year = named(QComboBox(), "scopeYear", "Учебный год")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 2, 8, 0)
        layout.setSpacing(4)
        for box in (self.edition, self.direction, self.year):
            box.setToolTip(plain_tip(box.accessibleName()))
            layout.addWidget(box)
        self.direction.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.direction.setMinimumContentsLength(18)
        for year in range(scope.year + _YEARS_AHEAD, scope.year - _YEARS_BACK - 1, -1):
            self.year.addItem(shown_year(year), year)
        self._show_year()
        self.edition.activated.connect(self._on_edition_chosen)
        self.direction.activated.connect(self._on_direction_chosen)
        self.year.activated.connect(lambda place: scope.choose_year(self.year.itemData(place)))
        scope.changed.connect(self._show_year)
        operations.changed.connect(self._on_records_changed)

    def refresh(self) -> None:
        """Ask what can be chosen; the first time the office's own edition is chosen."""
        wanted = self._scope.edition

        def ask(store: Reading) -> _Choices:
            # Imported here, on the worker: the window is painted before.
            from quality_desktop.services.cycle import responsibility

            editions = responsibility.editions(store=store)
            known = any(edition.id == wanted for edition in editions)
            if wanted is not None and known:
                edition = wanted
            else:
                edition = responsibility.current_edition(store=store).id
            directions = responsibility.directions_of(store=store, edition=edition)
            return _Choices(editions=editions, edition=edition, directions=directions)

        self._operations.look(ask, self._show, owner=self)

    def _show(self, choices: _Choices) -> None:
        self._choices = choices
        self.edition.clear()
        for edition in choices.editions:
            self.edition.addItem(f"Редакция {edition.code}")
            place = self.edition.count() - 1
            self.edition.setItemData(place, edition.title, _TOOLTIP)
        self._scope.choose_edition(choices.edition)
        known = [edition.id for edition in choices.editions]
        self.edition.setCurrentIndex(known.index(choices.edition))
        self.direction.clear()
        self.direction.addItem("Все направления")
        for direction in choices.directions:
            self.direction.addItem(f"{direction.code} {direction.title}")
            self.direction.setItemData(self.direction.count() - 1, direction.title, _TOOLTIP)
        directions = [direction.id for direction in choices.directions]
        if self._scope.direction not in directions:
            self._scope.choose_direction(None)
        chosen = self._scope.direction
        self.direction.setCurrentIndex(directions.index(chosen) + 1 if chosen is not None else 0)
        self.ready.emit()

    def _show_year(self) -> None:
        """Follow a year that was chosen elsewhere; one that is far off is added to the list."""
        year = self._scope.year
        if self.year.findData(year) < 0:
            later = (n for n in range(self.year.count()) if self.year.itemData(n) < year)
            self.year.insertItem(next(later, self.year.count()), shown_year(year), year)
        self.year.setCurrentIndex(self.year.findData(year))

    def _on_edition_chosen(self, place: int) -> None:
        if self._choices is not None:
            self._scope.choose_edition(self._choices.editions[place].id)
            self.refresh()

    def _on_direction_chosen(self, place: int) -> None:
        if self._choices is not None:
            directions = self._choices.directions
            self._scope.choose_direction(directions[place - 1].id if place > 0 else None)

    def _on_records_changed(self, changes: Changes) -> None:
        from quality_desktop.domain.directions import Direction, DirectionGroup, Edition

        if changes.touches(Edition.kind, Direction.kind, DirectionGroup.kind):
            self.refresh()

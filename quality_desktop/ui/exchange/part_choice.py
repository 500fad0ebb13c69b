"""Which part of the file travels: directions, schools, school years."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QTabWidget, QVBoxLayout, QWidget

from quality_desktop.domain.records import Id, natural_id
from quality_desktop.services.exchange.choosing import Choice
from quality_desktop.services.exchange.sending_options import SendingOptions
from quality_desktop.ui.widgets.check_list import CheckList
from quality_desktop.ui.widgets.naming import named

_LIST_HEIGHT: Final = 150


class PartChoice(QWidget):
    """A tick opens three lists; what is ticked in all of them travels.

    Attributes:
        is_part: Only a part travels.
        contacts: Telephones and addresses of people travel, too.
        directions, schools, periods: The lists.

    Signals:
        changed: Something else travels now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("partChoice")
        self.is_part = named(QCheckBox("Только часть &файла:"), "sendPart")
        self.contacts = named(QCheckBox("С телефонами и адресами &людей"), "sendContacts")
        self.contacts.setChecked(True)
        self.directions = CheckList("Направления")
        self.schools = CheckList("Школы")
        self.periods = CheckList("Учебные годы")
        self._years: dict[Id, int] = {}
        self.lists = named(QTabWidget(documentMode=True), "sendLists", "Какая часть файла")
        for title, one in self._lists():
            self.lists.addTab(one, title)
            one.list.setMinimumHeight(_LIST_HEIGHT // 2)
            one.changed.connect(self.changed)
        self._follow(is_part=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.contacts)
        layout.addWidget(self.is_part)
        layout.addWidget(self.lists, 1)
        self.is_part.toggled.connect(lambda is_part: self._follow(is_part=is_part))
        self.is_part.toggled.connect(lambda _on: self.changed.emit())
        self.contacts.toggled.connect(lambda _on: self.changed.emit())

    @property
    def choice(self) -> Choice:
        """What travels; a list with all its ticks stands for everything."""
        has_contacts = self.contacts.isChecked()
        if not self.is_part.isChecked():
            return Choice(with_contacts=has_contacts)
        periods = {self._years[key] for key in _chosen(self.periods)}
        return Choice(
            directions=_chosen(self.directions),
            schools=_chosen(self.schools),
            periods=frozenset(periods),
            with_contacts=has_contacts,
        )

    @property
    def problem(self) -> str:
        """Why nothing can be sent so; empty when it can."""
        if not self.is_part.isChecked():
            return ""
        empty = [title for title, one in self._lists() if one.keys and not one.checked]
        return f"Ничего не отмечено: {', '.join(empty).lower()}." if empty else ""

    def show_options(self, options: SendingOptions) -> None:
        """Show what there is, everything ticked."""
        self._years = {natural_id("period", one.key): one.key for one in options.periods}
        self.directions.show_items([(one.key, one.title) for one in options.directions])
        self.schools.show_items([(one.key, one.title) for one in options.schools])
        titles = [one.title for one in options.periods]
        self.periods.show_items(list(zip(self._years, titles, strict=True)))

    def _follow(self, *, is_part: bool) -> None:
        """The lists take what room there is; without them the ticks stand close together."""
        self.lists.setVisible(is_part)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Expanding if is_part else policy.Fixed)

    def _lists(self) -> tuple[tuple[str, CheckList], ...]:
        return (
            ("Направления", self.directions),
            ("Школы", self.schools),
            ("Учебные годы", self.periods),
        )


def _chosen(found: CheckList) -> frozenset[Id]:
    """The ticked ones; nothing when all are, which means all of this sort."""
    ticked = found.checked
    return frozenset() if len(ticked) == len(found.keys) else frozenset(ticked)

"""The library of recommendations: each with its addressee, condition and text, changed in a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from quality_desktop.domain.at_risk.profile import Level, RecommendationTemplate
from quality_desktop.domain.changes import Changes
from quality_desktop.services.school_profile import recommendation_library
from quality_desktop.services.school_profile.profile import LEVEL_WORDS
from quality_desktop.services.school_profile.recommendation_library import FIELDS, TemplateEdit
from quality_desktop.services.school_profile.sign_figures import RELATION_WORDS
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.table_model import Column, Edit, TableModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.icon_wrap_delegate import IconWrapDelegate
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.shared_widths import SharedWidths

_LETTERS: Final = (11, 0, 6, 0, 0)
_SHARES: Final = (0.0, 0.24, 0.0, 0.56, 0.2)
_HINT: Final = (
    "Рекомендация предлагается школе, когда её показатель отвечает условию. В тексте можно писать "
    f"{', '.join(FIELDS)}: школу, её цифру, границу, цифру района, работу. Границы и тексты – "
    "предложения программы, управление их меняет. Уже составленные рекомендации обновит «Составить»."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryRow:
    """A template with the words for its figure."""

    template: RecommendationTemplate
    sign: str

    @property
    def condition(self) -> str:
        """«≥ 30»; empty while the office has not set one."""
        if not self.template.bound:
            return ""
        relation = RELATION_WORDS.get(self.template.relation, self.template.relation)
        return f"{relation} {self.template.bound.replace('.', ',')}"


class RecommendationLibrary(QDialog):
    """A table saved as it is edited; the sentence of a refusal stands under it."""

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recommendationLibrary")
        self.setWindowTitle("Библиотека рекомендаций")
        self.resize(1100, 620)
        self._operations = operations
        self.model = TableModel[LibraryRow](_columns(), key=lambda row: row.template.id)
        self.model.setParent(self)
        self.grid = GridView("Библиотека рекомендаций", self)
        self.grid.setModel(self.model)
        self.grid.setItemDelegate(IconWrapDelegate(self.grid))
        SharedWidths(
            self.grid, "library", environment.preferences, letters=_LETTERS, shares=_SHARES
        )
        self.reason = named(QLabel(wordWrap=True), "libraryReason", "Почему не сохранено")
        self.add = named(QPushButton("Добавить", autoDefault=False), "addTemplate")
        self.remove = named(QPushButton("Удалить", autoDefault=False), "removeTemplate")
        self.close_button = named(QPushButton("Закрыть", autoDefault=False), "closeLibrary")
        environment.look.dress(self.add, "plus")
        environment.look.dress(self.remove, "trash")
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the library again."""
        self._operations.ask(_rows, self._show, owner=self)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.add)
        buttons.addWidget(self.remove)
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.addWidget(named(QLabel(_HINT, wordWrap=True), "libraryHint"))
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.reason)
        layout.addLayout(buttons)
        self.reason.hide()

    def _connect(self) -> None:
        fitting = QTimer(self, singleShot=True, interval=0)
        fitting.timeout.connect(self.grid.resizeRowsToContents)
        for signal in (self.model.modelReset, self.model.dataChanged):
            signal.connect(fitting.start)
        self.grid.widths_changed.connect(fitting.start)
        self.model.edited.connect(self._on_edited)
        self.model.refused.connect(lambda reasons: self._refuse("\n".join(reasons)))
        self.add.clicked.connect(lambda: self._do(lambda s: recommendation_library.add(store=s)))
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.accept)
        self._operations.changed.connect(self._on_changed)

    def _show(self, rows: Sequence[LibraryRow]) -> None:
        self.model.show_rows(rows)
        self.remove.setEnabled(bool(rows))

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(RecommendationTemplate.kind):
            self.refresh()

    def _do(self, write: Callable[[Store], Changes]) -> None:
        self._refuse("")
        self._operations.do(write, refused=self._on_refused, owner=self)

    def _on_refused(self, sentence: str) -> None:
        self.model.forget_pending()
        self._refuse(sentence)

    def _refuse(self, sentence: str) -> None:
        self.reason.setText(sentence)
        self.reason.setVisible(bool(sentence))

    def _remove(self) -> None:
        place = self.grid.currentIndex().row()
        if 0 <= place < len(self.model.rows):
            key = self.model.rows[place].template.id
            self._do(lambda store: recommendation_library.remove(store=store, template=key))

    def _on_edited(self, edits: Sequence[Edit[LibraryRow]], _intent: str) -> None:
        cells = [_edit(one) for one in edits]
        self._do(lambda store: recommendation_library.edit(store=store, edits=cells))


def _rows(store: Store) -> tuple[LibraryRow, ...]:
    titles: Mapping[str, str] = recommendation_library.sign_titles(store=store)
    return tuple(
        LibraryRow(template=one, sign=titles.get(one.sign, one.sign))
        for one in recommendation_library.library(store=store)
    )


def _columns() -> tuple[Column[LibraryRow], ...]:
    return (
        Column(
            key="level",
            title="Кому",
            text=lambda row: LEVEL_WORDS[Level(row.template.level)],
            parse=_level,
            is_editable=_always,
        ),
        Column(
            key="sign",
            title="Показатель",
            text=lambda row: row.sign,
            is_editable=_always,
            tooltip=lambda row: row.template.sign,
        ),
        Column(
            key="condition",
            title="Условие",
            text=lambda row: row.condition,
            is_editable=_always,
        ),
        Column(key="text", title="Текст", text=lambda row: row.template.text, is_editable=_always),
        Column(
            key="source",
            title="Откуда",
            text=lambda row: row.template.source,
            tooltip=lambda row: row.template.certainty,
        ),
    )


def _always(_row: LibraryRow) -> bool:
    return True


def _level(text: str) -> str:
    """The code of an addressee from its words."""
    found = {word.casefold(): level.value for level, word in LEVEL_WORDS.items()}
    level = found.get(text.strip().casefold())
    if level is None:
        raise ValueError(
            f"«{text}» – нет такого адресата. Есть: {', '.join(LEVEL_WORDS.values())}."
        )
    return level


def _edit(one: Edit[LibraryRow]) -> TemplateEdit:
    field: Any = one.column  # only the columns of ``TemplateEdit`` can be edited
    return TemplateEdit(template=one.row.template.id, field=field, value=str(one.value or ""))

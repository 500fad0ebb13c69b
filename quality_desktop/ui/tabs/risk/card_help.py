"""The recommendations of a school: composed, edited, struck, sent and followed to the proof."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from quality_desktop.domain.at_risk.profile import Level, Recommendation, RecommendationStatus
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.services.school_profile import recommendations
from quality_desktop.services.school_profile.profile import LEVEL_WORDS
from quality_desktop.services.school_profile.recommendations import STATUS_WORDS, CellEdit
from quality_desktop.services.school_profile.sign_figures import Signs
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.recommendations import RecommendationModel, basis_text
from quality_desktop.ui.models.table_model import Edit
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.tabs.risk.composing import Wanted, compose
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.icon_wrap_delegate import IconWrapDelegate
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.shared_widths import SharedWidths

_LETTERS: Final = (8, 0, 8, 8, 0)
_SHARES: Final = (0.0, 0.72, 0.0, 0.0, 0.28)
_NEW_TEXT: Final = "Новая рекомендация: впишите текст"
_SAME: Final = "Рекомендации уже отвечают цифрам школы: менять нечего."
_EMPTY: Final = (
    "Рекомендаций пока нет. Нажмите «Составить»: "
    "программа подберёт их из библиотеки по цифрам школы."
)


class RecommendationGrid(GridView):
    """Rows are as high as their texts."""

    def __init__(
        self, model: RecommendationModel, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__("Рекомендации школе", parent)
        self.setObjectName("recommendationGrid")
        self.setModel(model)
        self.setItemDelegate(IconWrapDelegate(self))
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self.resizeRowsToContents)
        model.modelReset.connect(self._fitting.start)
        model.dataChanged.connect(self._fitting.start)
        self.horizontalHeader().sectionResized.connect(self._fitting.start)
        environment.look.changed.connect(self._fitting.start)
        SharedWidths(
            self, "recommendations", environment.preferences, letters=_LETTERS, shares=_SHARES
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fitting.start()


class RecommendationsPane(QWidget):
    """The table with its tools, and under it what the chosen one rests on.

    Signals:
        refused: A sentence: what was asked cannot be done.
    """

    refused = Signal(str)

    def __init__(
        self, operations: Operations, environment: Environment, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("recommendations")
        self._operations = operations
        self._environment = environment
        self._school: Id | None = None
        self._year = 0
        self._signs: Signs | None = None
        self.model = RecommendationModel(self)
        self.grid = RecommendationGrid(self.model, environment)
        self.compose = self._button("Составить", "composeRecommendations", "refresh")
        self.compose.setToolTip(
            "Подобрать рекомендации по цифрам школы и действующему правилу; "
            "изменённые, вычеркнутые и направленные останутся"
        )
        self.add = self._button("Добавить", "addRecommendation", "plus")
        self.strike = self._button("Вычеркнуть", "strikeRecommendation", "ban")
        self.mark = self._button("Отметить", "markRecommendation", "checklist")
        self.address = self._button("Кому", "addressRecommendation", "users")
        self.library = self._button("Библиотека…", "recommendationLibraryButton", "list-check")
        self.basis = named(QLabel(wordWrap=True), "basis", "Основание рекомендации")
        self.basis.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._lay_out()
        self._connect()

    @property
    def chosen(self) -> tuple[Recommendation, ...]:
        """The recommendations whose cells are selected, from top to bottom."""
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return tuple(self.model.rows[row] for row in rows if row < len(self.model.rows))

    def show_school(
        self, school: Id, year: int, found: Sequence[Recommendation], signs: Signs | None
    ) -> None:
        """Show the recommendations of a school; the struck ones stand last.

        Args:
            school: The school.
            year: Calendar year of the exams.
            found: Its recommendations.
            signs: Figures under the rule in force when they are at hand.
        """
        self._school, self._year, self._signs = school, year, signs
        self.model.show_rows(sorted(found, key=lambda one: one.is_struck))
        self._follow()

    def open_library(self) -> None:
        """Open the library the recommendations are composed of."""
        from quality_desktop.ui.dialogs.recommendation_library import RecommendationLibrary

        dialog = RecommendationLibrary(self._operations, self._environment, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _button(self, text: str, name: str, icon: str) -> QPushButton:
        button = named(QPushButton(text, autoDefault=False), name)
        self._environment.look.dress(button, icon)
        return button

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for button in (self.compose, self.add, self.strike, self.mark, self.address):
            tools.addWidget(button)
        tools.addStretch()
        tools.addWidget(self.library)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(tools)
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.basis)

    def _connect(self) -> None:
        self.compose.clicked.connect(self._compose)
        self.add.clicked.connect(self._add)
        self.library.clicked.connect(self.open_library)
        self.strike.clicked.connect(self._strike)
        self.mark.setMenu(self._menu({one: STATUS_WORDS[one] for one in STATUS_WORDS}, self._mark))
        self.address.setMenu(self._menu({one: LEVEL_WORDS[one] for one in Level}, self._address))
        self.model.edited.connect(self._on_edited)
        self.model.refused.connect(lambda reasons: self.refused.emit("\n".join(reasons)))
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._follow())

    def _menu(self, choices: dict[Any, str], act: Callable[[Any], None]) -> QMenu:
        menu = QMenu(self)
        for key, word in choices.items():
            action = QAction(word, menu)
            action.triggered.connect(lambda _checked=False, key=key: act(key))
            menu.addAction(action)
        return menu

    def _follow(self) -> None:
        chosen = self.chosen
        for button in (self.strike, self.mark, self.address):
            button.setEnabled(bool(chosen))
        is_struck = bool(chosen) and all(one.is_struck for one in chosen)
        self.strike.setText("Вернуть" if is_struck else "Вычеркнуть")
        if not self.model.rows:
            self.basis.setText(_EMPTY)
        elif len(chosen) == 1:
            self.basis.setText(basis_text(chosen[0]))
        else:
            self.basis.setText("Выберите рекомендацию, чтобы увидеть её основание.")

    def _do(
        self,
        write: Callable[[Store], Changes],
        then: Callable[[Changes], None] | None = None,
    ) -> None:
        self._operations.do(write, then=then, refused=self._on_refused, owner=self)

    def _on_refused(self, sentence: str) -> None:
        self.model.forget_pending()
        self.refused.emit(sentence)

    def _compose(self) -> None:
        if self._school is None:
            return
        wanted = Wanted(
            year=self._year,
            schools=[self._school],
            reference=self._environment.reference,
            known=self._signs,
        )
        compose(
            self._operations,
            wanted,
            then=lambda changes: None if changes else self.refused.emit(_SAME),
            refused=self._on_refused,
            owner=self,
        )

    def _add(self) -> None:
        school, year = self._school, self._year
        if school is not None:
            self._do(
                lambda store: recommendations.add(
                    store=store, school=school, year=year, text=_NEW_TEXT
                )
            )

    def _strike(self) -> None:
        chosen = self.chosen
        keys, is_struck = _keys(chosen), not all(one.is_struck for one in chosen)
        self._do(
            lambda store: recommendations.strike(
                store=store, recommendations=keys, is_struck=is_struck
            )
        )

    def _mark(self, status: RecommendationStatus) -> None:
        keys, today = _keys(self.chosen), date.today()
        self._do(
            lambda store: recommendations.set_status(
                store=store, recommendations=keys, status=status, day=today
            )
        )

    def _address(self, level: Level) -> None:
        keys = _keys(self.chosen)
        self._do(
            lambda store: recommendations.set_level(store=store, recommendations=keys, level=level)
        )

    def _on_edited(self, edits: Sequence[Edit[Recommendation]], intent: str) -> None:
        cells = [_cell(edit) for edit in edits]
        self._do(lambda store: recommendations.set_cells(store=store, edits=cells, intent=intent))


def _keys(found: Sequence[Recommendation]) -> list[Id]:
    return [one.id for one in found]


def _cell(edit: Edit[Recommendation]) -> CellEdit:
    field: Any = edit.column  # only the columns text, due and proof can be edited
    return CellEdit(recommendation=edit.row.id, field=field, value=edit.value)

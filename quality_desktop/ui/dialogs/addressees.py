"""Addressees of a paper: who they are, when it went, what came back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.directory import School
from quality_desktop.services.register import addressees
from quality_desktop.services.register.addressees import AddresseeRow
from quality_desktop.services.register.entries import Entry
from quality_desktop.ui.dialogs.answer_files import AnswerFiles
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from quality_desktop.domain.changes import Changes
    from quality_desktop.domain.records import Id
    from quality_desktop.storage.store import Store

_MAIL: Final = "электронная почта"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the dialog asks for at once."""

    rows: tuple[AddresseeRow, ...]
    schools: tuple[School, ...]


class AddresseesDialog(QDialog):
    """The addressees and what can be noted about those that are selected; written at once."""

    def __init__(
        self,
        operations: Operations,
        environment: Environment,
        entry: Entry,
        parent: QWidget | None = None,
    ) -> None:
        """Show the addressees of a paper.

        Args:
            operations: Asks and writes.
            environment: Icons, messages, folders.
            entry: Line of the register.
            parent: Window it belongs to.
        """
        super().__init__(parent)
        self.setObjectName("addressees")
        number = f" № {entry.number}" if entry.number else ""
        self.setWindowTitle(f"Адресаты: {entry.sort}{number}")
        self.resize(920, 560)
        self._operations = operations
        self._environment = environment
        self._paper = entry.record
        self._schools: tuple[School, ...] = ()
        self._files = AnswerFiles(operations, environment, self)
        self.model: FigureModel[AddresseeRow] = FigureModel(
            key=lambda row: row.record.id, parent=self
        )
        self.grid = FigureGrid(self.model, "Адресаты")
        self.count = named(QLabel(), "addresseesCount", "Сколько ответов")
        self.name = named(QLineEdit(), "addresseeName", "Адресат, которого нет в справочнике")
        self.name.setPlaceholderText("Кому, как в документе: Главам администраций")
        self.day = DateEdit()
        self.day.setAccessibleName("Дата отправки или ответа")
        self.day.show_date(date.today())
        self.number = named(QLineEdit(), "answerNumber", "Номер и дата их ответа")
        self.number.setPlaceholderText("№ … от …")
        self._buttons()
        self._lay_out()
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        operations.changed.connect(lambda _changes: self._ask())
        self._follow()
        self._ask()

    @property
    def chosen(self) -> tuple[AddresseeRow, ...]:
        """The selected addressees."""
        rows = sorted({index.row() for index in self.grid.selectedIndexes()})
        return tuple(self.model.rows[row] for row in rows if row < len(self.model.rows))

    def _buttons(self) -> None:
        def button(name: str, text: str, icon: str, act: Callable[[], None]) -> QPushButton:
            made = named(QPushButton(text, autoDefault=False), name)
            self._environment.look.dress(made, icon)
            made.clicked.connect(act)
            return made

        self.add_schools = button("addSchools", "Школы…", "school", self._choose_schools)
        self.add_name = button("addName", "Добавить", "plus", self._add_name)
        self.remove = button("removeAddressee", "Убрать", "trash", self._remove)
        self.sent = button("markSent", "Отправлено", "send", self._mark_sent)
        self.answered = button("markAnswered", "Ответ получен", "circle-check", self._mark_answered)
        self.owed = button("markOwed", "Ответа нет", "arrow-back-up", self._mark_owed)
        self.attach = button("attachAnswer", "Файл ответа…", "paperclip", self._attach)
        self.open_files = button("openAnswer", "Открыть файлы", "folder-open", self._open_files)

    def _lay_out(self) -> None:
        adding = QHBoxLayout()
        adding.addWidget(QLabel("Добавить:"))
        adding.addWidget(self.add_schools)
        adding.addWidget(self.name, 1)
        adding.addWidget(self.add_name)
        adding.addWidget(self.remove)
        marking = QHBoxLayout()
        marking.addWidget(QLabel("Дата:"))
        for mark in (self.day, self.sent, self.number, self.answered, self.owed):
            marking.addWidget(mark)
        filing = QHBoxLayout()
        filing.addWidget(self.attach)
        filing.addWidget(self.open_files)
        filing.addStretch()
        filing.addWidget(self.count)
        buttons = QDialogButtonBox()
        close = named(QPushButton("Закрыть", autoDefault=False), "addresseesClose")
        buttons.addButton(close, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(adding)
        layout.addWidget(self.grid, 1)
        layout.addLayout(marking)
        layout.addLayout(filing)
        layout.addWidget(buttons)

    def _ask(self) -> None:
        paper = self._paper

        def ask(store: Store) -> _Answer:
            return _Answer(
                rows=addressees.of_paper(store=store, paper=paper),
                schools=tuple(one for one in store.all(School) if one.is_active),
            )

        self._operations.ask(ask, self._show, owner=self)

    def _show(self, found: _Answer) -> None:
        is_first = not self.model.figures
        self._schools = found.schools
        columns = _columns()
        self.model.show_table(columns, found.rows)
        if is_first:
            self.grid.set_widths(tuple(column.width for column in columns))
        answered = sum(not row.is_owed for row in found.rows)
        self.count.setText(f"Ответили: {answered} из {len(found.rows)}" if found.rows else "")
        self._follow()

    def _follow(self) -> None:
        chosen = self.chosen
        for button in (self.remove, self.sent, self.answered, self.owed):
            button.setEnabled(bool(chosen))
        self.add_schools.setEnabled(bool(self._schools))
        self.attach.setEnabled(len(chosen) == 1)
        self.open_files.setEnabled(len(chosen) == 1 and chosen[0].files > 0)

    def _choose_schools(self) -> None:
        from quality_desktop.ui.dialogs.measure_schools import MeasureSchools

        known = {row.record.school for row in self.model.all_rows}
        rest = [school for school in self._schools if school.id not in known]
        chosen = MeasureSchools.ask(
            self, "Кому направить документ", rest, [school.id for school in rest]
        )
        if chosen:
            paper = self._paper
            self._do(
                lambda store: addressees.add_schools(
                    store=store, paper=paper, schools=[s.id for s in rest if s.id in chosen]
                )
            )

    def _add_name(self) -> None:
        paper, name = self._paper, self.name.text()
        self._do(lambda store: addressees.add_name(store=store, paper=paper, name=name))
        self.name.clear()

    def _remove(self) -> None:
        keys = self._keys()
        self._do(lambda store: addressees.remove(store=store, addressees=keys))

    def _mark_sent(self) -> None:
        keys, day = self._keys(), self.day.typed_day or date.today()
        self._do(
            lambda store: addressees.mark_sent(
                store=store, addressees=keys, sent_on=day, channel=_MAIL
            )
        )

    def _mark_answered(self) -> None:
        keys, day = self._keys(), self.day.typed_day or date.today()
        number = self.number.text().strip()
        self._do(
            lambda store: addressees.mark_answered(
                store=store, addressees=keys, answered_on=day, number=number
            )
        )
        self.number.clear()

    def _mark_owed(self) -> None:
        keys = self._keys()
        self._do(
            lambda store: addressees.mark_answered(store=store, addressees=keys, answered_on=None)
        )

    def _attach(self) -> None:
        [row] = self.chosen
        self._files.attach(row.record.id)

    def _open_files(self) -> None:
        [row] = self.chosen
        self._files.open(row.record.id)

    def _keys(self) -> Sequence[Id]:
        return [row.record.id for row in self.chosen]

    def _do(self, write: Callable[[Store], Changes]) -> None:
        self._operations.do(
            write,
            refused=lambda sentence: self._environment.messages.refuse(self, sentence),
            owner=self,
        )


def _columns() -> tuple[FigureColumn[AddresseeRow], ...]:
    return (
        FigureColumn(
            key="name", title="Адресат", width=260, text=lambda row: " ".join(row.name.split()),
            tooltip=lambda row: row.name,
        ),
        FigureColumn(key="email", title="Адрес почты", width=150, text=lambda row: row.email),
        FigureColumn(
            key="sent", title="Отправлено", width=96, text=lambda row: _shown(row.record.sent_on)
        ),
        FigureColumn(
            key="answered", title="Ответ", width=96,
            text=lambda row: _shown(row.record.answered_on) or "нет",
        ),
        FigureColumn(
            key="number", title="Номер ответа", width=120,
            text=lambda row: row.record.answer_number,
        ),
        FigureColumn(
            key="files", title="Файлы", width=60, is_number=True,
            text=lambda row: str(row.files) if row.files else "", worth=lambda row: row.files,
        ),
        FigureColumn(
            key="reminded", title="Напомнили", width=96,
            text=lambda row: _shown(row.record.reminded_on),
        ),
    )  # fmt: skip


def _shown(day: date | None) -> str:
    return "" if day is None else f"{day:%d.%m.%Y}"

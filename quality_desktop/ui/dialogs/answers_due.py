"""«Кто не сдал»: two rates, the schools that are late, their addresses and a reminder to them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.collection.monitoring import Form
from quality_desktop.domain.errors import Problem
from quality_desktop.domain.examination.result_figures import Share
from quality_desktop.domain.figures import printed
from quality_desktop.domain.records import Id
from quality_desktop.services.entry import monitoring
from quality_desktop.services.forms import answers_due
from quality_desktop.services.forms.answers_due import AnswersDue, SchoolAnswer
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope, shown_year
from quality_desktop.ui.widgets.date_edit import shown_date
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named

_WIDTHS: Final = (240, 130, 110, 180, 200, 130)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reminder:
    """A letter that was written."""

    path: Path
    problems: tuple[Problem, ...]


class WhoHasNotAnswered(ExchangeDialog):
    """A form, two rates, a table; the button copies addresses."""

    name: ClassVar[str] = "answersDue"
    title: ClassVar[str] = "Кто не сдал"
    verb: ClassVar[str] = "Скопировать адреса"
    wanted_size: ClassVar[tuple[int, int]] = (1040, 560)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        form: Id | None = None,
    ) -> None:
        """Show who is late with a form.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            scope: The school year.
            environment: Shared objects.
            form: The form; the first one when omitted.
        """
        super().__init__(parent, operations, scope, environment)
        self.setWindowTitle(f"{self.title} – {shown_year(scope.year)}")
        self._wanted = form
        self._due: AnswersDue | None = None
        self.form = named(QComboBox(), "dueForm", "Форма")
        self.rates = named(QLabel(wordWrap=True), "dueRates")
        self.only_late = named(QCheckBox("Только те, кто не сдал"), "dueOnlyLate")
        self.only_late.setChecked(True)
        self.model: FigureModel[SchoolAnswer] = FigureModel(key=lambda row: row.school, parent=self)
        self.table = FigureGrid(self.model, "Школы, которые должны ответить")
        self.table.setSelectionBehavior(FigureGrid.SelectionBehavior.SelectRows)
        self.list = named(QPushButton("Скопировать список", autoDefault=False), "dueList")
        self.list.setToolTip("Школа, руководитель, почта, телефон – для письма или таблицы")
        self.letter = named(QPushButton("Составить напоминание…", autoDefault=False), "dueLetter")
        environment.look.dress(self.list, "copy")
        environment.look.dress(self.letter, "file-text")
        self._fill_content()
        self.lay_out()
        self._connect()
        self.apply.setEnabled(False)
        year = scope.year
        operations.ask(
            lambda store: monitoring.forms(store=store, year=year), self._show_forms, owner=self
        )

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        form: Id | None = None,
    ) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, operations, scope, environment, form=form)
        dialog.exec()
        dialog.deleteLater()

    @property
    def late(self) -> tuple[SchoolAnswer, ...]:
        """Schools that are to be reminded."""
        return () if self._due is None else self._due.late

    def copy_addresses(self) -> None:
        """Put the addresses of the late schools on the clipboard, for the field «Кому»."""
        late = self.late
        text = answers_due.addresses(late)
        QGuiApplication.clipboard().setText(text)
        without = [each.name for each in late if not each.email]
        count = counted(len(late) - len(without), "школы", "школ", "школ")
        if not text:
            self.tell("Ни у одной из этих школ нет адреса в справочнике.", is_refusal=True)
            return
        remarks = [f"Нет адреса в справочнике: {', '.join(without)}."] if without else []
        self.tell(f"Скопированы адреса {count}: вставьте их в поле «Кому».", remarks=remarks)

    def copy_list(self) -> None:
        """Put the late schools with heads, addresses and telephones on the clipboard."""
        late = self.late
        QGuiApplication.clipboard().setText(answers_due.addressees(late))
        schools = counted(len(late), "школа", "школы", "школ")
        self.tell(f"Скопирован список: {schools}, по одной в строке.")

    def write_letter(self) -> None:
        """Write the reminder to the late schools."""
        due, late, environment = self._due, self.late, self.environment
        if due is None or not late:
            return
        folder = environment.messages.folder(
            self, "Куда сохранить напоминание", self.folder_to_start()
        )
        if folder is None:
            return
        environment.preferences.remember_folder(folder)
        folders = self.paper_folders()

        def write(store: Store, _progress: Progress) -> _Reminder:
            path, problems = answers_due.write_reminder(
                store=store, due=due, schools=late, folder=folder, folders=folders
            )
            return _Reminder(path=path, problems=problems)

        self.run(write, self._show_letter, title="Составление напоминания")

    def _connect(self) -> None:
        self.form.currentIndexChanged.connect(lambda _: self._ask_due())
        self.only_late.toggled.connect(lambda _: self._filter())
        self.apply.clicked.connect(self.copy_addresses)
        self.list.clicked.connect(self.copy_list)
        self.letter.clicked.connect(self.write_letter)

    def _fill_content(self) -> None:
        top = QHBoxLayout()
        label = QLabel("&Форма")
        label.setBuddy(self.form)
        top.addWidget(label)
        top.addWidget(self.form, 1)
        below = QHBoxLayout()
        below.addWidget(self.only_late)
        below.addStretch()
        below.addWidget(self.list)
        below.addWidget(self.letter)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.rates)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    def _show_forms(self, forms: tuple[Form, ...]) -> None:
        was_blocked = self.form.blockSignals(True)
        for form in forms:
            self.form.addItem(form.title or form.code, form.id)
        places = [form.id for form in forms]
        if self._wanted in places:
            self.form.setCurrentIndex(places.index(self._wanted))
        self.form.blockSignals(was_blocked)
        self._ask_due()

    def _ask_due(self) -> None:
        form: Id | None = self.form.currentData()
        year = self.scope.year
        if form is None:
            self.rates.setText("Форм на этот учебный год нет.")
            return

        def ask(store: Store, _progress: Progress) -> AnswersDue:
            return answers_due.answers_due(store=store, form=form, year=year)

        self.run(ask, self._show_due, title="Подсчёт")

    def _show_due(self, due: AnswersDue) -> None:
        self._due = due
        self.rates.setText(_rates(due))
        is_new = not self.model.figures
        self.model.show_table(_columns(), due.schools)
        if is_new:
            self.table.set_widths(_WIDTHS)
            self.table.horizontalHeader().setStretchLastSection(True)
        self._filter()

    def _show_letter(self, reminder: _Reminder) -> None:
        self.tell(
            f"Сохранено: {reminder.path}", remarks=[problem.text for problem in reminder.problems]
        )

    def _filter(self) -> None:
        self.model.show_only((lambda row: row.is_due) if self.only_late.isChecked() else None)
        late = len(self.late)
        schools = counted(late, "школы", "школ", "школ")
        self.apply.setText(f"Скопировать адреса {schools}" if late else "Скопировать адреса")
        for button in (self.apply, self.list, self.letter):
            button.setEnabled(late > 0)


def _rates(due: AnswersDue) -> str:
    everyone = len(due.schools)
    if not everyone:
        return "Отвечать некому: в справочнике нет действующих школ."
    sent, filled = Share(due.sent_back, everyone), Share(due.filled, everyone)
    cells = Share(due.filled_cells, due.required_cells)
    when = f" Срок – {shown_date(due.due)}." if due.due is not None else ""
    return (
        f"Прислали файл: {sent.part} из {everyone} ({printed(sent.percent, 0, '%')}). "
        f"Заполнили всё обязательное: {filled.part} из {everyone} "
        f"({printed(filled.percent, 0, '%')}); всего значений {cells.part} из {cells.whole} "
        f"({printed(cells.percent, 0, '%')}).{when}"
    )


def _columns() -> tuple[FigureColumn[SchoolAnswer], ...]:
    return (
        FigureColumn(key="name", title="Школа", text=lambda row: row.name),
        FigureColumn(
            key="sent",
            title="Файл прислан",
            text=lambda row: shown_date(row.received) if row.is_sent_back else "нет",
            worth=lambda row: row.received.toordinal() if row.received is not None else None,
            tooltip=lambda row: row.file_name,
        ),
        FigureColumn(
            key="filled",
            title="Заполнено",
            text=lambda row: f"{row.filled} из {row.required}",
            worth=lambda row: Share(row.filled, row.required).percent,
            is_number=True,
        ),
        FigureColumn(key="head", title="Руководитель", text=lambda row: row.head),
        FigureColumn(key="email", title="Эл. почта", text=lambda row: row.email),
        FigureColumn(key="phone", title="Телефон", text=lambda row: row.phone),
    )

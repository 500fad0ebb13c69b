"""«Прочитать ответы»: files that came back are shown with what they would change, then written at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.records import Id
from quality_desktop.services.forms import form_reading, rejected_forms
from quality_desktop.services.forms.form_facts import school_name
from quality_desktop.services.forms.form_tally import Tally
from quality_desktop.services.forms.received_forms import FormsPreview, ReceivedForm, Verdict
from quality_desktop.services.office import directory
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.dialogs.received_details import ReceivedDetails
from quality_desktop.ui.dialogs.received_list import ReceivedList
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.file_picker import FilePicker
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.school_choice import SchoolChoice

_PROMPT: Final = (
    "Перетащите сюда файлы школ или папку с ними. Сначала программа покажет, что в них, "
    "и ничего не запишет без вашего слова."
)


class ReadAnswers(ExchangeDialog):
    """Files, a list of forms, what is in the chosen one; one button."""

    name: ClassVar[str] = "readAnswers"
    title: ClassVar[str] = "Прочитать ответы школ"
    verb: ClassVar[str] = "Записать ответы"
    wanted_size: ClassVar[tuple[int, int]] = (1120, 640)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        paths: Sequence[Path] = (),
    ) -> None:
        """Begin to read.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            scope: What the window looks at.
            environment: Shared objects.
            paths: Files and folders to read at once, as they were dropped.
        """
        super().__init__(parent, operations, scope, environment)
        self._paths: tuple[Path, ...] = ()
        self._schools: dict[str, Id] = {}
        self._names: dict[Id, str] = {}
        self._preview = FormsPreview(received=())
        self.picker = FilePicker(environment, _PROMPT)
        self.summary = named(QLabel(wordWrap=True), "readSummary")
        self.list = ReceivedList(environment.look)
        self.details = ReceivedDetails()
        self.question = named(QLabel("Чей это ответ?"), "readQuestion")
        self.school = SchoolChoice("Чей это ответ")
        self.reasons = named(
            QPushButton("Сохранить замечания в Excel…", autoDefault=False), "readReasons"
        )
        self._fill_content()
        self.lay_out()
        self.picker.picked.connect(self.read)
        self.list.chosen.connect(self._show_form)
        self.list.ticks_changed.connect(self._count)
        self.school.chosen.connect(self._on_school_named)
        self.apply.clicked.connect(self.save)
        self.reasons.clicked.connect(self.save_reasons)
        self._show_preview(self._preview)
        operations.ask(_school_names, self._keep_names, owner=self)
        if paths:
            self.read(paths)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        paths: Sequence[Path] = (),
    ) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, operations, scope, environment, paths=paths)
        dialog.exec()
        dialog.deleteLater()

    @property
    def preview(self) -> FormsPreview:
        """What was read last."""
        return self._preview

    def read(self, paths: Sequence[Path]) -> None:
        """Read files and folders; nothing is written."""
        self._paths, self._schools = tuple(paths), {}
        self._read_again()

    def save(self) -> None:
        """Write the ticked forms in one step."""
        chosen, preview = self.list.ticked, self._preview
        accepted = [received.key for received in chosen]
        is_partial = any(received.errors for received in chosen)
        if not accepted:
            return

        def write(store: Store) -> Changes:
            return form_reading.save(
                store=store, preview=preview, accepted=accepted, is_partial=is_partial
            )

        answers = counted(len(accepted), "ответ", "ответа", "ответов")
        new, changed = sum(each.new for each in chosen), sum(each.changed for each in chosen)
        answers = f"{answers}, новых значений {new}, изменённых {changed}"
        self.write(write, lambda changes: self._on_saved(changes, answers), title="Запись ответов")

    def save_reasons(self) -> None:
        """Save everything that is wrong as a table with the reason in the row."""
        preview = self._preview
        path = self.environment.messages.file_to_save(
            self,
            "Сохранить замечания к ответам",
            self.folder_to_start() / "Замечания к ответам.xlsx",
            "Таблицы Excel (*.xlsx)",
        )
        if path is None:
            return

        def write(_store: Store, _progress: Progress) -> Path:
            return rejected_forms.save_rejected(preview=preview, path=path)

        self.run(
            write, lambda saved: self.tell(f"Сохранено: {saved}"), title="Сохранение замечаний"
        )

    def _fill_content(self) -> None:
        named_by_person = QHBoxLayout()
        named_by_person.addWidget(self.question)
        named_by_person.addWidget(self.school)
        named_by_person.addStretch()
        named_by_person.addWidget(self.reasons)
        self.question.setBuddy(self.school)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(named_by_person)
        column.addWidget(self.details, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self.list)
        parts.addWidget(below)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.picker)
        layout.addWidget(self.summary)
        layout.addWidget(parts, 1)

    def _read_again(self, *, said: str = "") -> None:
        paths, schools = self._paths, dict(self._schools)
        self.picker.show_picked(paths)

        def read(store: Store, progress: Progress) -> FormsPreview:
            return form_reading.preview(
                store=store, paths=paths, schools=schools, progress=progress.report
            )

        def show(preview: FormsPreview) -> None:
            self._show_preview(preview)
            self.tell(said)

        self.run(read, show, title="Чтение ответов")

    def _show_preview(self, preview: FormsPreview) -> None:
        self._preview = preview
        self.list.show_preview(preview)
        self.summary.setText(_summary(preview))
        self.summary.setVisible(bool(self._paths))
        self.reasons.setVisible(bool(preview.problems))
        self._count()

    def _show_form(self, received: ReceivedForm | None) -> None:
        self.details.show_form(received)
        is_asked = received is not None and (
            received.verdict is Verdict.HELD or received.key in self._schools
        )
        self.question.setVisible(is_asked)
        self.school.setVisible(is_asked)
        if received is not None and is_asked:
            self.school.show_schools(
                self._names, received.candidates, self._schools.get(received.key)
            )

    def _on_school_named(self, school: Id | None) -> None:
        received = self.list.current
        if received is not None and school is not None:
            self._schools[received.key] = school
            self._read_again()

    def _keep_names(self, names: dict[Id, str]) -> None:
        self._names = names
        self._show_form(self.list.current)

    def _on_saved(self, changes: Changes, answers: str) -> None:
        said = f"Записано: {answers}. Отменить всё сразу – Ctrl+Z." if changes else ""
        self._read_again(said=said or "Записывать нечего: всё это уже есть.")

    def _count(self) -> None:
        chosen = self.list.ticked
        count = len(chosen)
        forms = counted(count, "ответ", "ответа", "ответов")
        partial = sum(bool(received.errors) for received in chosen)
        text = f"Записать {forms}" if count else "Записать ответы"
        self.apply.setText(
            f"{text}, в {partial} – ошибочное прежних не заменит" if partial else text
        )
        self.apply.setEnabled(count > 0 and not self.is_working)
        self.apply.setDefault(count > 0)


def _school_names(store: Store) -> dict[Id, str]:
    return {school.id: school_name(school) for school in directory.schools(store=store)}


def _summary(preview: FormsPreview) -> str:
    text = Tally.of(preview).of_forms if preview.received else "Файлов с ответами нет."
    if preview.skipped:
        names = ", ".join(f"«{name}»" for name in preview.skipped[:3])
        more = f" и ещё {len(preview.skipped) - 3}" if len(preview.skipped) > 3 else ""
        text += f" Это не таблицы, пропущено: {names}{more}."
    return text

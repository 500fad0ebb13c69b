"""«Резервные копии»: what there is, what was changed since, and the way back."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import (
    QDateTimeEdit,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.changes import Changes
from quality_desktop.services.district_file import backups, restoring
from quality_desktop.services.district_file.backups import BackupCopy, Places, Reason, Since
from quality_desktop.services.district_file.restoring import Restored
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.table_model import Column, TableModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.empty_state import EmptyState
from quality_desktop.ui.widgets.grid_view import GridView
from quality_desktop.ui.widgets.messages import Answer
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.shared_widths import SharedWidths

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

_WORDS: Final[Mapping[Reason, str]] = {
    Reason.START: "после открытия файла",
    Reason.END: "при закрытии файла",
    Reason.DAY: "раз в день",
    Reason.MIGRATION: "перед переводом в новый формат",
    Reason.MERGE: "перед объединением",
    Reason.IMPORT: "перед загрузкой",
    Reason.RESTORE: "перед возвратом к копии",
}
_HINT: Final = (
    "Программа сама делает копии файла и хранит их около года: за два дня – все, сделанные перед "
    "объединением, загрузкой и возвратом, и остальные раз в полчаса, затем по одной за день, неделю "
    "и месяц. Возврат к копии – обычная правка: сегодняшнее остаётся в истории, и "
    "возврат можно отменить (Ctrl+Z)."
)
_LETTERS: Final = (16, 0, 10, 0)
_SHARES: Final = (0.0, 0.5, 0.0, 0.5)
_MOST_LINES: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A copy with the place it stands in."""

    copy: BackupCopy
    place: str


class BackupsDialog(QDialog):
    """A list of copies, newest first; under it what was changed since the chosen one."""

    def __init__(
        self,
        operations: Operations,
        environment: Environment,
        path: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("backupsDialog")
        self.setWindowTitle("Резервные копии")
        self.resize(860, 460)  # fits a screen of 768 lines at 150 %
        self._operations = operations
        self._environment = environment
        self._path = path
        self._titles: Mapping[str, str] = {}
        self.model = TableModel[CopyRow](_columns(), key=lambda row: row.copy.path.name)
        self.model.setParent(self)
        self.grid = GridView("Резервные копии", self)
        self.grid.setModel(self.model)
        SharedWidths(
            self.grid, "backups", environment.preferences, letters=_LETTERS, shares=_SHARES
        )
        self.empty = EmptyState(
            "Копий этого файла ещё нет: первую программа сделает после следующей правки."
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        self.since = named(QLabel(wordWrap=True), "changedSince", "Что изменено после копии")
        self.since.setTextFormat(Qt.TextFormat.RichText)
        self._add_buttons()
        self._lay_out()
        self._connect()
        self._show_second()
        self.refresh()

    def refresh(self) -> None:
        """Ask for the copies again."""
        places = self._places()
        path, reference = self._path, self._environment.reference
        self._operations.ask(
            lambda _store: (backups.listed(path=path, places=places), _kind_titles(reference)),
            lambda answer: self._show(*answer),
            owner=self,
        )

    def _add_buttons(self) -> None:
        self.restore = _button("Вернуть к этой копии…", "restoreCopy")
        self.other = _button("К копии из другой папки…", "restoreOther")
        self.moment = named(QDateTimeEdit(QDateTime.currentDateTime()), "restoreMoment", "Момент")
        self.moment.setDisplayFormat("dd.MM.yyyy HH:mm")
        self.moment.setCalendarPopup(True)
        self.to_moment = _button("Вернуть к этому моменту…", "restoreToMoment")
        self.second = named(QLabel(wordWrap=True), "secondFolder")
        self.choose_second = _button("Вторая папка…", "chooseSecond")
        self.no_second = _button("Без второй папки", "noSecond")
        self.close_button = _button("Закрыть", "closeBackups")
        self._environment.look.dress(self.restore, "restore")

    def _places(self) -> Places:
        second = self._environment.settings.backup_folder
        return Places(folder=self._environment.backups, second=Path(second) if second else None)

    def _lay_out(self) -> None:
        back, forth, folder = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for widget in (self.restore, self.other):
            back.addWidget(widget)
        back.addStretch()
        forth.addWidget(self.moment)
        forth.addWidget(self.to_moment)
        forth.addStretch()
        folder.addWidget(self.second, 1)
        for widget in (self.choose_second, self.no_second, self.close_button):
            folder.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.addWidget(named(QLabel(_HINT, wordWrap=True), "backupsHint"))
        layout.addWidget(self.stack, 1)
        layout.addWidget(self.since)
        layout.addLayout(back)
        layout.addLayout(forth)
        layout.addLayout(folder)

    def _connect(self) -> None:
        self.grid.selectionModel().currentRowChanged.connect(self._on_chosen)
        self.restore.clicked.connect(self._restore_chosen)
        self.other.clicked.connect(self._restore_other)
        self.to_moment.clicked.connect(self._restore_moment)
        self.choose_second.clicked.connect(self._choose_second)
        self.no_second.clicked.connect(lambda: self._set_second(""))
        self.close_button.clicked.connect(self.accept)

    def _show(self, copies: Sequence[BackupCopy], titles: Mapping[str, str]) -> None:
        self._titles = titles
        own = self._places().of(self._path)[0]
        rows = [
            CopyRow(copy=c, place="" if c.path.parent == own else "вторая папка") for c in copies
        ]
        self.model.show_rows(rows)
        self.stack.setCurrentWidget(self.grid if rows else self.empty)
        self.restore.setEnabled(bool(rows))
        if rows:
            self.grid.setCurrentIndex(self.model.index(0, 0))
            self._on_chosen()

    def _chosen(self) -> BackupCopy | None:
        place = self.grid.currentIndex().row()
        return self.model.rows[place].copy if 0 <= place < len(self.model.rows) else None

    def _on_chosen(self) -> None:
        copy = self._chosen()
        if copy is None:
            return
        self.since.setText("")
        self._operations.ask(
            lambda store: backups.changed_since(store=store, copy=copy.path),
            lambda since: self._show_since(copy, since),
            owner=self,
        )

    def _show_since(self, copy: BackupCopy, since: Since) -> None:
        if self._chosen() == copy:
            self.since.setText(since_words(since, self._titles))

    def _restore_chosen(self) -> None:
        if (copy := self._chosen()) is not None:
            self._restore(copy.path, f"Вернуть файл к копии от {copy.moment:%d.%m.%Y %H:%M}?")

    def _restore_other(self) -> None:
        chosen = self._environment.messages.file_to_open(
            self, "Какую копию вернуть", self._path.parent
        )
        if chosen is not None:
            self._restore(chosen, f"Вернуть файл к копии «{chosen.name}»?")

    def _restore(self, copy: Path, question: str) -> None:
        migrations = self._environment.migrations
        self._ask_and_do(
            question,
            lambda store: restoring.restore(store=store, copy=copy, migrations=migrations),
        )

    def _restore_moment(self) -> None:
        moment = datetime.fromtimestamp(self.moment.dateTime().toSecsSinceEpoch() + 59)
        self._ask_and_do(
            f"Вернуть файл к состоянию на {moment:%d.%m.%Y %H:%M}?",
            lambda store: restoring.restore_moment(store=store, moment=moment),
        )

    def _ask_and_do(self, question: str, bring_back: Callable[[Store], Restored]) -> None:
        answers = (
            Answer(key="no", text="Оставить как есть", is_safe=True),
            Answer(key="yes", text="Вернуть"),
        )
        details = "Сначала программа сохранит копию нынешнего состояния. Возврат можно отменить."
        messages = self._environment.messages
        if messages.ask(self, question, answers, details=details) != "yes":
            return
        told: list[Restored] = []

        def write(store: Store) -> Changes:
            told.append(bring_back(store))
            return told[0].changes

        self._operations.do(
            write,
            then=lambda _changes: self._on_restored(told[0]),
            refused=lambda sentence: messages.refuse(self, sentence),
            owner=self,
        )

    def _on_restored(self, restored: Restored) -> None:
        self._environment.messages.tell(self, restoring.told(restored))
        self.refresh()

    def _choose_second(self) -> None:
        chosen = self._environment.messages.folder(
            self, "Вторая папка для копий, лучше на другом диске", self._path.parent
        )
        if chosen is not None:
            self._set_second(str(chosen))

    def _set_second(self, folder: str) -> None:
        self._environment.preferences.apply(lambda known: replace(known, backup_folder=folder))
        self._show_second()
        self.refresh()

    def _show_second(self) -> None:
        folder = self._environment.settings.backup_folder
        self.no_second.setVisible(bool(folder))
        self.second.setText(
            f"Копии пишутся и в папку «{folder}» (с её выбора – со следующего открытия файла)."
            if folder
            else "Вторая папка на другом диске сохранит копии, если этот диск сломается."
        )


def since_words(since: Since, titles: Mapping[str, str]) -> str:
    """Say what was changed after a copy, as rich text."""
    if not since.is_known:
        return (
            "Копия другой линии файла: в ней есть действия, которых нет в открытом файле. Чтобы "
            "не потерять ни тех, ни других, объедините: «Файл» → «Получить…»."
        )
    if not since.by:
        return "После этой копии в файле ничего не изменено."
    lines = [
        f"{html.escape(titles.get(kind, kind))}: {counted(number, 'запись', 'записи', 'записей')} "
        f"({html.escape(author or 'без имени')})"
        for (kind, author), number in sorted(since.by.items(), key=lambda item: -item[1])
    ]
    rest = len(lines) - _MOST_LINES
    shown = [*lines[:_MOST_LINES], *([f"и ещё строк: {rest}"] if rest > 0 else [])]
    return "<b>После этой копии изменено:</b> " + "; ".join(shown) + "."


def _kind_titles(reference: Path) -> Mapping[str, str]:
    from quality_desktop.services.history import words

    return {kind: found.title for kind, found in words.load(reference=reference).kinds.items()}


def _button(text: str, name: str) -> QPushButton:
    return named(QPushButton(text, autoDefault=False), name)


def _columns() -> tuple[Column[CopyRow], ...]:
    return (
        Column(key="moment", title="Когда", text=lambda row: f"{row.copy.moment:%d.%m.%Y %H:%M}"),
        Column(key="reason", title="Почему", text=lambda row: _WORDS[row.copy.reason]),
        Column(key="size", title="Размер", text=lambda row: _size(row.copy.size), is_number=True),
        Column(key="place", title="Где", text=lambda row: row.place or "папка программы"),
    )


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} МБ".replace(".", ",")

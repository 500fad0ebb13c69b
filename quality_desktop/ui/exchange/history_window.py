"""«История изменений»: who changed what, when, from what to what, why, and the way back."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from quality_desktop.domain.changes import Changes
from quality_desktop.services.history import changes, names, returning
from quality_desktop.services.history.changes import HistoryLine, HistoryPage, quoted
from quality_desktop.services.history.names import Namer
from quality_desktop.services.history.words import Words
from quality_desktop.storage.change_pages import ChangeTerms
from quality_desktop.storage.history import Action
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.exchange.history_columns import columns
from quality_desktop.ui.exchange.history_terms import Focus, HistoryTerms
from quality_desktop.ui.exchange.standing_window import StandingWindow
from quality_desktop.ui.models.figure_table import FigureModel
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.figure_grid import FigureGrid
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.needed_widths import NeededWidths

_NOTHING: Final = (
    "Таких изменений нет: уберите слово или выберите другое время, часть файла, человека."
)
_RECORD: Final = 2
"""Place of the column that names the record."""
_TURN_SECONDS: Final = 0.25
"""A search gives way to other questions to the file so often."""
_FAR: Final = 60
"""Pixels from the end of the list at which the next page is asked for."""


@dataclass(slots=True, kw_only=True)
class _Question:
    """One list being read, page by page.

    Attributes:
        namer: Made by the first page on the thread of the file, and used only there.
    """

    terms: ChangeTerms
    words: tuple[str, ...]
    lines: list[HistoryLine] = field(default_factory=list)
    next: bytes | None = None
    wanted: int = changes.PAGE
    is_over: bool = False
    is_asked: bool = False
    namer: Namer | None = None


class HistoryWindow(StandingWindow):
    """Terms above, lines in the middle, the chosen one in full and the way back below.

    Attributes:
        terms: What is looked for.
        model: The lines.
    """

    name: ClassVar[str] = "historyWindow"
    title: ClassVar[str] = "История изменений"
    verb: ClassVar[str] = "Вернуть прежнее значение"
    wanted_size: ClassVar[tuple[int, int]] = (1180, 640)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
    ) -> None:
        super().__init__(parent, operations, scope, environment)
        self.terms = HistoryTerms()
        self.model: FigureModel[HistoryLine] = FigureModel(
            key=lambda line: line.change, parent=self
        )
        self.grid = FigureGrid(self.model, "Изменения, новые сверху")
        self.grid.horizontalHeader().setSectionsClickable(False)
        self.grid.horizontalHeader().setStretchLastSection(True)
        self.count = named(QLabel(), "historyCount", "Сколько изменений показано")
        self.empty = named(QLabel(_NOTHING, wordWrap=True), "historyEmpty")
        self.detail = named(QLabel(wordWrap=True), "historyDetail", "Выбранное изменение")
        self.detail.setTextFormat(Qt.TextFormat.PlainText)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = named(QPushButton("Показать ещё", autoDefault=False), "historyMore")
        self.again = named(QPushButton("Вернуть это значение", autoDefault=False), "historyAgain")
        self.whole = named(QPushButton("Вернуть всю запись", autoDefault=False), "historyWhole")
        self._question = _Question(terms=self.terms.terms, words=())
        self._fill_content()
        self.lay_out()
        self._connect()
        self._ask_again()

    @property
    def chosen(self) -> HistoryLine | None:
        """The line in hand."""
        row = self.grid.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def show_record(self, focus: Focus) -> None:
        """Show the history of one record, or of one field of it."""
        self.terms.narrow_to(focus)

    def return_value(self, *, to_before: bool) -> None:
        """Give the field of the chosen line the value before the change, or the written one."""
        line = self.chosen
        if line is None or not line.field:
            return
        value = quoted(line.before if to_before else line.after)
        self.write(
            lambda store: returning.return_value(store=store, line=line, to_before=to_before),
            lambda done: self._on_returned(done, f"{line.record}, {line.title}: {value}"),
            title="Возврат значения",
        )

    def return_whole(self) -> None:
        """Make the record of the chosen line what it was then."""
        line = self.chosen
        if line is None:
            return
        self.write(
            lambda store: returning.return_record(store=store, line=line),
            lambda done: self._on_returned(done, f"запись «{line.record}»"),
            title="Возврат записи",
        )

    def _fill_content(self) -> None:
        self.apply.setDefault(False)
        for button in (self.apply, self.leave):  # Enter in the search starts nothing
            button.setAutoDefault(False)
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.more)
        back = QHBoxLayout()
        back.addWidget(self.detail, 1)
        back.addWidget(self.again, 0, Qt.AlignmentFlag.AlignBottom)
        back.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.terms)
        layout.addWidget(self.empty)
        layout.addWidget(self.grid, 1)
        layout.addLayout(below)
        layout.addLayout(back)
        self.empty.hide()
        shown = columns()
        self.model.show_table(shown, ())
        self.grid.set_widths(tuple(column.width for column in shown))
        NeededWidths(self.grid, name=_RECORD)
        self._follow()

    def _connect(self) -> None:
        self.terms.changed.connect(self._ask_again)
        self.operations.changed.connect(lambda _changes: self._ask_again())
        self.grid.place_changed.connect(self._follow)
        self.grid.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.more.clicked.connect(self._ask_more)
        self.apply.clicked.connect(lambda: self.return_value(to_before=True))
        self.again.clicked.connect(lambda: self.return_value(to_before=False))
        self.whole.clicked.connect(self.return_whole)

    def _ask_again(self) -> None:
        """Begin another list; answers to the one before are dropped when they come."""
        self._question = _Question(terms=self.terms.terms, words=self.terms.words)
        self._ask_page()

    def _ask_more(self) -> None:
        question = self._question
        if not question.is_asked and not question.is_over:
            question.wanted = len(question.lines) + changes.PAGE
            self._ask_page()

    def _ask_page(self) -> None:
        question, reference = self._question, self.environment.reference
        question.is_asked = True

        def ask(store: Store) -> tuple[HistoryPage, tuple[str, ...]]:
            if question.namer is None:
                question.namer = names.namer(store=store, reference=reference)
            end = time.monotonic() + _TURN_SECONDS
            page = changes.page(
                store=store,
                namer=question.namer,
                terms=question.terms,
                words=question.words,
                before=question.next,
                go_on=lambda: time.monotonic() < end,
            )
            return page, changes.authors(store=store)

        self.operations.ask(ask, lambda answer: self._on_page(question, *answer), owner=self)

    def _on_page(self, question: _Question, page: HistoryPage, authors: tuple[str, ...]) -> None:
        if question is not self._question:
            return
        question.is_asked = False
        question.lines += page.lines
        question.next, question.is_over = page.next, page.next is None
        if question.namer is not None:
            self._show_choices(question.namer.words, authors)
        self._show_lines(question, page)
        if len(question.lines) < question.wanted and not question.is_over:
            self._ask_page()

    def _show_choices(self, words: Words, authors: tuple[str, ...]) -> None:
        self.terms.show_choices(words, authors)

    def _show_lines(self, question: _Question, page: HistoryPage) -> None:
        bar = self.grid.verticalScrollBar()
        place = bar.value()
        self.model.show_table(columns(), question.lines)
        bar.setValue(place)
        is_first = not self.grid.currentIndex().isValid() and bool(question.lines)
        if is_first:
            self.grid.setCurrentIndex(self.model.index(0, 0))
        self.empty.setVisible(question.is_over and not question.lines)
        self.more.setEnabled(not question.is_over)
        reached = "" if page.reached is None else f", просмотрено до {page.reached:%d.%m.%Y %H:%M}"
        more = ", это все" if question.is_over else reached
        self.count.setText(f"Показано: {len(question.lines)}{more}")
        self._follow()

    def _on_scrolled(self, value: int) -> None:
        if value >= self.grid.verticalScrollBar().maximum() - _FAR:
            self._ask_more()

    def _follow(self) -> None:
        """Say in full what the chosen line did, and offer what leads back from it."""
        line = self.chosen
        self.turn_to(None if line is None else line.change)
        is_field = line is not None and bool(line.field)
        self.terms.take_in_hand(None if line is None else Focus.of(line))
        for button in (self.apply, self.again):
            button.setEnabled(is_field)
        self.whole.setEnabled(line is not None)
        self.whole.setText(
            "Вернуть удалённую запись"
            if line is not None and line.action is Action.DELETED
            else "Вернуть всю запись"
        )
        self.detail.setText("" if line is None else _in_full(line))

    def _on_returned(self, done: Changes, what: str) -> None:
        said = f"Возвращено: {what}. Отменить – Ctrl+Z."
        self.tell(said if done else "Возвращать нечего: так стоит и сейчас.")


def _in_full(line: HistoryLine) -> str:
    if line.field:
        what = f"{line.title}: {quoted(line.before)} → {quoted(line.after)}"
    else:
        what = f"{line.title}. {line.after}" if line.after else line.title
    return (
        f"{line.kind_title} «{line.record}». {what}\n"
        f"{line.author or 'без имени'}, {line.moment:%d.%m.%Y %H:%M}, компьютер {line.host}. "
        f"{line.intent}"
    )

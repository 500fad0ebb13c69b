"""The way of a list of schools at risk: a draft, the schools' comments, decisions, the approval."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from quality_desktop.domain.at_risk.risk_lists import ListStatus
from quality_desktop.domain.changes import Changes
from quality_desktop.services.deadlines.work_calendar import work_calendar
from quality_desktop.services.risk_schools import risk_lists
from quality_desktop.services.risk_schools.risk_board import RiskBoard
from quality_desktop.services.risk_schools.risk_lists import ListView
from quality_desktop.storage.store import Store
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.models.risk_list import RiskLine
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.tabs.risk.composing import Wanted, compose
from quality_desktop.ui.widgets.date_edit import shown_date
from quality_desktop.ui.widgets.messages import Answer
from quality_desktop.ui.widgets.naming import named

if TYPE_CHECKING:
    from collections.abc import Callable

_DAYS_FOR_COMMENTS: Final = 14


class ListLine(QWidget):
    """One line: how far the list has come, and the next steps.

    Attributes:
        draft: Makes the draft, or makes it again.
        advise: Composes the recommendations to all schools of the list.
        discuss: Sends it to the schools.
        approve: Approves it.
        reopen: Takes the approval back.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("listLine")
        self.sentence = named(QLabel(wordWrap=True), "listSentence")
        self.draft = named(QPushButton("Составить проект", autoDefault=False), "listDraft")
        self.advise = named(QPushButton("Рекомендации школам", autoDefault=False), "listAdvise")
        self.advise.setToolTip(
            "Подобрать рекомендации всем школам списка; изменённые, вычеркнутые и направленные "
            "останутся. Письма с ними – в «Документы…»"
        )
        self.discuss = named(QPushButton("Направить школам…", autoDefault=False), "listDiscuss")
        self.approve = named(QPushButton("Утвердить…", autoDefault=False), "listApprove")
        self.reopen = named(QPushButton("Вернуть в работу…", autoDefault=False), "listReopen")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.sentence, 1)
        for button in (self.draft, self.discuss, self.approve, self.reopen, self.advise):
            layout.addWidget(button)
        self.hide()

    def show_list(self, board: RiskBoard, made: ListView | None) -> None:
        """Show what can be done with the list of the shown year."""
        self.setVisible(board.view is not None)
        status = None if made is None else made.status
        is_approved = status is ListStatus.APPROVED
        self.sentence.setText(_sentence(board, made))
        self.draft.setText("Составить проект" if made is None else "Составить заново")
        self.draft.setVisible(not is_approved)
        self.draft.setEnabled(board.is_in_force)
        self.draft.setToolTip(
            "Проект по действующему правилу; замечания и решения сохраняются"
            if board.is_in_force
            else "Сначала верните действующее правило или сделайте действующим это"
        )
        self.advise.setVisible(made is not None and bool(made.listed))
        self.discuss.setVisible(status is ListStatus.DRAFT)
        self.approve.setVisible(made is not None and not is_approved)
        self.reopen.setVisible(is_approved)


class RiskApproval(QObject):
    """Does the steps; tells the outcome by a signal.

    Signals:
        told: A sentence about what was done.
    """

    told = Signal(str)

    def __init__(
        self, operations: Operations, environment: Environment, line: ListLine, owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._operations = operations
        self._environment = environment
        self._line = line
        self._owner = owner
        self._board: RiskBoard | None = None
        self.made: ListView | None = None
        line.draft.clicked.connect(self.make_draft)
        line.advise.clicked.connect(self.advise)
        line.discuss.clicked.connect(self.discuss)
        line.approve.clicked.connect(self.approve)
        line.reopen.clicked.connect(self.reopen)

    def show_list(self, board: RiskBoard, made: ListView | None) -> None:
        """Follow what is shown."""
        self._board, self.made = board, made
        self._line.show_list(board, made)

    def make_draft(self) -> None:
        """Make the draft by the rule, or make it again."""
        board = self._board
        if board is None or board.view is None or board.rule is None:
            return
        year, terms, code, today = board.year, board.view.terms, board.rule.code, date.today()
        self._do(
            lambda store: risk_lists.make_draft(
                store=store, year=year, terms=terms, today=today, rule=code
            ),
            f"Проект списка за {year} год составлен.",
        )

    def advise(self) -> None:
        """Compose the recommendations to all schools of the list."""
        if self.made is None:
            return
        year, schools = self.made.record.year, [row.school.id for row in self.made.listed]
        count = counted(len(schools), "школе", "школам", "школам")
        compose(
            self._operations,
            Wanted(year=year, schools=schools, reference=self._environment.reference),
            then=lambda _changes: self.told.emit(
                f"Рекомендации {count} составлены: они в карточках школ, письма – в «Документы…»."
            ),
            refused=self._refuse,
            owner=self,
        )

    def discuss(self) -> None:
        """Mark the draft as sent to the schools: a working day is proposed for their comments."""
        wanted, reference = (
            date.today() + timedelta(_DAYS_FOR_COMMENTS),
            self._environment.reference,
        )
        self._operations.ask(
            lambda store: work_calendar(store=store, reference=reference).next_working(wanted),
            self._ask_due,
            owner=self,
        )

    def _ask_due(self, proposed: date) -> None:
        from quality_desktop.ui.dialogs.risk_decisions import ask_due

        if self.made is None:
            return
        key, year = self.made.record.id, self.made.record.year
        due = ask_due(self._owner.window(), year=year, day=proposed)
        if due is not None:
            self._do(
                lambda store: risk_lists.discuss(store=store, risk_list=key, comments_due=due),
                f"Проект направлен школам, замечания до {shown_date(due)}.",
            )

    def approve(self) -> None:
        """Approve the list by an act."""
        from quality_desktop.ui.dialogs.risk_decisions import ask_act

        if self.made is None:
            return
        key, year = self.made.record.id, self.made.record.year
        count = counted(len(self.made.listed), "школа", "школы", "школ")
        act = ask_act(self._owner.window(), year=year, count=count)
        if act is not None:
            self._do(
                lambda store: risk_lists.approve(
                    store=store,
                    risk_list=key,
                    act_title=act.title,
                    act_number=act.number,
                    act_date=act.day,
                ),
                f"Список за {year} год утверждён.",
            )

    def reopen(self) -> None:
        """Take the approval back."""
        if self.made is None:
            return
        key, year = self.made.record.id, self.made.record.year
        answer = self._environment.messages.ask(
            self._owner.window(),
            f"Вернуть в работу список за {year} год?",
            (
                Answer(key="reopen", text="Вернуть в работу"),
                Answer(key="leave", text="Оставить утверждённым", is_safe=True),
            ),
            details="Он снова станет проектом; номер и дата акта останутся только в истории.",
        )
        if answer == "reopen":
            self._do(
                lambda store: risk_lists.reopen(store=store, risk_list=key),
                f"Список за {year} год возвращён в работу.",
            )

    def decide(self, line: RiskLine) -> None:
        """Put a school into the list or leave it out, with a reason where the rule says otherwise."""
        from quality_desktop.ui.dialogs.risk_decisions import ask_reason

        entry = line.entry
        if entry is None:
            return
        is_listed = not entry.is_listed
        reason: str | None = ""
        if is_listed != (entry.standing == "included"):
            reason = ask_reason(self._owner.window(), school=line.name, is_listed=is_listed)
        if reason is not None:
            self._do(
                lambda store: risk_lists.decide(
                    store=store, entry=entry.id, is_listed=is_listed, decision=reason
                ),
                f"{line.name}: {'включена в список' if is_listed else 'не включена в список'}.",
            )

    def comment(self, line: RiskLine) -> None:
        """Write down what the school answered."""
        from quality_desktop.ui.dialogs.risk_decisions import Said, ask_comment

        entry = line.entry
        if entry is None:
            return
        now = Said(text=entry.comment, day=entry.commented or date.today())
        said = ask_comment(self._owner.window(), school=line.name, now=now)
        if said is not None and (said.text or entry.comment):
            self._do(
                lambda store: risk_lists.set_comment(
                    store=store, entry=entry.id, comment=said.text, day=said.day
                ),
                f"{line.name}: замечание {'записано' if said.text else 'убрано'}.",
            )

    def _do(self, write: Callable[[Store], Changes], sentence: str) -> None:
        self._operations.do(
            write,
            then=lambda _changes: self.told.emit(sentence),
            refused=self._refuse,
            owner=self,
        )

    def _refuse(self, sentence: str) -> None:
        self._environment.messages.refuse(self._owner.window(), sentence)


def _sentence(board: RiskBoard, made: ListView | None) -> str:
    if made is None:
        return (
            f"Список ШНОР за {board.year} год ещё не составлен. «Составить проект» сохранит его и "
            "добавит столбец «Решение управления»."
        )
    record, listed = made.record, counted(len(made.listed), "школа", "школы", "школ")
    if made.status is ListStatus.APPROVED:
        told = (
            f"Список ШНОР за {record.year} год утверждён: {record.act_title} № {record.act_number} "
            f"от {shown_date(record.act_date)}, {listed}"
        )
    elif made.status is ListStatus.DISCUSSED:
        due = f" до {shown_date(record.comments_due)}" if record.comments_due else ""
        told = f"Проект списка за {record.year} год у школ{due}, {listed}"
        if made.commented:
            told += f", замечаний: {len(made.commented)}"
    else:
        told = f"Проект списка за {record.year} год от {shown_date(record.made)}, {listed}"
    if made.difference is not None:
        told += ". Данные с тех пор изменились – " + "; ".join(made.difference.sentences)
    return f"{told}."

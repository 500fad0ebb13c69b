"""Small questions about a list of schools at risk: until when, by which act, why, what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.naming import named

_FIELD = QFormLayout.ItemRole.FieldRole
_WIDTH = 440
_TEXT_HEIGHT = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """The act that approves a list."""

    title: str
    number: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A text and a day."""

    text: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """The first day that fits, and what is said of an earlier one."""

    day: date
    reason: str


class Question(QDialog):
    """A sentence, fields under each other and two verbs; the first waits for what is needed."""

    def __init__(self, parent: QWidget | None, *, title: str, sentence: str, verb: str) -> None:
        """Make the question without its fields; ``require`` finishes it.

        Args:
            parent: The window it belongs to.
            title: What it is about.
            sentence: What will happen.
            verb: The button that does it.
        """
        super().__init__(parent)
        self.setObjectName("riskQuestion")
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.form = QFormLayout()
        about = named(QLabel(sentence, wordWrap=True), "riskAbout")
        self.reason = named(QLabel(wordWrap=True), "riskReason", "Что исправить")
        self.reason.setForegroundRole(QPalette.ColorRole.BrightText)
        self.reason.hide()
        self.accept_button = named(QPushButton(verb), "riskAccept")
        self.accept_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addLayout(self.form)
        layout.addWidget(self.reason)

    def require(self, lines: Sequence[QLineEdit], *, since: Since | None = None) -> None:
        """Finish the question: its verb waits for these lines, those for a day for a fitting day.

        Args:
            lines: What has to be filled in.
            since: The first day that fits; any does when omitted.
        """

        def follow() -> None:
            days = [line for line in lines if isinstance(line, DateEdit)]
            wrong = [(day, reason) for day in days if (reason := _wrong_day(day, since))]
            for day, reason in wrong:
                day.mark(reason)
            self.reason.setText(wrong[0][1] if wrong else "")
            self.reason.setVisible(bool(wrong))
            self.accept_button.setEnabled(not wrong and all(line.text().strip() for line in lines))

        for line in lines:
            line.textChanged.connect(lambda _text: follow())
        follow()
        self._add_buttons()

    def _add_buttons(self) -> None:
        """After the fields, so that Tab comes to them last."""
        buttons = QDialogButtonBox()
        buttons.addButton(self.accept_button, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("Не сейчас", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(buttons)

    @property
    def is_accepted(self) -> bool:
        """Show the dialog, ready to be typed into; True when the verb was chosen."""
        # A button in focus would take the first space that is typed for its own press.
        first = self.form.itemAt(0, _FIELD)
        if self.focusWidget() is None and first is not None:
            first.widget().setFocus()
        is_accepted = self.exec() == QDialog.DialogCode.Accepted
        self.deleteLater()
        return is_accepted


def _wrong_day(line: DateEdit, since: Since | None) -> str:
    """What is wrong with the day that was typed; nothing while nothing was."""
    if not line.has_valid_text:
        return "Напишите день, месяц и год, например 05.07.2021."
    day = line.typed_day
    return since.reason if since is not None and day is not None and day < since.day else ""


def ask_due(parent: QWidget | None, *, year: int, day: date) -> date | None:
    """Until when schools may comment on the draft; None when the user changed their mind."""
    dialog = Question(
        parent,
        title="Направить проект школам",
        sentence=f"Проект списка за {year} год будет отмечен как направленный школам. "
        "Их замечания можно записать у каждой школы.",
        verb="Отметить направленным",
    )
    due = named(DateEdit(), "riskDue", "Замечания до")
    due.show_date(day)
    dialog.form.addRow("&Замечания до", due)
    dialog.require([due])
    return due.typed_day if dialog.is_accepted else None


def ask_act(parent: QWidget | None, *, year: int, count: str) -> Act | None:
    """Which act approves the list.

    Args:
        parent: The window.
        year: Calendar year of the list.
        count: How many schools are in it: «8 школ».
    """
    dialog = Question(
        parent,
        title="Утвердить список",
        sentence=f"В списке за {year} год {count}. После утверждения он сохранится таким, какой "
        "есть: новые результаты его не изменят. Утверждение можно отменить.",
        verb="Утвердить список",
    )
    title = named(QLineEdit("приказ"), "actTitle")
    number = named(QLineEdit(), "actNumber")
    day = named(DateEdit(), "actDate", "Дата акта")
    dialog.form.addRow("&Акт", title)
    dialog.form.addRow("&Номер", number)
    dialog.form.addRow("&Дата", day)
    reason = f"Список составлен по результатам {year} года: раньше его утвердить не могли."
    dialog.require([title, number, day], since=Since(day=date(year, 1, 1), reason=reason))
    number.setFocus()
    if not dialog.is_accepted or day.typed_day is None:
        return None
    return Act(title=title.text().strip(), number=number.text().strip(), day=day.typed_day)


def ask_reason(parent: QWidget | None, *, school: str, is_listed: bool) -> str | None:
    """Why the office decides otherwise than the rule; None when it does not."""
    what = "включить школу в список" if is_listed else "не включать школу в список"
    dialog = Question(
        parent,
        title="Решение управления",
        sentence=f"{school}: управление решает {what} вопреки правилу. Напишите основание: оно "
        "останется в списке рядом с решением.",
        verb="Включить школу" if is_listed else "Не включать школу",
    )
    reason = named(QLineEdit(), "decisionReason", "Основание")
    dialog.form.addRow("&Основание", reason)
    dialog.require([reason])
    return reason.text().strip() if dialog.is_accepted else None


def ask_rule_reason(parent: QWidget | None, *, words: str) -> str | None:
    """Why a rule comes in force; None when it does not.

    Args:
        parent: The window.
        words: The rule in words.
    """
    dialog = Question(
        parent,
        title="Сделать правило действующим",
        sentence=f"Будет действовать: {words}. По нему будут считаться все виды и бумаги; "
        "утверждённые списки не изменятся. Основание останется рядом с правилом и в истории.",
        verb="Сделать действующим",
    )
    reason = named(QLineEdit(), "ruleReason", "Основание")
    reason.setPlaceholderText("приказ, протокол, решение совета")
    dialog.form.addRow("&Основание", reason)
    dialog.require([reason])
    return reason.text().strip() if dialog.is_accepted else None


def ask_comment(parent: QWidget | None, *, school: str, now: Said) -> Said | None:
    """What the school answered to the draft; None when nothing is to be changed."""
    dialog = Question(
        parent,
        title="Замечание школы",
        sentence=f"{school}: замечание к проекту списка. Пустой текст убирает замечание.",
        verb="Записать замечание",
    )
    text = named(QPlainTextEdit(now.text), "commentText", "Замечание")
    text.setTabChangesFocus(True)
    text.setFixedHeight(_TEXT_HEIGHT)
    day = named(DateEdit(), "commentDay", "Когда получено")
    day.show_date(now.day)
    dialog.form.addRow("&Замечание", text)
    dialog.form.addRow("&Получено", day)
    dialog.require([day])
    return Said(text=text.toPlainText().strip(), day=day.typed_day) if dialog.is_accepted else None

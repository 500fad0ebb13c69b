"""The panel beside the list of schools at risk: why, how firmly, what the school answered."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from quality_desktop.domain.at_risk.risk import Terms
from quality_desktop.domain.at_risk.risk_cases import RiskResult, Standing
from quality_desktop.domain.at_risk.risk_lists import ListStatus, RiskEntry
from quality_desktop.domain.figures import wilson
from quality_desktop.services.risk_schools.risk_board import RiskBoard
from quality_desktop.services.risk_schools.risk_lists import ListView
from quality_desktop.services.risk_schools.risk_words import ExamWords, rule_in_words
from quality_desktop.ui.models.risk_list import STANDING_WORDS, RiskLine, margin_sentence
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.widgets.date_edit import shown_date
from quality_desktop.ui.widgets.naming import named
from quality_desktop.ui.widgets.side_panel import SidePanel

_SMALL_CLASS: Final = 25


class RiskSide(SidePanel):
    """Follows the line of the list.

    Signals:
        decision_wanted: Put this school into the list or leave it out.
        comment_wanted: Write down what the school answered.
    """

    decision_wanted = Signal()
    comment_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("riskSide")

    def show_rule(self, board: RiskBoard) -> None:
        """Nothing is chosen: what the rule is and where it comes from."""
        self.clear()
        rule, view = board.rule, board.view
        if rule is None:
            self.show_title("")
            return
        self.show_title(rule.title, f"Редакция {rule.edition}" if rule.edition else "")
        if view is not None:
            self.add_text("Условия", f"{rule_in_words(view.terms)}.")
        for heading, text in (
            ("Слова акта", rule.wording),
            ("Источник", rule.source),
            ("Насколько это точно", rule.certainty),
        ):
            if text:
                self.add_text(heading, text)

    def show_line(self, board: RiskBoard, line: RiskLine, made: ListView | None) -> None:
        """Show a school and the reasons of the answer."""
        view = board.view
        self.clear()
        if view is None:
            return
        standing = line.case.standing
        self.show_title(line.name, f"{board.year} год: {STANDING_WORDS[standing]}")
        if standing is Standing.NO_DATA:
            self.add_text("Почему", "Результатов за этот год нет: о школе ничего не известно.")
            self._add_decision(line, made)
            return
        if line.case.reasons:
            reasons = [_reason(board.words, view.terms, reason) for reason in line.case.reasons]
            self.add_text("Низкие результаты", "\n\n".join(reasons))
        elif line.case.tested:
            tested = counted(line.case.tested, "работа", "работы", "работ")
            self.add_text("Низкие результаты", f"Нет: учтено {tested}.")
        else:
            self.add_text("Низкие результаты", "Работ с достаточным числом участников нет.")
        self.add_text("Насколько это твёрдо", margin_sentence(line.case))
        if line.dynamics:
            self.add_text(f"Против {board.year - 1} года", line.dynamics)
        self._add_decision(line, made)

    def _add_decision(self, line: RiskLine, made: ListView | None) -> None:
        entry = line.entry
        if entry is None or made is None:
            return
        is_approved = made.status is ListStatus.APPROVED
        self.add_text("Решение управления", _decision(entry, is_approved=is_approved))
        if entry.comment:
            when = f" ({shown_date(entry.commented)})" if entry.commented else ""
            self.add_text(f"Замечание школы{when}", entry.comment)
        if is_approved:
            return
        other = "Не включать в список…" if entry.is_listed else "Включить в список…"
        for name, text, signal in (
            ("decide", other, self.decision_wanted),
            ("comment", "Записать замечание школы…", self.comment_wanted),
        ):
            button = named(QPushButton(text, autoDefault=False), name)
            button.clicked.connect(signal)
            self.add_widget("" if name == "comment" else "Проект списка", button)


def _decision(entry: RiskEntry, *, is_approved: bool) -> list[str]:
    """What was decided and why; before that, what the draft says by itself."""
    stands = "в списке" if entry.is_listed else "не включена"
    if not is_approved and not entry.decision:
        return [f"Не решено. В проекте, как по правилу: {stands}. Решает утверждение списка."]
    lines = [f"Школа {stands}."]
    if entry.decision:
        lines.append(f"Основание: {entry.decision}")
    return lines


def _reason(words: ExamWords, terms: Terms, reason: RiskResult) -> str:
    told = words.reason(reason, terms)
    if reason.was_low:
        told += "; год назад тоже низкий"
    interval = wilson(reason.low, reason.participants)
    if interval is not None and reason.participants < _SMALL_CLASS:
        told += f"; с учётом случайности {interval.printed()}"
    return f"{told}."

"""Which works of a year are shown: a box of procedures and a box of subjects."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from quality_desktop.services.risk_schools.risk_rows import Work
from quality_desktop.services.risk_schools.risk_words import ExamWords
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named


class WorkCut(QWidget):
    """Two boxes; the first choice of each means all.

    Signals:
        changed: Other works are wanted now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workCut")
        self.procedure = named(QComboBox(), "cutProcedure", "Процедура")
        self.subject = named(QComboBox(), "cutSubject", "Предмет")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for box in (self.procedure, self.subject):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setToolTip(plain_tip(box.accessibleName()))
            box.activated.connect(lambda _place: self.changed.emit())
            layout.addWidget(box)

    def show_works(self, works: Iterable[Work], words: ExamWords) -> None:
        """Offer what these works hold and keep what was chosen."""
        known = tuple(works)
        procedures = {work.procedure: words.procedure(work.procedure) for work in known}
        subjects = {work.subject: words.subject(work.subject) for work in known}
        _fill(self.procedure, "Все процедуры", procedures)
        _fill(self.subject, "Все предметы", subjects)

    def fits(self, work: Work) -> bool:
        """Whether a work is wanted."""
        procedure, subject = self.procedure.currentData(), self.subject.currentData()
        return procedure in ("", work.procedure) and subject in ("", work.subject)


def _fill(box: QComboBox, everything: str, words: dict[str, str]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, "")
    for code, title in sorted(words.items(), key=lambda pair: pair[1]):
        box.addItem(title, code)
    box.setCurrentIndex(max(box.findData(chosen), 0))

"""Which work the results are shown of: four boxes, each offering only what the others leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from quality_desktop.services.exam_results.exam_tables import Cut, ResultChoices
from quality_desktop.ui.plain_text import plain_tip
from quality_desktop.ui.widgets.naming import named

_WITHOUT_GRADE: Final = "Без класса"


class CutChooser(QWidget):
    """Procedure, year, subject, grade.

    Signals:
        chosen: ``Cut`` that the boxes name now.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cutChooser")
        self.procedure = named(QComboBox(), "cutProcedure", "Работа")
        self.year = named(QComboBox(), "cutYear", "Год")
        self.subject = named(QComboBox(), "cutSubject", "Предмет")
        self.grade = named(QComboBox(), "cutGrade", "Класс")
        self._boxes = (self.procedure, self.year, self.subject, self.grade)
        self._cuts: tuple[Cut, ...] = ()
        self._cut: Cut | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for box in self._boxes:
            box.setToolTip(plain_tip(box.accessibleName()))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.activated.connect(lambda _place, box=box: self._on_chosen(box))
            layout.addWidget(box)

    @property
    def cut(self) -> Cut | None:
        """What is chosen; None while there is nothing to choose."""
        return self._cut

    def show_choices(self, choices: ResultChoices, *, year: int, wanted: Cut | None = None) -> None:
        """Offer what there is, and keep what was chosen when it is still there.

        Args:
            choices: What there is.
            year: Calendar year that is chosen first.
            wanted: Shown from now on, also when it has no result yet.
        """
        cuts = {*choices.cuts, *([wanted] if wanted is not None else [])}
        procedures = [word.code for word in choices.procedures]
        subjects = [word.code for word in choices.subjects]
        self._cuts = tuple(
            sorted(
                cuts,
                key=lambda cut: (
                    _place(cut.procedure, procedures),
                    _place(cut.subject, subjects),
                    cut.grade,
                    cut.year,
                ),
            )
        )
        if wanted is not None:
            self._cut = wanted
        elif self._cut not in cuts:
            self._cut = _nearest(self._cuts, self._cut, year)
        self._words = {
            "procedure": {word.code: word.title for word in choices.procedures},
            "subject": {word.code: word.title for word in choices.subjects},
        }
        self._fill()

    def choose(self, cut: Cut) -> None:
        """Show a work that is offered."""
        if cut in self._cuts:
            self._cut = cut
            self._fill()
            self.chosen.emit(cut)

    def choose_year(self, year: int) -> None:
        """Show the same work of another year, when there is one."""
        if self._cut is not None and self._cut.year != year:
            others = [cut for cut in self._cuts if cut.year == year]
            if others:
                self.choose(_closest(others, self._cut))

    def _on_chosen(self, box: QComboBox) -> None:
        """Follow the box that was touched; the others keep what they can."""
        fixed = {box: box.currentData()}
        now = self._cut
        if now is None:
            return
        name = ("procedure", "year", "subject", "grade")[self._boxes.index(box)]
        fitting = [cut for cut in self._cuts if getattr(cut, name) == fixed[box]]
        self.choose(_closest(fitting, now))

    def _fill(self) -> None:
        cut = self._cut
        if cut is None:
            for box in self._boxes:
                box.clear()
            return
        same = [c for c in self._cuts if c.procedure == cut.procedure]
        this_year = [c for c in same if c.year == cut.year]
        grades = sorted({c.grade for c in this_year if c.subject == cut.subject})
        _offer(
            self.procedure,
            _in_order(self._words["procedure"], {c.procedure for c in self._cuts}),
            cut.procedure,
        )
        years = sorted({c.year for c in same}, reverse=True)
        _offer(self.year, {year: str(year) for year in years}, cut.year)
        _offer(
            self.subject,
            _in_order(self._words["subject"], {c.subject for c in this_year}),
            cut.subject,
        )
        _offer(self.grade, {g: f"{g} класс" if g else _WITHOUT_GRADE for g in grades}, cut.grade)
        self.grade.setEnabled(grades != [0])


def _place(code: str, order: Sequence[str]) -> int:
    """Number of a code in the catalogue; unknown ones stand after it."""
    return order.index(code) if code in order else len(order)


def _in_order(words: dict[str, str], used: set[str]) -> dict[str, str]:
    return {code: title for code, title in words.items() if code in used} | {
        code: code for code in sorted(used - words.keys())
    }


def _offer(box: QComboBox, choices: dict[str, str] | dict[int, str], chosen: str | int) -> None:
    box.clear()
    for data, text in choices.items():
        box.addItem(text, data)
    box.setCurrentIndex(list(choices).index(chosen))


def _nearest(cuts: Iterable[Cut], was: Cut | None, year: int) -> Cut | None:
    """What to show first: the wanted year, or the latest one."""
    found = tuple(cuts)
    if not found:
        return None
    if was is not None:
        return _closest(found, was)
    latest = max(cut.year for cut in found)
    wanted = year if any(cut.year == year for cut in found) else latest
    return next(cut for cut in found if cut.year == wanted)


def _closest(cuts: Iterable[Cut], now: Cut) -> Cut:
    """The work that keeps most of what was chosen."""
    return min(
        cuts,
        key=lambda cut: (
            cut.procedure != now.procedure,
            cut.subject != now.subject,
            cut.grade != now.grade,
            -cut.year if cut.year != now.year else -(10**6),
            cut,
        ),
    )

"""«Документы»: papers about schools at risk of a year, and letters to all schools, put into a folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quality_desktop.domain.errors import QualityError
from quality_desktop.services.paperwork import printing
from quality_desktop.services.risk_paperwork import risk_papers, risk_printing, risk_register
from quality_desktop.services.risk_paperwork.risk_papers import RiskPaper, RiskPaperKind
from quality_desktop.services.risk_paperwork.risk_printing import (
    REGISTERED,
    Registration,
    WrittenBatch,
)
from quality_desktop.services.risk_paperwork.risk_register import LetterNumber
from quality_desktop.services.risk_schools import risk
from quality_desktop.storage.store import Store
from quality_desktop.ui.dialogs.exchange import ExchangeDialog
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.jobs import Progress
from quality_desktop.ui.operations import Operations
from quality_desktop.ui.plurals import counted
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.widgets.date_edit import DateEdit
from quality_desktop.ui.widgets.folder_line import FolderLine
from quality_desktop.ui.widgets.naming import named

_LETTERS: Final = "letters"
_REMARKS: Final = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """Papers of a year, and the years that have any."""

    years: tuple[int, ...]
    year: int
    papers: tuple[RiskPaper, ...]
    number: LetterNumber = field(default_factory=LetterNumber)

    @property
    def of_district(self) -> tuple[RiskPaper, ...]:
        """Papers that are not letters to a school."""
        return tuple(one for one in self.papers if one.kind is not RiskPaperKind.SCHOOL)

    @property
    def letters(self) -> int:
        """Schools that have recommendations."""
        return len(self._to_schools)

    @property
    def are_letters_drafts(self) -> bool:
        """Nobody has composed the recommendations: they are those of the library."""
        return any(one.is_draft for one in self._to_schools)

    @property
    def _to_schools(self) -> list[RiskPaper]:
        return [one for one in self.papers if one.kind is RiskPaperKind.SCHOOL]


class LetterNumbers:
    """Fields for the numbers and dates of letters.

    Attributes:
        first: Number of the first letter, with what stands after every number.
        following: Takes the number that comes next in the register.
        dated: Date of all letters.
        due: By when the schools are to answer.
    """

    def __init__(self) -> None:
        self._number = LetterNumber()
        self.first = named(QLineEdit(), "papersFirst", "Номер первого письма")
        self.first.setPlaceholderText("Если не указать, для номеров останется место")
        self.first.setToolTip(
            "Информационное письмо получит этот номер, письма школам – следующие. Письма с номерами "
            "попадут в реестр (вкладка «Документы»)"
        )
        self.following = named(QPushButton("Следующий", autoDefault=False), "papersFollowing")
        self.following.setToolTip("Взять номер, который идёт за последним письмом в реестре")
        self.following.clicked.connect(lambda: self.first.setText(self._number.following))
        self.dated = named(DateEdit(), "papersDated")
        self.due = named(DateEdit(), "papersDue")

    def add_rows(self, form: QFormLayout) -> None:
        """Put the fields into a form."""
        label, line = QLabel("&Номер первого письма"), QHBoxLayout()
        label.setBuddy(self.first)
        line.addWidget(self.first, 1)
        line.addWidget(self.following)
        form.addRow(label, line)
        form.addRow("&Дата писем", self.dated)
        form.addRow("&Ответить до", self.due)

    def set_enabled(self, *, is_enabled: bool) -> None:
        """The fields are for letters only."""
        for widget in (self.first, self.following, self.dated, self.due):
            widget.setEnabled(is_enabled)

    def offer(self, number: LetterNumber) -> None:
        """Know how letters are numbered, and what comes next."""
        self._number = number
        self.following.setText(
            f"Следующий: {number.following}" if number.following else "Следующий"
        )

    def read(self) -> Registration:
        """What is typed.

        Raises:
            QualityError: A number or a date cannot be read; the field gets the focus.
        """
        for box, what in ((self.dated, "Дата писем"), (self.due, "Срок ответа")):
            if not box.has_valid_text:
                box.setFocus()
                raise QualityError(f"{what} – не дата: напишите её как 05.07.2026.")
        try:
            return Registration.of(
                self.first.text(),
                dated=self.dated.day,
                due=self.due.day,
                pattern=self._number.pattern,
            )
        except QualityError:
            self.first.setFocus()
            raise


class RiskPapers(ExchangeDialog):
    """Year, papers with ticks, numbers of the letters, folder; one button."""

    name: ClassVar[str] = "riskPapers"
    title: ClassVar[str] = "Документы о школах риска"
    verb: ClassVar[str] = "Записать"
    wanted_size: ClassVar[tuple[int, int]] = (640, 520)

    def __init__(
        self,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        year: int,
    ) -> None:
        """Propose the papers of a year.

        Args:
            parent: The window it belongs to.
            operations: The bridge to the file.
            scope: School year of the window.
            environment: Shared objects.
            year: Calendar year of the exams.
        """
        super().__init__(parent, operations, scope, environment)
        self._offer = _Offer(years=(), year=year, papers=())
        self._written: WrittenBatch | None = None
        self.year = named(QComboBox(), "papersYear", "Год процедур")
        self.papers = named(QListWidget(), "papersList", "Какие документы")
        self.numbers = LetterNumbers()
        self.folder = FolderLine(
            environment, "papersFolder", "Папка",
            question="Куда записать документы", otherwise=self.folder_to_start,
        )  # fmt: skip
        self.open_folder = named(QPushButton("Открыть папку", autoDefault=False), "papersOpen")
        self.open_folder.hide()
        self.folder.line.setText(str(self.folder_to_start() / f"Школы риска {year}"))
        self._fill_content()
        self.lay_out()
        self._connect()
        self._ask(year)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        operations: Operations,
        scope: Scope,
        environment: Environment,
        *,
        year: int,
    ) -> None:
        """Show the dialog until it is closed."""
        dialog = cls(parent, operations, scope, environment, year=year)
        dialog.exec()
        dialog.deleteLater()

    @property
    def written(self) -> WrittenBatch | None:
        """What was written last; None before."""
        return self._written

    def save(self) -> None:
        """Write the ticked papers."""
        try:
            registration = self.numbers.read()
        except QualityError as error:
            self.tell(str(error), is_refusal=True)
            return
        chosen = self._checked()
        papers = [
            one
            for one in self._offer.papers
            if (_LETTERS if one.kind is RiskPaperKind.SCHOOL else one.key) in chosen
        ]
        folder, folders = Path(self.folder.text), self.paper_folders()

        def write(store: Store, progress: Progress) -> WrittenBatch:
            return risk_printing.write_all(
                store=store,
                papers=papers,
                folder=folder,
                formats=printing.FORMATS,
                folders=folders,
                registration=registration,
                progress=progress.report,
            )

        self.run(write, self._show_written, title="Документы")

    def _show_written(self, written: WrittenBatch) -> None:
        """Letters with numbers go into the register at once."""
        self._written = written
        if not written.numbered:
            self._tell_written(written)
            return
        self.write(
            lambda store: risk_register.register(store=store, letters=written.numbered),
            lambda _: self._tell_written(written),
            title="Реестр документов",
        )

    def _tell_written(self, written: WrittenBatch) -> None:
        self.tell(f"{_said(written)} Папка: {self.folder.text}.", remarks=_remarks(written))
        self.environment.preferences.remember_folder(Path(self.folder.text).parent)
        self.open_folder.show()
        self.leave.setDefault(True)
        self.leave.setFocus()

    def _connect(self) -> None:
        self.year.activated.connect(lambda _: self._ask(int(self.year.currentData())))
        self.papers.itemChanged.connect(lambda _: self._count())
        self.folder.line.textChanged.connect(lambda _: self._count())
        self.apply.clicked.connect(self.save)
        self.open_folder.clicked.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text))
        )

    def _fill_content(self) -> None:
        label = QLabel("&Папка")
        label.setBuddy(self.folder.line)
        above, form = QFormLayout(), QFormLayout()
        above.addRow("&Год процедур", self.year)
        self.numbers.add_rows(form)
        form.addRow(label, self.folder)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(self.open_folder)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(above)
        layout.addWidget(self.papers, 1)
        layout.addLayout(form)
        layout.addLayout(below)

    def _ask(self, year: int) -> None:
        wording, today = self.environment.wording, date.today()

        def ask(store: Store) -> _Offer:
            years = {paper.year for paper in risk_papers.available(store=store)}
            known = sorted(years | set(risk.years(store=store)), reverse=True)
            return _Offer(
                years=tuple(known),
                year=year,
                papers=risk_papers.of_year(store=store, year=year),
                number=risk_register.letter_number(store=store, wording=wording, today=today),
            )

        self.operations.ask(ask, self._show_offer, owner=self)

    def _show_offer(self, offer: _Offer) -> None:
        self._offer = offer
        self.year.clear()
        for year in offer.years or (offer.year,):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(offer.year))
        self.papers.clear()
        for paper in offer.of_district:
            self._add(paper.title, paper.key, is_draft=paper.is_draft)
        if offer.letters:
            schools = counted(offer.letters, "школе", "школам", "школам")
            draft = " (проект)" if offer.are_letters_drafts else ""
            title = f"Письма с адресными рекомендациями {schools}{draft}"
            self._add(title, _LETTERS, is_draft=offer.are_letters_drafts)
        self.numbers.offer(offer.number)
        has_letters = any(one.kind in REGISTERED for one in offer.papers)
        self.numbers.set_enabled(is_enabled=has_letters)
        if not offer.papers:
            self.tell(f"Документов за {offer.year} год нет: составьте список.", is_refusal=True)
        self._count()

    def _add(self, title: str, key: str, *, is_draft: bool) -> None:
        """What the program proposes by itself is written only when somebody ticks it."""
        item = QListWidgetItem(title)
        item.setData(Qt.ItemDataRole.UserRole, key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked if is_draft else Qt.CheckState.Checked)
        if is_draft:
            item.setToolTip(
                "Составит программа: в файле этого ещё нет. На документе стоит «ПРОЕКТ»."
            )
        self.papers.addItem(item)

    def _checked(self) -> frozenset[str]:
        items = (self.papers.item(row) for row in range(self.papers.count()))
        return frozenset(
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        )

    def _count(self) -> None:
        is_ready = bool(self._checked() and self.folder.text)
        self.apply.setEnabled(is_ready and not self.is_working)


def _said(written: WrittenBatch) -> str:
    files = counted(len(written.files), "файл", "файла", "файлов")
    numbered = counted(len(written.numbered), "письмо", "письма", "писем")
    return f"Записано: {files}." + (f" В реестре: {numbered}." if written.numbered else "")


def _remarks(written: WrittenBatch) -> list[str]:
    found = list(dict.fromkeys(problem.text for problem in written.problems))
    if len(found) > _REMARKS:
        found[_REMARKS:] = [f"и ещё {len(found) - _REMARKS}"]
    return found

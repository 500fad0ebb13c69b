"""The register of proofs: filters, the way to the website, copies of files, readiness."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.cycle import Position, Progress, position_id, progress_id
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.records import new_id
from quality_desktop.services.cycle import cycle, responsibility
from quality_desktop.services.district_file import files
from quality_desktop.ui.dialogs.evidence import EvidenceDialog
from quality_desktop.ui.dialogs.evidence_register import EvidenceRegister
from quality_desktop.ui.dialogs.published import Published, PublishedDialog
from quality_desktop.ui.scope import Scope
from tests.ui.conftest import WRITER
from tests.ui.drivers import wait_idle

pytestmark = pytest.mark.gui

YEAR = 2021


@pytest.fixture
def proofs(sample_file) -> dict[str, Evidence]:
    """Three proofs of two positions: an act, a page in the queue, a published file."""
    made: dict[str, Evidence] = {}
    with files.open_file(
        path=sample_file, migrations=paths.bundled().migrations, writer=WRITER
    ) as store:
        edition = responsibility.current_edition(store=store).id
        [direction] = [
            one
            for one in responsibility.directions_of(store=store, edition=edition)
            if one.code == "1.2"
        ]
        for title, place, values in (
            ("Положение", 1, {"number": "№ 15", "dated": date(2021, 3, 12)}),
            (
                "Вебинар",
                3,
                {"form": "link", "locator": "https://v.example/1", "publishing": "ready"},
            ),
            ("Справка", 3, {"form": "file", "publishing": "published", "checked_on": date.today()}),
        ):
            state = Progress(
                id=progress_id(direction.id, position_id(place), YEAR),
                direction=direction.id,
                position=position_id(place),
                year=YEAR,
            )
            made[title] = Evidence(id=new_id(), progress=state.id, title=title, **values)
            cycle.attach(store=store, state=state, proof=made[title])
    return made


class Register:
    """The dialog as a user meets it."""

    def __init__(self, qtbot, operations, environment):
        scope = Scope(YEAR)
        self.qtbot, self.operations = qtbot, operations
        self.dialog = EvidenceRegister(None, operations, scope, environment)
        qtbot.addWidget(self.dialog)
        self.dialog.show()
        self.settle()

    def settle(self):
        wait_idle(self.qtbot, self.operations)

    @property
    def titles(self):
        return [row.proof.title for row in self.dialog.model.rows]

    def choose(self, *titles):
        self.dialog.grid.clearSelection()
        for title in titles:
            row = self.titles.index(title)
            index = self.dialog.model.index(row, 2)
            self.dialog.grid.selectionModel().select(
                index, self.dialog.grid.selectionModel().SelectionFlag.Select
            )

    def press(self, button):
        assert button.isEnabled()
        button.click()
        self.settle()

    def proof(self, title) -> Evidence:
        return next(r.proof for r in self.dialog.model.all_rows if r.proof.title == title)

    def show_kind(self, kind):
        self.dialog.filter.kind_box.setCurrentIndex(self.dialog.filter.kind_box.findData(kind))


@pytest.fixture
def shown(qtbot, proofs, sample_file, open_operations, environment):
    register = Register(qtbot, open_operations(sample_file), environment)
    yield register
    register.settle()
    register.dialog.close()


KINDS = {
    "all": {"Положение", "Вебинар", "Справка"},
    "waiting": {"Вебинар"},
    "unpublished": {"Положение", "Вебинар"},
    "stale": {"Положение", "Вебинар"},
    "no_file": {"Положение", "Справка"},
    "not_handed": {"Положение", "Вебинар", "Справка"},
    "late": set(),
}


def test_every_kind_shows_its_lines_only_and_a_word_finds_its_line(shown):
    for kind, titles in KINDS.items():
        shown.show_kind(kind)
        assert set(shown.titles) == titles, kind
    shown.show_kind("all")
    shown.dialog.filter.search.setText("v.example")
    assert shown.titles == ["Вебинар"]


def test_the_models_keep_the_rules_of_qt(shown):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [
        QAbstractItemModelTester(model, mode)
        for model in (shown.dialog.model, shown.dialog.readiness)
    ]
    shown.show_kind("waiting")
    shown.show_kind("all")
    shown.choose("Положение")
    shown.press(shown.dialog.actions_of_lines.ready)
    for tester in testers:
        tester.deleteLater()


def test_lines_are_handed_over_by_a_day_put_in_the_queue_and_taken_back_in_one_step(shown):
    actions = shown.dialog.actions_of_lines
    shown.choose("Положение", "Справка")
    actions.day.setText("12.07.2021")
    shown.press(actions.handed)
    assert shown.proof("Положение").handed_over == date(2021, 7, 12)
    assert shown.proof("Справка").handed_over == date(2021, 7, 12)
    shown.choose("Положение")
    shown.press(actions.ready)
    assert shown.proof("Положение").publishing == "ready"
    assert "ждут размещения: 2" in shown.dialog.count.text()
    shown.dialog.activateWindow()
    shown.qtbot.keyClick(
        shown.dialog.grid, Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier
    )
    shown.settle()
    assert shown.proof("Положение").publishing == "none"
    shown.operations.undo()
    shown.settle()
    assert shown.proof("Справка").handed_over is None


def test_a_day_that_is_none_is_said_and_nothing_is_written(shown):
    actions = shown.dialog.actions_of_lines
    shown.choose("Положение")
    actions.day.setText("45.13.2021")
    shown.press(actions.checked)
    assert "день, месяц и год" in shown.dialog.outcome.text()
    assert shown.proof("Положение").checked_on is None


def test_what_is_published_has_its_day_and_address(shown, monkeypatch):
    answer = Published(day=date(2021, 8, 1), address="https://uo.example/p")
    monkeypatch.setattr(PublishedDialog, "ask", lambda *_args, **_named: answer)
    shown.choose("Вебинар")
    shown.press(shown.dialog.actions_of_lines.published)
    found = shown.proof("Вебинар")
    assert (found.publishing, found.published_on, found.address) == (
        "published", date(2021, 8, 1), "https://uo.example/p",
    )  # fmt: skip
    shown.choose("Вебинар")
    shown.press(shown.dialog.actions_of_lines.withdraw)
    assert shown.proof("Вебинар").publishing == "none"


def test_a_copy_is_kept_inside_and_opens_from_there(shown, messages, tmp_path, monkeypatch):
    opened: list[QUrl] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    path = tmp_path / "Приказ.pdf"
    path.write_bytes(b"%PDF-1.4")
    messages.paths.append(path)
    shown.choose("Положение")
    shown.press(shown.dialog.actions_of_lines.keep)
    path.unlink()
    shown.show_kind("no_file")
    assert shown.titles == ["Справка"]
    shown.show_kind("all")
    shown.choose("Положение")
    shown.press(shown.dialog.actions_of_lines.open)
    [url] = opened
    assert Path(url.toLocalFile()).read_bytes() == b"%PDF-1.4"


def test_a_double_click_on_readiness_shows_the_proofs_of_the_cell(shown):
    dialog = shown.dialog
    row = next(n for n, r in enumerate(dialog.readiness.rows) if r.direction.code == "1.2")
    assert dialog.pages.tabText(1).startswith("Готовность: 2 из ")
    assert dialog.readiness.index(row, 3).data() == "2"
    dialog.pages.setCurrentIndex(1)
    dialog.matrix.doubleClicked.emit(dialog.readiness.index(row, 3))
    assert dialog.pages.currentIndex() == 0
    assert set(shown.titles) == {"Вебинар", "Справка"}
    dialog.direction.setCurrentIndex(0)
    assert len(shown.titles) == 3


def test_the_months_of_freshness_are_changed_in_the_window(shown):
    shown.dialog.months.setValue(120)
    shown.dialog.months.editingFinished.emit()
    shown.settle()
    shown.show_kind("stale")
    assert shown.titles == ["Вебинар"]


def test_the_tables_are_saved_for_excel(shown, messages, tmp_path):
    messages.paths.append(tmp_path / "подтверждения.xlsx")
    shown.show_kind("waiting")
    shown.press(shown.dialog.export)
    book = load_workbook(tmp_path / "подтверждения.xlsx")
    assert book.sheetnames == ["Подтверждения", "Готовность"]
    cells = [cell for line in book["Подтверждения"].values for cell in line]
    assert "Вебинар" in cells
    assert "Положение" not in cells


def test_the_website_is_written_and_what_stands_on_it_is_noted(
    shown, messages, tmp_path, monkeypatch
):
    answer = Published(day=date(2021, 8, 1), address="https://uo.example/mkk/")
    monkeypatch.setattr(PublishedDialog, "ask", lambda *_args, **_named: answer)
    messages.paths.append(tmp_path / "сайт")
    shown.press(shown.dialog.apply)
    shown.settle()
    assert "Вебинар" in (tmp_path / "сайт" / "napravlenie-1-2.html").read_text(encoding="utf-8")
    found = shown.proof("Вебинар")
    assert found.publishing == "published"
    assert found.address == "https://uo.example/mkk/napravlenie-1-2.html#p3"
    assert "1 подтверждение" in shown.dialog.outcome.text()


def test_enter_in_a_line_starts_nothing_and_what_is_published_is_not_queued_again(shown):
    shown.dialog.filter.search.setFocus()
    shown.qtbot.keyClick(shown.dialog.filter.search, Qt.Key.Key_Return)
    shown.settle()
    assert shown.dialog.isVisible()
    shown.choose("Справка")
    assert not shown.dialog.actions_of_lines.ready.isEnabled()


def test_a_year_without_proofs_says_how_to_begin(qtbot, sample_file, open_operations, environment):
    register = Register(qtbot, open_operations(sample_file), environment)
    assert not register.dialog.empty.isHidden()
    assert not register.dialog.actions_of_lines.ready.isEnabled()
    register.dialog.close()


def test_an_address_that_is_no_page_is_not_taken(qtbot):
    dialog = PublishedDialog(None, count=2, label="Адрес вкладки", words="")
    qtbot.addWidget(dialog)
    dialog.address.setText("uo.example")
    assert not dialog.take.isEnabled()
    dialog.address.setText("https://uo.example")
    assert dialog.take.isEnabled()
    dialog.day.setText("")
    assert not dialog.take.isEnabled()


def test_a_chosen_file_is_kept_inside_unless_it_is_said_otherwise(
    qtbot, environment, messages, tmp_path
):
    position = Position(id=position_id(3), stage=new_id(), number=3, title="Методы")
    state = Progress(id=new_id(), direction=new_id(), position=position.id, year=YEAR)
    dialog = EvidenceDialog(None, environment, [state], {position.id: position})
    qtbot.addWidget(dialog)
    path = tmp_path / "Справка.pdf"
    path.write_bytes(b"%PDF")
    messages.paths.append(path)
    dialog.form.setCurrentIndex(dialog.form.findData("file"))
    dialog.choose.click()
    dialog.number.setText("№ 15")
    assert dialog.attachment.keep == path
    assert dialog.attachment.proof.number == "№ 15"
    dialog.is_kept.setChecked(False)
    assert dialog.attachment.keep is None
    dialog.is_kept.setChecked(True)
    dialog.form.setCurrentIndex(dialog.form.findData("link"))
    assert dialog.attachment.keep is None

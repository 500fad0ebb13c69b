"""Story: results of two years come in, and schools at risk are named, approved and written to.

A table read → the list with its reasons → 25 % tried and put back → the draft → recommendations to
the schools of the list → the act → the papers, stopped half-way → the papers, all of them.
"""

from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from quality_desktop import paths
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.records import new_id
from quality_desktop.services.district_file import files
from quality_desktop.services.risk_paperwork.risk_printing import LETTERS_FOLDER
from quality_desktop.ui.dialogs.load_results import LoadResults
from quality_desktop.ui.dialogs.risk_decisions import Question
from quality_desktop.ui.dialogs.risk_papers import RiskPapers
from quality_desktop.ui.widgets.date_edit import DateEdit
from tests.sheets.results.district_files import DISTRICT, World, long_rows, text_file
from tests.ui.conftest import WRITER
from tests.ui.drivers import TabDriver, find, wait_idle
from tests.ui.tabs.drivers_matrix import in_dialog, plain
from tests.ui.tabs.drivers_risk_list import RiskDriver

pytestmark = [pytest.mark.gui, pytest.mark.journey]

YEAR = 2026
ALWAYS_WEAK, NEAR, NEWLY_WEAK, STRONG, SILENT = (f"МБОУ СОШ № {number}" for number in range(1, 6))
BEFORE: World = {
    ("МА", 5, ALWAYS_WEAK): (8, 9, 5, 2),
    ("РУ", 5, ALWAYS_WEAK): (7, 8, 4, 1),
    ("МА", 5, NEAR): (5, 4, 2, 1),
    ("РУ", 5, NEAR): (9, 9, 5, 2),
    ("МА", 5, NEWLY_WEAK): (2, 9, 6, 3),
    ("РУ", 5, NEWLY_WEAK): (1, 9, 7, 3),
    ("МА", 5, STRONG): (0, 6, 12, 7),
    ("РУ", 5, STRONG): (1, 5, 12, 7),
    ("МА", 5, SILENT): (3, 4, 2, 1),
}
NOW: World = {
    ("МА", 5, ALWAYS_WEAK): (9, 9, 4, 2),
    ("РУ", 5, ALWAYS_WEAK): (6, 8, 4, 2),
    ("МА", 5, NEAR): (3, 5, 3, 1),
    ("РУ", 5, NEAR): (7, 10, 6, 2),
    ("МА", 5, NEWLY_WEAK): (6, 8, 4, 2),
    ("РУ", 5, NEWLY_WEAK): (8, 7, 4, 1),
    ("МА", 5, STRONG): (1, 6, 11, 7),
    ("РУ", 5, STRONG): (0, 5, 13, 7),
}
"""Pupils with the marks 2, 3, 4 and 5 in the works of two years."""
PAPERS = (
    "Приказ об утверждении списка ШНОР за 2026 год",
    "Информационное письмо по итогам 2026 года",
    "Аналитический отчёт за 2026 год",
)


@pytest.fixture
def office_file(empty_file):
    """A new file that knows whose it is and nothing else."""
    migrations = paths.bundled().migrations
    with (
        files.open_file(path=empty_file, migrations=migrations, writer=WRITER) as store,
        store.work("Реквизиты") as work,
    ):
        work.put(
            Municipality(
                id=new_id(),
                name="Первомайский район",
                official_name=DISTRICT,
                office_name="Управление образования Первомайского муниципального района",
                office_term="Управление образования",
                locality="с. Первомайское",
            )
        )
        work.commit()
    return empty_file


@pytest.fixture
def window(make_window, office_file):
    driver = make_window(office_file)
    driver.window.scope.choose_year(YEAR - 1)
    driver.settle()
    return driver


@pytest.fixture
def table(tmp_path):
    """The table that the office gets: both years one under the other."""
    return text_file([*long_rows(BEFORE, YEAR - 1), *long_rows(NOW, YEAR)[1:]], tmp_path)


def test_from_the_results_to_the_order_and_the_letters(window, table, messages, tmp_path, qtbot):
    monitoring = TabDriver(qtbot, window.show_tab("monitoring"))
    in_dialog(LoadResults, lambda dialog: load(dialog, qtbot, table))
    monitoring.trigger("Загрузить результаты…")

    tab = RiskDriver(qtbot, window.show_tab("risk"))
    tab.settle()
    verdicts = {school: tab.cell(school, "По правилу") for school in tab.shown}
    assert verdicts == {
        ALWAYS_WEAK: "в списке",
        NEWLY_WEAK: "в списке",
        NEAR: "вне списка",
        STRONG: "вне списка",
        SILENT: "нет данных",
    }
    see_reasons(tab)
    try_another_share(tab)

    tab.press_button("listDraft")
    assert f"Проект списка за {YEAR} год" in tab.view.line.sentence.text()
    tab.press_button("listAdvise")
    assert "2 школам" in plain(tab.view.outcome.text())
    in_dialog(Question, approve)
    tab.press_button("listApprove")
    assert "утверждён: приказ № 1048 от 20.09.2026, 2 школы" in plain(tab.view.line.sentence.text())

    folder = tmp_path / "Бумаги"
    in_dialog(RiskPapers, lambda dialog: stop_in_the_middle(dialog, qtbot, folder))
    tab.trigger("Документы…")
    in_dialog(RiskPapers, lambda dialog: write(dialog, qtbot, folder))
    tab.trigger("Документы…")
    check_papers(folder)
    assert messages.refusals == []


def load(dialog: LoadResults, qtbot, table: Path) -> None:
    """Read the table, take its schools into the directory, write everything by one button."""
    dialog.picker.picked.emit((table,))
    wait_idle(qtbot, dialog.operations)
    questions = dialog.pages.schools
    assert questions.waiting == 5
    questions.add_all.click()
    wait_idle(qtbot, dialog.operations)
    assert questions.waiting == 0
    assert len(dialog.preview.new) == len(BEFORE) + len(NOW)
    assert dialog.apply.text() == "Записать 17 результатов"
    dialog.apply.click()
    wait_idle(qtbot, dialog.operations)
    assert "Записано: 17 результатов" in dialog.outcome.text()
    dialog.leave.click()


def see_reasons(tab: RiskDriver) -> None:
    """Open the reasons of a school, exactly at the threshold in one of its works, and close them."""
    tab.go(ALWAYS_WEAK)
    tab.press(Qt.Key.Key_Space)
    work = "ВПР, русский язык, 5 класс"
    assert tab.cell(work, "Низких результатов, чел.") == "6 из 20"
    assert tab.cell(work, "Доля низких") == "30,0 % ≥ 30 %"
    tab.press(Qt.Key.Key_Space)


def try_another_share(tab: RiskDriver) -> None:
    """Try 25 %, see who enters, and put the rule back."""
    tab.trigger("Что, если…")
    tab.try_share("25")
    assert tab.cell(NEAR, "Если так") == "войдёт"
    said = tab.view.pane.what_if.sentence.text()
    assert said == f"Войдут (1): {NEAR}."
    assert not tab.view.line.draft.isEnabled()
    tab.press_button("ifBack")
    assert tab.cell(NEAR, "По правилу") == "вне списка"
    tab.trigger("Что, если…")


def approve(dialog: Question) -> None:
    """Name the act."""
    find(dialog, QLineEdit, "actNumber").setText("1048")
    find(dialog, DateEdit, "actDate").show_date(date(2026, 9, 20))
    dialog.accept_button.click()


def stop_in_the_middle(dialog: RiskPapers, qtbot, folder: Path) -> None:
    """Stop when the first paper is made and others are still to come."""
    wait_idle(qtbot, dialog.operations)
    dialog.folder.line.setText(str(folder))
    steps: list[tuple[int, int]] = []

    def stop(done: int, total: int, _text: str) -> None:
        if 0 < done < total and not steps:
            steps.append((done, total))
            find(dialog, QPushButton, "progressStop").click()

    dialog.operations.progressed.connect(stop)
    dialog.apply.click()
    assert dialog.is_working
    wait_idle(qtbot, dialog.operations)
    assert steps, "the work was over before it could be stopped"
    assert dialog.written is None
    assert "Остановлено: ничего не записано" in dialog.outcome.text()
    assert list(folder.rglob("*")) == []
    dialog.leave.click()


def write(dialog: RiskPapers, qtbot, folder: Path) -> None:
    """Write every paper of the year, the letters with their numbers."""
    wait_idle(qtbot, dialog.operations)
    dialog.folder.line.setText(str(folder))
    dialog.numbers.first.setText("57/01-12")
    dialog.numbers.dated.show_date(date(2026, 9, 22))
    steps: list[tuple[int, int]] = []
    dialog.operations.progressed.connect(lambda done, total, _text: steps.append((done, total)))
    dialog.apply.click()
    wait_idle(qtbot, dialog.operations)
    assert steps == sorted(steps)
    assert {total for _, total in steps} == {len(PAPERS) + 2}
    assert dialog.written is not None
    assert dialog.written.letters == 2
    assert "Записано: 10 файлов" in plain(dialog.outcome.text())
    dialog.leave.click()


def check_papers(folder: Path) -> None:
    """Every paper is there as DOCX and PDF, nothing else is, and they name the schools."""
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    letters = {
        f"{LETTERS_FOLDER}/{place} {school}"
        for place, school in enumerate((ALWAYS_WEAK, NEWLY_WEAK), start=1)
    }
    assert names == {f"{name}.{kind}" for name in (*PAPERS, *letters) for kind in ("docx", "pdf")}
    order = words(folder / f"{PAPERS[0]}.docx")
    assert "1048" in order
    assert ALWAYS_WEAK in order
    assert NEWLY_WEAK in order
    assert NEAR not in order
    second = words(folder / LETTERS_FOLDER / f"2 {NEWLY_WEAK}.docx")
    assert "59/01-12" in second
    assert "8 из 20" in second


def words(path: Path) -> str:
    """Everything that stands in a DOCX, with ordinary spaces."""
    found = docx.Document(str(path))
    cells = (cell.text for table in found.tables for line in table.rows for cell in line.cells)
    return plain("\n".join([*(each.text for each in found.paragraphs), *cells]))

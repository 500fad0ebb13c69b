"""Story: last year's roadmap comes as a Word text, its work is kept through the year and printed.

A DOCX read with a preview → the wrong year found and mended → progress with its proof → a row dragged
→ the plan printed → the plan of the next year.
"""

from datetime import date

import docx
import pytest

from quality_desktop import paths
from quality_desktop.documents.roadmap import (
    RoadmapFacts,
    RoadmapRowFacts,
    RoadmapSectionFacts,
    roadmap_document,
)
from quality_desktop.ui.dialogs.load_plan import LoadPlan
from quality_desktop.ui.dialogs.plan_facts import PlanFactsDialog
from quality_desktop.ui.dialogs.plan_progress import PlanProgressDialog
from quality_desktop.writers import files
from tests.ui.drivers import wait_idle
from tests.ui.tabs.drivers_matrix import in_dialog, plain
from tests.ui.tabs.drivers_roadmap import DATES, RoadmapDriver

pytestmark = [pytest.mark.gui, pytest.mark.journey]

TITLE = "Дорожная карта\nмежмуниципального взаимодействия на 2018 год"
WORK = (
    ("", "Съезд руководителей образовательных организаций", "19 февраля"),
    ("", "Сессия образовательной агломерации", "Май Август"),
    ("Сопровождение", "Работа проектных команд", "Март-октябрь 2017 г."),
    ("Обучение", "Обучение руководителей", "Январь – апрель\nСентябрь – ноябрь"),
)


@pytest.fixture
def paper(tmp_path):
    """The roadmap as the ministry sends it: a Word text with section rows."""
    sections: dict[str, list[RoadmapRowFacts]] = {}
    for section, title, dates in WORK:
        row = RoadmapRowFacts(
            title=title, participants="МОУО\nОО", executors="ГБУ ДПО РЦОКИО/ МОУО", dates=dates,
            expected="Материалы",
        )  # fmt: skip
        sections.setdefault(section, []).append(row)
    facts = RoadmapFacts(
        title=TITLE,
        year=2018,
        sections=tuple(
            RoadmapSectionFacts(title=title, rows=tuple(rows)) for title, rows in sections.items()
        ),
    )
    fonts = paths.bundled().fonts
    (path,) = files.save(roadmap_document(facts), formats=["docx"], folder=tmp_path, fonts=fonts)
    return path


def test_a_roadmap_is_loaded_kept_and_printed(
    make_window, empty_file, paper, messages, tmp_path, qtbot
):
    window = make_window(empty_file)
    plan = RoadmapDriver(qtbot, window.show_tab("roadmap"))

    def load(dialog: LoadPlan) -> None:
        dialog.read([paper])
        wait_idle(qtbot, dialog.operations)
        assert dialog.apply.text() == "Загрузить 4 строки"
        assert dialog.asked.heading.toPlainText() == TITLE
        dialog.apply.click()
        wait_idle(qtbot, dialog.operations)

    in_dialog(LoadPlan, load)
    plan.press_button("emptyButton")
    assert [row.dates for row in plan.records] == [dates for _, _, dates in WORK]
    assert [line for line in plan.lines if not line[0].isdigit()] == ["Сопровождение", "Обучение"]

    (problem,) = plan.tab.problems.problems
    assert "не в году плана" in problem.text
    plan.tab.jump_to(problem.place)
    plan.plan.edit(plan.line("Работа проектных команд"), DATES, "Март-октябрь 2018 г.")
    assert plan.problems == ()

    proof = tmp_path / "Протокол съезда.pdf"
    proof.write_bytes(b"%PDF-1.4")
    plan.go("организаций")
    in_dialog(PlanProgressDialog, keep_progress)
    plan.trigger("Отметить ход…")
    qtbot.waitUntil(lambda: "Файлы" in plan.side)
    messages.paths.append(proof)
    plan.press_button("planAttach")
    qtbot.waitUntil(lambda: "Протокол съезда.pdf" in plan.side)
    assert plan.records[0].done_on == date(2018, 2, 19)

    handles = plan.tab.page.grid.verticalHeader()
    handles.moveSection(plan.line("агломерации"), plan.line("проектных команд"))
    plan.settle()
    assert [row.title for row in plan.records][1:3] == [WORK[2][1], WORK[1][1]]

    folder = tmp_path / "Бумаги"
    messages.paths.append(folder)
    plan.trigger("Сохранить DOCX и PDF…")
    (text,) = folder.glob("*.docx")
    assert len(list(folder.glob("*.pdf"))) == 1
    check(text)

    in_dialog(PlanFactsDialog, lambda dialog: dialog.apply.click())
    plan.trigger("На другой год…")
    assert "2019 год" in plan.tab.page.bar.plans.currentText()
    assert [row.dates for row in plan.records][1] == "Март-октябрь 2019 г."
    assert {row.progress for row in plan.records} == {"planned"}
    assert messages.refusals == []


def keep_progress(dialog: PlanProgressDialog) -> None:
    """The meeting was held; its record proves it."""
    dialog.state.setCurrentIndex(dialog.state.findData("done"))
    dialog.done_on.setText("19.02.2018")
    dialog.proof.setText("протокол от 19.02.2018 № 1")
    dialog.apply.click()


def check(path) -> None:
    """The printed table has all sections and rows, renumbered."""
    (table,) = docx.Document(str(path)).tables
    rows = [[plain(cell.text) for cell in row.cells] for row in table.rows]
    assert rows[0][0] == "№ п/п"
    numbers = [row[0] for row in rows if row[0].rstrip(".").isdigit()]
    assert numbers == ["1.", "2.", "3.", "4."]
    assert ["Сопровождение"] * 6 in rows
    assert "Март-октябрь 2018 г." in {row[4] for row in rows}

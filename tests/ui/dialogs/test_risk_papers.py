"""«Документы о школах риска» on the sample district."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from quality_desktop import paths
from quality_desktop.services.register import numbering
from quality_desktop.services.register.entries import entries
from quality_desktop.services.risk_paperwork.risk_printing import LETTERS_FOLDER
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.school_profile import recommendations
from quality_desktop.ui.dialogs.risk_papers import RiskPapers
from quality_desktop.ui.scope import Scope
from tests.ui.drivers import wait_idle

pytestmark = pytest.mark.gui
YEAR = 2026


@pytest.fixture
def operations(qtbot, open_operations, sample_file):
    opened = open_operations(sample_file)

    def prepare(store):
        code = risk.current_code(store=store)
        terms = risk.terms(store=store, rule=code)
        risk_lists.make_draft(
            store=store, year=YEAR, terms=terms, today=date(2026, 6, 20), rule=code
        )
        found = risk_lists.view(store=store, year=YEAR)
        assert found is not None
        return recommendations.generate(
            store=store,
            year=YEAR,
            schools=[row.school.id for row in found.listed[:2]],
            reference=paths.bundled().reference,
        )

    opened.do(prepare, owner=opened)
    wait_idle(qtbot, opened)
    return opened


@pytest.fixture
def dialog(qtbot, operations, environment, tmp_path):
    made = RiskPapers(None, operations, Scope(2025, operations), environment, year=YEAR)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    made.folder.line.setText(str(tmp_path / "бумаги"))
    return made


def titles(dialog):
    return [dialog.papers.item(row).text() for row in range(dialog.papers.count())]


def ticked(dialog):
    items = [dialog.papers.item(row) for row in range(dialog.papers.count())]
    return [one.text() for one in items if one.checkState() is Qt.CheckState.Checked]


def keep_only(dialog, words):
    for row in range(dialog.papers.count()):
        item = dialog.papers.item(row)
        wanted = words in item.text()
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)


def test_the_papers_of_the_year_are_offered_and_the_letters_as_one(dialog):
    assert titles(dialog) == [
        "Приказ об утверждении списка ШНОР за 2026 год",
        "Информационное письмо по итогам 2026 года",
        "Аналитический отчёт за 2026 год",
        "План взаимодействия школ за 2026 год (проект)",
        "Отчёт об эффективности мер по результатам 2026 года (проект)",
        "Письма с адресными рекомендациями 2 школам",
    ]
    assert ticked(dialog) == [title for title in titles(dialog) if "проект" not in title]
    assert dialog.year.currentData() == YEAR
    assert dialog.apply.isEnabled()
    keep_only(dialog, "нет такого")
    assert not dialog.apply.isEnabled()


def test_another_year_has_its_own_papers(dialog, qtbot, operations):
    place = dialog.year.findData(2025)
    dialog.year.setCurrentIndex(place)
    dialog.year.activated.emit(place)
    wait_idle(qtbot, operations)
    assert titles(dialog) == [
        "Приказ об утверждении списка ШНОР за 2025 год (проект)",
        "Информационное письмо по итогам 2025 года (проект)",
        "Аналитический отчёт за 2025 год (проект)",
        "План взаимодействия школ за 2025 год (проект)",
        "Письма с адресными рекомендациями 4 школам (проект)",
    ]
    assert ticked(dialog) == []
    assert not dialog.apply.isEnabled()


def test_letters_are_written_with_their_numbers(dialog, qtbot, operations, tmp_path):
    keep_only(dialog, "Письма с адресными")
    dialog.numbers.first.setText("57/01-12")
    dialog.numbers.due.show_date(date(2026, 10, 1))
    dialog.apply.click()
    assert dialog.is_working
    wait_idle(qtbot, operations)
    found = sorted(path.name for path in (tmp_path / "бумаги" / LETTERS_FOLDER).iterdir())
    assert len(found) == 4
    assert found[0].startswith("1 ")
    assert "Записано: 4 файла" in dialog.outcome.text()
    assert "В реестре: 2 письма." in dialog.outcome.text()
    listed: list[str] = []
    operations.ask(
        lambda store: [
            one.number
            for one in entries(store=store, wording=paths.bundled().wording, today=date(2026, 9, 1))
            if one.sort.startswith("Письмо школе")
        ],
        listed.extend,
        owner=dialog,
    )
    wait_idle(qtbot, operations)
    assert sorted(listed) == ["57/01-12", "58/01-12"]
    assert dialog.open_folder.isVisible()
    assert dialog.written is not None
    assert dialog.written.letters == 2


def test_the_next_number_of_the_register_is_taken_by_a_button(
    dialog, qtbot, operations, environment
):
    dialog.numbers.following.click()
    assert dialog.numbers.first.text() == "1"
    year = date.today().year
    operations.do(
        lambda store: numbering.set_pattern(
            store=store, family="letter", pattern="{n}-{year}", first=7, is_yearly=True
        ),
        owner=dialog,
    )
    wait_idle(qtbot, operations)
    dialog.close()
    again = RiskPapers(None, operations, Scope(2025, operations), environment, year=YEAR)
    qtbot.addWidget(again)
    again.show()
    wait_idle(qtbot, operations)
    assert again.numbers.following.text() == f"Следующий: 7-{year}"
    again.numbers.following.click()
    assert again.numbers.read().number(1) == f"8-{year}"


def test_escape_stops_the_work_and_nothing_is_written(dialog, qtbot, operations, tmp_path):
    dialog.apply.click()
    dialog.reject()
    wait_idle(qtbot, operations)
    assert dialog.isVisible()
    assert not dialog.is_working
    folder = tmp_path / "бумаги"
    assert not folder.exists() or not list(folder.iterdir())


def test_a_number_or_a_date_that_is_none_is_refused_at_once(dialog, tmp_path):
    dialog.numbers.first.setText("исх. 57")
    dialog.apply.click()
    assert "нужно число" in dialog.outcome.text()
    dialog.numbers.first.clear()
    dialog.numbers.dated.setText("скоро")
    dialog.apply.click()
    assert "не дата" in dialog.outcome.text()
    assert not (tmp_path / "бумаги").exists()


def test_a_year_without_papers_is_told(qtbot, open_operations, empty_file, environment):
    operations = open_operations(empty_file)
    made = RiskPapers(None, operations, Scope(2025, operations), environment, year=YEAR)
    qtbot.addWidget(made)
    made.show()
    wait_idle(qtbot, operations)
    assert "Документов за 2026 год нет" in made.outcome.text()
    assert not made.apply.isEnabled()

"""The tab «Школы риска»: the list, its reasons, what if, drafts and approval, the other views."""

from collections.abc import Mapping
from datetime import date

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from quality_desktop import paths
from quality_desktop.domain.records import Id
from quality_desktop.services.district_file import files
from quality_desktop.services.risk_schools.risk_lists import ListView, view
from quality_desktop.services.school_profile.recommendations import of_year
from quality_desktop.ui.dialogs.risk_decisions import Question
from quality_desktop.ui.tabs.risk.views import risk_views
from quality_desktop.ui.widgets.date_edit import DateEdit
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong
from tests.ui.conftest import WRITER
from tests.ui.drivers import GridDriver, find, only
from tests.ui.tabs.drivers_matrix import in_dialog
from tests.ui.tabs.drivers_results import side_texts
from tests.ui.tabs.drivers_risk_list import RiskDriver

pytestmark = pytest.mark.gui


@pytest.fixture
def filled_file(empty_file):
    migrations = paths.bundled().migrations
    with files.open_file(path=empty_file, migrations=migrations, writer=WRITER) as store:
        past = [result("А", 9, 24, year=YEAR - 1), result("Б", 9, 20, year=YEAR - 1)]
        fill(store, [*weak_and_strong(), result("Б", 5, 20, grade=6), *past])
    return empty_file


@pytest.fixture
def window(make_window, filled_file):
    driver = make_window(filled_file, only("risk"))
    driver.window.scope.choose_year(YEAR - 1)
    driver.settle()
    return driver


@pytest.fixture
def tab(window, qtbot):
    driver = RiskDriver(qtbot, window.show_tab("risk"))
    driver.settle()
    return driver


def stored_list(tab):
    found: list[ListView | None] = []
    tab.operations.ask(lambda store: view(store=store, year=YEAR), found.append, owner=tab.tab)
    tab.settle()
    return found[0]


def try_share(tab, share):
    if not tab.view.pane.what_if.isVisible():
        tab.trigger("Что, если…")
    tab.try_share(share)


def test_the_list_names_schools_in_it_first_and_never_calls_a_missing_one_good(tab):
    assert tab.shown == ["А", "Б", "В"]
    assert tab.cell("А", "По правилу") == "в списке"
    assert tab.cell("А", "Работ с низким результатом") == "2 из 2"
    assert tab.cell("Б", "По правилу") == "вне списка"
    assert tab.cell("В", "По правилу") == "нет данных"
    assert tab.cell("В", "Доля низких") == ""
    totals = {
        c.title: t.text
        for c, t in zip(tab.view.pane.model.figures, tab.view.pane.totals.cells, strict=True)
    }
    assert totals["Низких результатов, чел."] == "20 из 98"


def test_space_opens_the_reasons_of_a_school_and_closes_them(tab):
    tab.go("А")
    tab.press(Qt.Key.Key_Space)
    assert tab.shown[:3] == ["А", "ВПР, математика, 5 класс", "ВПР, русский язык, 5 класс"]
    assert tab.cell("ВПР, математика, 5 класс", "Доля низких") == "37,5 % ≥ 30 %"
    assert tab.cell("ВПР, математика, 5 класс", "Низких результатов, чел.") == "9 из 24"
    tab.press(Qt.Key.Key_Space)
    assert tab.shown == ["А", "Б", "В"]


def test_sorting_keeps_reasons_under_their_school(tab):
    tab.trigger("Раскрыть основания")
    tab.view.pane.grid.sort_by("share")
    tab.settle()
    assert tab.shown == ["Б", "А", "ВПР, математика, 5 класс", "ВПР, русский язык, 5 класс", "В"]


def test_the_model_keeps_the_promises_of_qt(tab):
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(tab.view.pane.model, mode)
    tab.trigger("Раскрыть основания")
    tab.view.filter.search.setText("а")
    tab.view.filter.show_all()
    tester.deleteLater()


def test_the_panel_tells_reasons_doubt_and_who_decides(tab):
    tab.go("А")
    told = side_texts(tab.view.pane.side)
    assert "ВПР, математика, 5 класс, 2025: 9 из 24 = 37,5 % ≥ 30 %; год назад тоже низкий" in told
    assert "с учётом случайности" in told
    tab.go("В")
    assert "ничего не известно" in side_texts(tab.view.pane.side)


def test_a_year_without_results_shows_the_last_one_and_says_so(tab, window):
    window.window.scope.choose_year(YEAR + 1)
    tab.settle()
    about = tab.view.about.text()
    assert f"Результатов за {YEAR + 2} год нет, показан {YEAR} год" in about
    assert tab.view.year == YEAR


def test_what_if_answers_while_the_share_is_typed(tab):
    try_share(tab, "4")
    assert tab.cell("Б", "Если так") == "войдёт"
    assert "Войдут (1): Б" in tab.view.pane.what_if.sentence.text()
    tab.tab.banner.back.click()
    tab.settle()
    assert "Если так" not in tab.titles
    assert tab.cell("Б", "По правилу") == "вне списка"


def test_shares_stand_side_by_side_and_one_of_them_can_be_taken(tab):
    tab.trigger("Что, если…")
    variants = tab.view.pane.what_if
    texts = [
        [
            str(variants.model.index(row, column).data()).replace("\u202f", " ")
            for column in range(4)
        ]
        for row in range(5)
    ]
    assert texts[0] == ["20 %", "1", "—", "—"]
    assert texts[4] == ["40 %", "0", "—", "1"]
    GridDriver(tab.qtbot, variants.grid, tab.operations).go(4, 0)
    tab.qtbot.keyClick(variants.grid, Qt.Key.Key_Return)
    tab.settle()
    assert tab.cell("А", "Если так") == "выйдет"


def test_a_wrong_share_is_told_beside_its_field_and_stays_in_it(tab):
    try_share(tab, "абв")
    assert "абв" in tab.view.pane.what_if.sentence.text()
    assert tab.view.pane.what_if.share.text() == "абв"


def test_what_was_tried_can_become_the_rule_and_be_taken_back(tab, window):
    try_share(tab, "40")

    def say_why(dialog):
        assert not dialog.accept_button.isEnabled()
        find(dialog, QLineEdit, "ruleReason").setText("протокол совета № 3")
        dialog.accept_button.click()

    in_dialog(Question, say_why)
    tab.tab.banner.adopt.click()
    tab.settle()
    assert not tab.tab.banner.isVisible()
    assert "не менее 40" in tab.view.about.text().casefold()
    window.undo()
    tab.settle()
    assert "не менее 30" in tab.view.about.text().casefold()


def test_a_trial_is_told_on_every_view_and_left_by_one_button(tab):
    banner = tab.tab.banner
    assert not banner.isVisible()
    try_share(tab, "4")
    assert banner.sentence.text().startswith("Проба правила: не менее 4")
    assert "По пробе" in tab.titles
    assert not tab.view.line.draft.isEnabled()
    tab.show("showHeat")
    assert "Проба видна только в списке" in banner.sentence.text()
    tab.show("showList")
    banner.back.click()
    tab.settle()
    assert not banner.isVisible()
    assert tab.view.pane.what_if.share.text() == "30"
    assert "По правилу" in tab.titles


def test_another_rule_is_a_trial_too(tab):
    box = tab.view.rule
    box.setCurrentIndex(box.findData("municipal-2021"))
    box.activated.emit(box.currentIndex())
    tab.settle()
    assert tab.tab.banner.isVisible()
    assert not tab.tab.banner.adopt.isEnabled()
    tab.press_button("ifBack")
    assert box.currentData() == "low-2025"


def test_nothing_is_decided_before_a_person_decides(tab):
    assert "добавит столбец «Решение управления»" in tab.view.line.sentence.text()
    tab.press_button("listDraft")
    assert "добавит" not in tab.view.line.sentence.text()
    assert {tab.cell(school, "Решение управления") for school in "АБВ"} == {"не решено"}
    tab.go("А")
    assert "Не решено." in side_texts(tab.view.pane.side)

    def approve(dialog):
        find(dialog, QLineEdit, "actNumber").setText("1048")
        find(dialog, DateEdit, "actDate").show_date(date(2025, 9, 20))
        dialog.accept_button.click()

    in_dialog(Question, approve)
    tab.press_button("listApprove")
    assert tab.cell("А", "Решение управления") == "в списке"
    assert tab.cell("Б", "Решение управления") == "не включена"


def test_a_list_is_not_approved_on_a_day_that_is_no_date(tab):
    tab.press_button("listDraft")
    offered, told = [], []

    def approve(dialog):
        find(dialog, QLineEdit, "actNumber").setText("1048")
        day = find(dialog, DateEdit, "actDate")
        for text in ("119-од", "31.02.2025", "20.09.2024", "20.9.25"):
            day.setText(text)
            offered.append(dialog.accept_button.isEnabled())
            is_red = day.palette().text() == dialog.palette().brightText()
            assert is_red is dialog.reason.isVisible() is (not offered[-1])
            told.append(dialog.reason.text())
            dialog.accept_button.click()
            assert dialog.isVisible() is (not offered[-1])

    in_dialog(Question, approve)
    tab.press_button("listApprove")
    assert offered == [False, False, False, True]
    assert [bool(text) for text in told] == [True, True, True, False]
    assert told[2] == "Список составлен по результатам 2025 года: раньше его утвердить не могли."
    assert stored_list(tab).record.act_date == date(2025, 9, 20)


def test_a_rule_without_a_share_asks_for_one(tab):
    box = tab.view.rule
    box.setCurrentIndex(box.findData("municipal-2021"))
    box.activated.emit(box.currentIndex())
    tab.settle()
    assert "не задан порог" in tab.view.about.text()
    assert tab.view.pane.what_if.isVisible()
    try_share(tab, "30")
    assert tab.shown == ["А", "Б", "В"]


def test_a_list_goes_from_the_draft_to_the_approval_and_back(tab, messages):
    tab.view.line.draft.click()
    tab.settle()
    assert stored_list(tab).record.status == "draft"

    def send(dialog):
        find(dialog, DateEdit, "riskDue").show_date(date(2025, 9, 15))
        dialog.accept_button.click()

    in_dialog(Question, send)
    tab.view.line.discuss.click()
    tab.settle()
    assert "у школ до 15.09.2025, 1 школа" in tab.view.line.sentence.text()

    def approve(dialog):
        assert not dialog.accept_button.isEnabled()
        find(dialog, QLineEdit, "actNumber").setText("1048")
        find(dialog, DateEdit, "actDate").show_date(date(2025, 9, 20))
        dialog.accept_button.click()

    in_dialog(Question, approve)
    tab.view.line.approve.click()
    tab.settle()
    made = stored_list(tab).record
    assert (made.act_title, made.act_number, made.act_date) == ("приказ", "1048", date(2025, 9, 20))
    assert not tab.view.line.draft.isVisible()
    messages.answer_next("reopen")
    tab.view.line.reopen.click()
    tab.settle()
    assert stored_list(tab).record.status == "draft"


def test_the_office_decides_with_a_reason_and_keeps_what_the_school_said(tab):
    tab.view.line.draft.click()
    tab.settle()

    def leave_out(dialog):
        find(dialog, QLineEdit, "decisionReason").setText("школа закрывается")
        dialog.accept_button.click()

    tab.go("А")
    in_dialog(Question, leave_out)
    tab.view.pane.side.decision_wanted.emit()
    tab.settle()

    def say(dialog):
        text = find(dialog, QPlainTextEdit, "commentText")
        # Whoever types at once types into the text; a button in focus would take the first space.
        assert dialog.focusWidget() is text
        text.setPlainText("Просим пересчитать")
        dialog.accept_button.click()

    in_dialog(Question, say)
    tab.view.pane.side.comment_wanted.emit()
    tab.settle()
    told = tab.cell("А", "Решение управления")
    assert told == "не включать: школа закрывается; есть замечание"
    assert "Просим пересчитать" in side_texts(tab.view.pane.side)


def test_recommendations_to_all_schools_of_the_list_come_and_go_in_one_step(tab, window):
    def stored():
        found: list[Mapping[Id, object]] = []
        tab.operations.ask(
            lambda store: of_year(store=store, year=YEAR), found.append, owner=tab.tab
        )
        tab.settle()
        return set(found[0])

    assert not tab.view.line.advise.isVisible()
    tab.press_button("listDraft")
    assert tab.view.line.advise.isVisible()
    tab.press_button("listAdvise")
    assert stored() == {school_id("А")}
    assert "1 школе" in tab.view.outcome.text()
    window.undo()
    assert stored() == set()


def test_data_that_changed_after_the_draft_are_told_below(tab):
    tab.view.line.draft.click()
    tab.settle()

    def change(store):
        with store.work("Правка") as work:
            work.put(result("А", 1, 24))
            return work.commit()

    tab.operations.do(change)
    tab.settle()
    assert any("изменились" in sentence for sentence in tab.problems)
    assert "сейчас не вошли бы: А" in tab.view.line.sentence.text()


def test_everything_is_saved_as_one_workbook(tab, messages, tmp_path):
    path = tmp_path / "риск.xlsx"
    messages.paths.append(path)
    tab.view.export_button.click()
    tab.settle()
    assert len(openpyxl.load_workbook(path).sheetnames) == 6


def test_the_map_shows_shares_and_marks_low_ones(tab):
    tab.show("showHeat")
    heat = tab.tab.view
    titles = [column.title for column in heat.model.figures]
    assert titles[2] == "ВПР, математика, 5 класс"
    texts = [str(heat.model.index(row, 2).data()).replace("\u2009", " ") for row in range(3)]
    assert texts == ["● 38", "4", ""]
    heat.picture.click()
    tab.settle()
    assert "школ" in heat.chart.picture.title


def test_years_show_who_moved_and_the_card_opens_from_the_list(tab):
    tab.show("showYears")
    years = tab.tab.view
    titles = [column.title for column in years.years.figures]
    assert [str(years.years.index(0, titles.index(t)).data()) for t in ("Год", "Вошли")] == [
        str(YEAR),
        "1",
    ]
    tab.show("showList")
    tab.go("А")
    tab.press(Qt.Key.Key_Return)
    assert tab.tab.view.objectName() == "riskCard"
    tab.click("cardBack")
    assert tab.tab.view is tab.view


@pytest.mark.parametrize("name", [entry.name for entry in risk_views()])
def test_every_view_of_the_switch_opens(tab, name, messages):
    tab.show(name)
    assert tab.tab.view.isVisible()
    assert messages.refusals == []


def test_a_file_without_results_says_what_to_do(make_window, empty_file, qtbot):
    window = make_window(empty_file, only("risk"))
    tab = RiskDriver(qtbot, window.show_tab("risk"))
    tab.settle()
    assert "Мониторинг" in tab.view.empty.sentence.text()
    for entry in risk_views():
        tab.show(entry.name)

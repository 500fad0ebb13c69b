"""The card of a school at risk in the window: read, composed, edited, struck, sent, proved."""

from datetime import date

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from quality_desktop import paths
from quality_desktop.domain.at_risk.profile import Recommendation
from quality_desktop.domain.at_risk.risk import RiskRule
from quality_desktop.domain.directory import School
from quality_desktop.services.district_file import files
from quality_desktop.services.risk_schools import risk, risk_lists
from quality_desktop.services.school_profile import recommendations
from quality_desktop.ui.dialogs.recommendation_library import RecommendationLibrary
from quality_desktop.ui.scope import Scope
from quality_desktop.ui.tabs.risk.card import RiskCardView
from tests.services.risky import YEAR, fill, result, school_id, weak_and_strong
from tests.ui.conftest import WRITER
from tests.ui.tabs.drivers_risk_card import DUE, PROOF, STATUS, TEXT, RiskCardDriver

pytestmark = pytest.mark.gui


@pytest.fixture
def filled_file(empty_file):
    with files.open_file(
        path=empty_file, migrations=paths.bundled().migrations, writer=WRITER
    ) as store:
        fill(store, weak_and_strong())
    return empty_file


@pytest.fixture
def make_view(qtbot, open_operations, environment):
    def make(file, year=YEAR - 1):
        operations = open_operations(file)
        scope = Scope(year, operations)
        return RiskCardDriver(qtbot, RiskCardView(operations, scope, environment))

    return make


@pytest.fixture
def card(make_view, filled_file):
    return make_view(filled_file)


@pytest.fixture
def composed(card):
    card.click("composeRecommendations")
    return card


def stored(card, row):
    key = card.recommendations[row].id
    return card.asked(lambda store: store.get(Recommendation, key))


def test_the_first_school_of_the_list_is_shown_with_its_reasons(card):
    assert card.view.choice.currentText() == "А"
    assert card.view.title.text() == "2025 год"
    assert "По правилу входит в список ШНОР: низких результатов 2 из 2" in card.page_text()
    assert "9 из 24 = 37,5 % ≥ 30 %" in card.page_text("cardResults")
    assert "Все результаты года: 14 из 34 = 41,2 %" in card.page_text("cardStanding")


def test_another_school_is_chosen_above(card):
    card.choose_school("Б")
    assert "не входит в список" in card.page_text("cardStanding")
    card.choose_school("В")
    assert "Нет данных о результатах" in card.page_text("cardStanding")
    assert "Результатов оценочных процедур за этот год нет" in card.page_text()
    assert card.factor("failure") == "по данным: нет данных"


def test_the_list_opens_a_card_under_its_own_terms(card):
    terms = card.asked(lambda store: risk.terms(store=store, rule="low-2025", share="60"))
    card.view.show_school(school_id("А"), terms)
    card.settle()
    assert "По правилу не входит в список" in card.page_text("cardStanding")
    assert "не менее 60 %" in card.page_text("cardStanding")


def test_recommendations_rest_on_the_rule_in_force_whatever_is_tried(card):
    tried = card.asked(lambda store: risk.terms(store=store, rule="low-2025", share="60"))
    card.view.show_school(school_id("А"), tried)
    card.settle()
    card.click("composeRecommendations")
    cited = [one.cited for one in card.recommendations]
    assert "процедур с низким результатом, 2025: 2 из 2; граница ≥ 2" in cited


def test_a_year_without_results_shows_the_last_one_that_has_them(make_view, filled_file):
    assert make_view(filled_file, year=2030).view.title.text() == "2025 год"


def test_composing_fills_the_table_and_is_undone(composed):
    assert len(composed.recommendations) > 5
    QAbstractItemModelTester(
        composed.view.help.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    composed.undo()
    assert composed.recommendations == ()
    assert "Нажмите «Составить»" in composed.view.help.basis.text()


def test_the_chosen_recommendation_tells_its_figure(composed):
    row = next(n for n, one in enumerate(composed.recommendations) if one.work == "vpr/math/5")
    composed.choose(row)
    basis = composed.view.help.basis.text()
    assert basis.startswith("Основание: ВПР, математика, 5 класс, 2025")
    assert "граница ≥ 30" in basis


def test_an_edited_text_is_kept_and_marked_when_composed_again(composed):
    composed.type_cell(0, TEXT, "Собрать совещание")
    composed.click("composeRecommendations")
    assert stored(composed, 0).text == "Собрать совещание"
    composed.choose(0)
    assert "Текст изменён управлением" in composed.view.help.basis.text()


def test_a_struck_one_is_crossed_out_last_and_can_be_taken_back(composed):
    struck = composed.recommendations[0].id
    composed.choose(0)
    composed.click("strikeRecommendation")
    last = len(composed.recommendations) - 1
    assert composed.recommendations[last].id == struck
    assert composed.table.text(last, STATUS) == "вычеркнута"
    font = composed.table.index(last, TEXT).data(Qt.ItemDataRole.FontRole)
    assert font.strikeOut()
    assert not composed.table.index(last, TEXT).flags() & Qt.ItemFlag.ItemIsEditable
    composed.choose(last)
    assert composed.view.help.strike.text() == "Вернуть"
    composed.click("strikeRecommendation")
    assert not composed.recommendations[0].is_struck


def test_steps_are_marked_from_the_menu_and_the_last_needs_a_proof(composed):
    composed.choose(0)
    composed.pick("markRecommendation", "направлена")
    assert stored(composed, 0).sent == date.today()
    assert composed.table.text(0, STATUS) == f"направлена\n{date.today():%d.%m.%Y}"
    composed.choose(0)
    composed.pick("markRecommendation", "выполнена")
    assert "Впишите подтверждение" in composed.view.outcome.text()
    assert stored(composed, 0).status == "sent"
    composed.type_cell(0, PROOF, "Протокол № 3")
    composed.choose(0)
    composed.pick("markRecommendation", "выполнена")
    assert stored(composed, 0).status == "done"


def test_a_deadline_is_typed_and_a_wrong_one_is_refused(composed):
    composed.type_cell(0, DUE, "1.12.25")
    assert stored(composed, 0).due == date(2025, 12, 1)
    composed.type_cell(0, DUE, "скоро")
    assert "не дата" in composed.view.outcome.text()
    assert stored(composed, 0).due == date(2025, 12, 1)


def test_several_are_addressed_to_somebody_else_at_once(composed):
    composed.table.select(0, TEXT, 1, TEXT)
    keys = [one.id for one in composed.view.help.chosen]
    composed.pick("addressRecommendation", "управление")
    levels = composed.asked(lambda store: [store.get(Recommendation, key).level for key in keys])
    assert levels == ["office", "office"]


def test_one_is_written_by_hand(composed):
    count = len(composed.recommendations)
    composed.click("addRecommendation")
    assert len(composed.recommendations) == count + 1
    row = next(n for n, one in enumerate(composed.recommendations) if one.template is None)
    composed.type_cell(row, TEXT, "Пригласить методиста")
    assert stored(composed, row).text == "Пригласить методиста"
    composed.choose(row)
    assert composed.view.help.basis.text() == "Написана управлением."


def test_the_word_of_the_office_on_a_factor_is_kept_and_taken_back(card):
    assert card.factor("failure") == "по данным: высокая"
    card.say_factor("failure", "низкая")
    assert card.factor("failure") == "низкая"
    card.say_factor("failure", "по данным: высокая")
    assert card.factor("failure") == "по данным: высокая"
    card.undo()
    assert card.factor("failure") == "низкая"


def test_new_results_and_a_new_list_show_at_once(card):
    def write(store):
        fill(store, [result("А", 12, 24)])
        terms = risk.terms(store=store, rule="low-2025")
        return risk_lists.make_draft(store=store, year=YEAR, terms=terms, today=date(2025, 9, 1))

    card.operations.do(write)
    card.settle()
    card.view.mark_stale()
    card.settle()
    assert "Проект списка ШНОР за 2025 год: в списке; управление ещё не решило" in card.page_text()


def test_figures_are_computed_anew_when_results_change(card):
    card.operations.do(lambda store: changed(store, result("А", 20, 24)))
    card.settle()
    assert "20 из 24 = 83,3 %" in card.page_text("cardResults")
    assert "25 из 34 = 73,5 %" in card.page_text("cardProfile")


def changed(store, record):
    with store.work("Результаты") as work:
        work.put(record)
        return work.commit()


def test_years_are_told_from_the_last_to_the_first(card):
    card.operations.do(lambda store: changed(store, result("А", 9, 10, year=2024)))
    card.settle()
    text = card.page_text("cardYears")
    assert text.index("2025") < text.index("2024")
    assert "по правилу в списке: низких результатов 2 из 2" in text


def test_a_file_without_schools_or_rule_says_what_to_do(make_view, empty_file):
    card = make_view(empty_file)
    assert "внесите школы" in card.view.empty.sentence.text()

    def without_rule(store):
        with store.work("Правила") as work:
            work.put(School(id=school_id("А"), code="А"))
            for rule in store.all(RiskRule):
                work.put(RiskRule(id=rule.id, code=rule.code))
            return work.commit()

    card.operations.do(without_rule)
    card.settle()
    assert "выберите правило" in card.view.empty.sentence.text()


def test_the_card_is_saved_as_a_workbook(composed, messages, tmp_path):
    messages.paths.append(tmp_path / "А.xlsx")
    composed.click("export")
    book = load_workbook(tmp_path / "А.xlsx", read_only=True)
    assert book.sheetnames == ["Результаты", "Профиль риска", "Рекомендации", "По годам"]
    texts = [str(cell) for row in book["Рекомендации"].iter_rows(values_only=True) for cell in row]
    assert any("9 из 24 = 37,5" in text for text in texts)
    book.close()
    assert "А.xlsx" in composed.view.outcome.text()


def test_the_library_is_opened_from_the_card(card):
    card.click("recommendationLibraryButton")
    dialog = card.view.window().findChild(RecommendationLibrary)
    assert dialog.isVisible()
    card.settle()
    assert dialog.model.rows
    dialog.accept()


def test_the_button_goes_back_to_the_list(qtbot, card):
    with qtbot.waitSignal(card.view.closed):
        card.click("cardBack")


def test_what_another_window_removed_is_told(composed):
    keys = [one.id for one in composed.recommendations]
    composed.choose(0)

    def remove_and_strike(store):
        with store.work("Удаление") as work:
            for key in keys:
                work.delete(Recommendation, key)
            work.commit()
        return recommendations.strike(store=store, recommendations=keys[:1])

    refused: list[str] = []
    composed.operations.do(remove_and_strike, refused=refused.append, owner=composed.view)
    composed.settle()
    assert refused == ["Этой рекомендации в файле больше нет."]

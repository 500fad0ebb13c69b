"""The tab «Справочники» on the real sample district."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from quality_desktop.domain.directory import (
    Inflection,
    Person,
    School,
    SchoolYear,
    TeamMember,
    Unit,
)
from quality_desktop.services.office.directory_paste import RowState
from quality_desktop.ui.widgets.frozen_column import FrozenColumn
from tests.ui.drivers import find, only
from tests.ui.tabs.drivers_directory import DirectoryDriver, PreviewRecorder

pytestmark = pytest.mark.gui


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file, only("directory"))


@pytest.fixture
def tab(window, qtbot):
    return DirectoryDriver(qtbot, window.show_tab("directory"))


@pytest.fixture
def empty_tab(make_window, empty_file, qtbot):
    return DirectoryDriver(qtbot, make_window(empty_file, only("directory")).show_tab("directory"))


def test_all_sections_show_the_sample(tab):
    names = [tab.tab.list.item(number).text() for number in range(5)]
    assert names[0] == "Муниципалитет и бланк"
    assert names[1] == "Подразделения (2)"
    assert names[2].startswith("Люди (")
    tab.section("Люди")
    assert (
        tab.cell(tab.row("Мастрюкова"), "Должность") == "главный инспектор Управления образования"
    )


def test_every_model_keeps_the_promises_of_qt(tab):
    for title in ("Подразделения", "Люди", "Школы", "Команда"):
        tab.section(title)
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        tester = QAbstractItemModelTester(tab.host.model, mode)
        last = tab.host.model.rowCount() - 1
        if title != "Команда":
            tab.type(last, tab.host.model.fields[0].title, "Иванова")
            tab.host.model.sort(0, Qt.SortOrder.DescendingOrder)
            tab.host.grid.show_only(0, "Иванова")
            tab.host.grid.show_all_rows()
            tab.choose("Иванова")
            tab.tab.remove.trigger()
            tab.settle()
        tester.deleteLater()


def test_a_finding_jumps_to_its_cell_and_the_cell_tells_it(tab):
    number = tab.problems.index(
        "Доценко Т.И.: укажите пол, без него фамилия не склоняется.".replace(" Т", "\u00a0Т")
    )
    tab.tab.jump_to(tab.tab.problems.problems[number].place)
    tab.settle()
    assert tab.tab.section.title == "Люди"
    index = tab.host.grid.currentIndex()
    assert (index.row(), index.column()) == (tab.row("Доценко"), tab.column("Пол"))
    assert "укажите пол" in tab.reason(index.row(), "Пол")
    tab.type(index.row(), "Пол", "ж")
    assert not any("укажите пол" in text for text in tab.problems)
    assert tab.reason(index.row(), "Пол") == ""


def test_a_person_is_added_by_typing_a_whole_name_in_the_last_row(tab, window):
    tab.section("Люди")
    last = tab.host.model.rowCount() - 1
    tab.type(last, "Фамилия", "Петрова Анна Сергеевна")
    assert [tab.cell(last, title) for title in ("Фамилия", "Имя", "Отчество", "Пол")] == [
        "Петрова",
        "Анна",
        "Сергеевна",
        "ж",
    ]
    assert tab.host.model.rowCount() == last + 2
    window.undo()
    assert tab.host.model.rowCount() == last + 1


def type_at_once(tab, texts):
    """Type into cells of the last row without waiting for what is being saved."""
    last = tab.host.model.rowCount() - 1
    for title, text in texts:
        tab.host.model.setData(tab.rows.index(last, tab.column(title)), text)
    assert not tab.operations.is_idle
    tab.settle()


def test_a_new_person_typed_faster_than_it_is_saved_stays_one_person(tab, window):
    """The first cell was on its way to the file when the second and the third were typed."""
    tab.section("Люди")
    last = tab.host.model.rowCount() - 1
    type_at_once(tab, [("Фамилия", "Петров"), ("Имя", "П."), ("Отчество", "П.")])
    assert tab.host.model.rowCount() == last + 2
    assert [tab.cell(last, title) for title in ("Фамилия", "Имя", "Отчество")] == [
        "Петров",
        "П.",
        "П.",
    ]
    for _ in range(3):
        window.undo()
    assert tab.host.model.rowCount() == last + 1


def test_the_same_field_typed_again_at_once_is_the_next_person(tab):
    tab.section("Люди")
    last = tab.host.model.rowCount() - 1
    people = [("Фамилия", "Петров"), ("Имя", "Пётр"), ("Фамилия", "Сидоров"), ("Имя", "Иван")]
    type_at_once(tab, people)
    found = [(tab.cell(row, "Фамилия"), tab.cell(row, "Имя")) for row in (last, last + 1)]
    assert found == [("Петров", "Пётр"), ("Сидоров", "Иван")]
    type_at_once(tab, [("Фамилия", "Третьяков")])
    assert tab.cell(last + 2, "Фамилия") == "Третьяков"


def test_what_was_refused_comes_along_with_what_was_typed_meanwhile(tab):
    """Figures without a year are refused; the year typed at once makes the row of both."""
    tab.section("Школы")
    tab.choose(tab.cell(0, tab.host.model.fields[0].title))
    model, years = tab.years.view.model(), tab.years
    last = model.rowCount() - 1
    model.setData(years.index(last, 1), "120")
    model.setData(years.index(last, 0), "2031/32")
    tab.settle()
    row = next(row for row in range(last + 1) if years.text(row, 0) == "2031/32")
    assert years.text(row, 1) == "120"
    assert [years.text(last + 1, column) for column in (1, 2)] == ["", ""]
    assert not model.reason(years.index(last + 1, 1))


def test_the_row_stays_in_place_while_it_is_edited(tab):
    tab.section("Люди")
    row = tab.row("Вахрушина")
    tab.type(row, "Фамилия", "Яковлева")
    assert tab.cell(row, "Фамилия") == "Яковлева"


def test_a_refused_text_stays_visible_with_its_reason_until_it_is_mended(tab):
    tab.section("Люди")
    row = tab.row("Мастрюкова")
    tab.type(row, "Эл. почта", "почта")
    assert tab.cell(row, "Эл. почта") == "почта"
    assert "не адрес почты" in tab.reason(row, "Эл. почта")
    assert tab.host.grid.currentIndex().row() == row
    assert tab.host.grid.note.isVisible()
    assert "не адрес почты" in tab.host.grid.note.text()
    assert not any(p.email for p in tab.asked(lambda store: store.all(Person)))
    tab.type(row, "Эл. почта", "m@mail.ru")
    assert tab.reason(row, "Эл. почта") == ""
    assert not tab.host.grid.note.isVisible()
    assert any(p.email == "m@mail.ru" for p in tab.asked(lambda store: store.all(Person)))


def test_esc_gives_a_refused_text_up(tab):
    tab.section("Люди")
    row = tab.row("Мастрюкова")
    tab.type(row, "Пол", "другой")
    assert tab.reason(row, "Пол")
    tab.rows.press(Qt.Key.Key_Escape)
    assert tab.cell(row, "Пол") == "ж"
    assert not tab.host.grid.note.isVisible()


def test_the_empty_row_is_not_copied(tab):
    tab.section("Подразделения")
    tab.rows.select(0, 0, 2, 1)
    tab.rows.press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["ИМЦ", "ГРЦПИ"]


def test_a_refresh_does_not_overwrite_what_is_being_typed(tab):
    tab.section("Люди")
    row, column = tab.row("Мастрюкова"), tab.column("Телефон")
    tab.rows.go(row, column)
    tab.host.grid.edit(tab.rows.index(row, column))
    editor = tab.rows.editor()
    tab.qtbot.keyClicks(editor, "2-11")
    tab.tab.mark_stale()
    tab.settle()
    assert editor.text() == "2-11"
    tab.qtbot.keyClick(editor, Qt.Key.Key_Return)
    QApplication.sendPostedEvents()
    tab.settle()
    assert tab.cell(row, "Телефон") == "2-11"


def test_the_panel_declines_the_name_and_takes_a_correction_back(tab, window):
    tab.section("Люди")
    tab.choose("Мастрюкова")
    short = tab.tab.section.panel.tables[0]
    assert tab.rows.view is not None
    assert short.forms.index(2, 1).data() == "Мастрюковой\u00a0Л.И."
    tab.correct(short, 2, "Мастрюковои Л.И.")
    assert short.forms.index(2, 1).data() == "Мастрюковои\u00a0Л.И."
    assert short.forms.index(2, 2).data() == "управление"
    short.give_back(2)
    tab.settle()
    assert short.forms.index(2, 2).data() == "программа"
    window.undo()
    assert short.forms.index(2, 2).data() == "управление"


def test_the_panel_tells_where_a_person_stands_and_who_changed_what(tab):
    tab.section("Люди")
    tab.type(tab.row("Мастрюкова"), "Должность", "методист")
    tab.choose("Мастрюкова")
    panel = tab.tab.section.panel
    assert "координатор" in panel.stands.text()
    assert "Должность: «главный инспектор Управления образования» → «методист»" in (
        panel.history.text()
    )
    assert "Проверка П.П." in panel.history.text()


def test_who_is_used_is_not_removed_but_can_be_marked_as_gone(tab, messages):
    tab.section("Люди")
    tab.choose("Мастрюкова")
    messages.answer_next("left")
    tab.tab.remove.trigger()
    tab.settle()
    assert "удалить нельзя" in messages.questions[0]
    assert tab.cell(tab.row("Мастрюкова"), "Работает") == "нет"


def test_the_surname_stays_in_sight_when_the_table_is_scrolled(tab):
    tab.section("Люди")
    frozen = find(tab.host.grid, FrozenColumn, "frozenColumn")
    assert not frozen.isVisible()
    tab.rows.go(0, tab.column("Примечание"))
    assert frozen.isVisible()
    assert frozen.width() >= tab.host.grid.columnWidth(0)
    tab.rows.go(0, 0)
    assert not frozen.isVisible()


def test_rows_are_filtered_by_a_text_and_by_a_value(tab):
    tab.section("Люди")
    total = tab.host.model.rowCount()
    tab.tab.section.filter.setText("инспектор")
    assert tab.host.model.rowCount() == 3
    assert tab.tab.section.filtered.text().startswith("показано 2 из")
    tab.tab.section.filter.clear()
    assert tab.host.model.rowCount() == total
    menu = tab.host.grid.column_menu(tab.column("Пол"))
    assert "Показать все строки" in [action.text() for action in menu.actions()]
    menu.deleteLater()
    tab.host.grid.show_only(tab.column("Пол"), "м")
    shown = {tab.cell(row, "Фамилия") for row in range(tab.host.model.rowCount())}
    assert "Исмагилов" in shown
    assert "Гомзова" not in shown


def test_numbers_inside_names_are_sorted_as_numbers(empty_tab, monkeypatch):
    PreviewRecorder(monkeypatch, accepts=True)
    empty_tab.section("Школы")
    empty_tab.paste("СОШ № 10\nСОШ № 2\nСОШ № 1\n")
    empty_tab.host.grid.sort_by(0, Qt.SortOrder.AscendingOrder)
    assert [empty_tab.cell(row, "Краткое название") for row in range(3)] == [
        "СОШ № 1",
        "СОШ № 2",
        "СОШ № 10",
    ]


SCHOOLS = (
    "Краткое наименование\tКод\tВид\tТелефон\n"
    "СОШ № 11\t020111\tСОШ\t8 (34794) 2-11-11\n"
    "СОШ № 12\t020112\tнеизвестный вид\t\n"
)


def test_a_table_from_excel_is_shown_before_it_is_pasted_and_is_one_step_back(
    empty_tab, monkeypatch
):
    preview = PreviewRecorder(monkeypatch, accepts=True)
    empty_tab.section("Школы")
    empty_tab.paste(SCHOOLS)
    (plan,) = preview.plans
    assert plan.count(RowState.NEW) == 2
    assert plan.refusals == 1
    row = empty_tab.row("СОШ № 11")
    assert empty_tab.cell(row, "Код") == "020111"
    empty_tab.operations.undo()
    empty_tab.settle()
    assert not empty_tab.asked(lambda store: store.all(School))


@pytest.mark.parametrize("place", ["button", "list"])
def test_an_empty_section_takes_a_table_by_ctrl_v_as_it_says(empty_tab, monkeypatch, place):
    preview = PreviewRecorder(monkeypatch, accepts=True)
    section = empty_tab.section("Школы")
    assert "Ctrl+V" in section.empty.sentence.text()
    QGuiApplication.clipboard().setText(SCHOOLS)
    window = empty_tab.tab.window()
    window.activateWindow()
    empty_tab.qtbot.waitUntil(window.isActiveWindow)
    for filled in (False, True):  # on a filled page the shortcut needs a cell
        widget = empty_tab.tab.list if filled or place == "list" else section.empty.button
        widget.setFocus()
        window.findChild(QAction, "action-paste").trigger()
        empty_tab.settle()
        assert len(preview.plans) == 1
    assert empty_tab.cell(empty_tab.row("СОШ № 11"), "Код") == "020111"


def test_a_preview_that_is_left_changes_nothing(empty_tab, monkeypatch):
    PreviewRecorder(monkeypatch, accepts=False)
    empty_tab.section("Школы")
    empty_tab.paste(SCHOOLS)
    assert not empty_tab.asked(lambda store: store.all(School))


def test_years_of_a_school_are_typed_and_checked_beside_it(empty_tab):
    empty_tab.section("Школы")
    empty_tab.type(0, "Краткое название", "СОШ № 11")
    empty_tab.choose("СОШ № 11")
    years = empty_tab.years
    years.edit(0, 0, "2025/26")
    empty_tab.settle()
    years.edit(0, 1, "530")
    empty_tab.settle()
    years.edit(0, 2, "-2")
    empty_tab.settle()
    assert years.text(0, 2) == "-2"
    (found,) = empty_tab.asked(lambda store: store.all(SchoolYear))
    assert (found.year, found.pupils, found.classes) == (2025, 530, None)


def test_a_year_without_its_school_year_waits_for_it(empty_tab):
    empty_tab.section("Школы")
    empty_tab.type(0, "Краткое название", "СОШ № 11")
    empty_tab.choose("СОШ № 11")
    years = empty_tab.years
    years.edit(0, 1, "530")
    empty_tab.settle()
    assert years.text(0, 1) == "530"
    years.edit(0, 0, "2025/26")
    empty_tab.settle()
    (found,) = empty_tab.asked(lambda store: store.all(SchoolYear))
    assert (found.year, found.pupils) == (2025, 530)


def test_an_empty_section_teaches_and_its_button_starts_typing(empty_tab):
    section = empty_tab.section("Школы")
    assert section.empty.isVisible()
    section.empty.button.click()
    empty_tab.settle()
    assert section.grid.isVisible()
    assert section.grid.state() == section.grid.State.EditingState
    empty_tab.qtbot.keyClick(empty_tab.rows.editor(), Qt.Key.Key_Escape)


def test_units_are_moved_in_the_order_of_the_office(tab):
    tab.section("Подразделения")
    tab.choose("ГРЦПИ")
    tab.tab.up.trigger()
    tab.settle()
    assert tab.cell(0, "Краткое название") == "ГРЦПИ"
    assert tab.host.grid.currentIndex().row() == 0


def test_the_head_of_a_unit_is_typed_by_name_and_unknown_names_are_refused(tab):
    tab.section("Подразделения")
    row = tab.row("ИМЦ")
    tab.type(row, "Руководитель", "мастрюкова л.и.")
    assert tab.cell(row, "Руководитель") == "Мастрюкова Л.И."
    tab.type(row, "Руководитель", "Сидоров С.С.")
    assert "нет в разделе «Люди»" in tab.reason(row, "Руководитель")
    heads = {unit.head for unit in tab.asked(lambda store: store.all(Unit))}
    assert None not in heads


def test_the_name_of_a_unit_is_declined_and_corrected(tab):
    tab.section("Подразделения")
    tab.choose("ГРЦПИ")
    table = tab.tab.section.panel.tables[0]
    tab.correct(table, 1, "городского центра")
    (own,) = tab.asked(lambda store: store.all(Inflection))
    assert (own.scope, own.case, own.form) == ("unit", "gen", "городского центра")


def test_the_name_of_a_school_is_declined_and_corrected(tab):
    tab.section("Школы")
    school = next(one for one in tab.asked(lambda store: store.all(School)) if one.full_name)
    tab.choose(school.short_name)
    table = tab.tab.section.panel.tables[0]
    tab.correct(table, 1, "Вечерней школы № 2")
    (own,) = tab.asked(lambda store: store.all(Inflection))
    assert (own.scope, own.key, own.case) == ("unit", school.full_name, "gen")
    assert own.form == "Вечерней школы № 2"


def test_the_team_is_made_filled_and_checked(tab, monkeypatch):
    preview = PreviewRecorder(monkeypatch, accepts=True)
    tab.section("Команда")
    tab.tab.add.trigger()
    tab.settle()
    tab.rows.go(0, 0)
    tab.paste("Мастрюкова Л.И.\nГомзова Е.Б.\n")
    assert preview.plans[0].count(RowState.NEW) == 2
    tab.type(1, "В каком качестве", "руководитель школы с лучшей практикой ВСОКО")
    assert any("опишите лучшую практику ВСОКО" in text for text in tab.problems)
    tab.type(1, "Лучшая практика ВСОКО организации", "Шаг за шагом")
    assert not any("опишите лучшую практику ВСОКО" in text for text in tab.problems)
    assert any("В команде 2 чел." in text for text in tab.problems)
    assert "7–8 человек: сейчас 2" in tab.tab.section.found.text()


def test_the_act_of_the_team_is_a_real_date(tab):
    section = tab.section("Команда")
    tab.tab.add.trigger()
    tab.settle()
    assert any("Не указан акт" in text for text in tab.problems)
    line = section.forms[1].lines["act_date"]
    tab.fill(line, "31.02.2021")
    assert "не дата" in line.reason.text()
    assert line.text == "31.02.2021"
    tab.fill(line, "05.07.2021")
    tab.fill(section.forms[1].lines["act_number"], "1048")
    assert not any("Не указан акт" in text for text in tab.problems)


def test_a_member_is_taken_out_of_the_team(tab):
    tab.section("Команда")
    tab.tab.add.trigger()
    tab.settle()
    tab.type(0, "Участник", "Гомзова Е.Б.")
    tab.rows.go(0, 0)
    tab.tab.remove.trigger()
    tab.settle()
    assert not tab.asked(lambda store: store.all(TeamMember))


def test_a_field_of_the_municipality_is_saved_as_it_is_left_and_undone(tab, window):
    section = tab.section("Муниципалитет и бланк")
    line = section.office_form.lines["office_short"]
    was = line.text
    tab.fill(line, "МКУ УО")
    window.undo()
    assert line.text == was
    window.redo()
    assert line.text == "МКУ УО"


def test_a_heading_of_the_letterhead_keeps_its_lines_and_the_preview_follows(tab):
    section = tab.section("Муниципалитет и бланк")
    tab.fill(section.letterhead_form.lines["left_heading"], "ИШЕМБАЙ")
    assert section.letterhead.left_heading == "ИШЕМБАЙ"
    assert "ИШЕМБАЙ" in section.preview.accessibleName()
    assert section.letterhead.right_heading.count("\n") == 6


def test_a_letterhead_of_no_paper_can_be_removed_again(tab, messages):
    section = tab.section("Муниципалитет и бланк")
    assert not section.drop_letterhead.isVisibleTo(section)
    section.add_letterhead.click()
    tab.settle()
    names = [section.choice.itemText(number) for number in range(section.choice.count())]
    assert len(names) == 2
    section.choice.setCurrentIndex(names.index("Бланк приказа"))
    section.drop_letterhead.click()
    tab.settle()
    assert section.choice.count() == 1
    assert not messages.refusals


def test_the_mouse_wheel_scrolls_the_form_and_changes_no_choice(tab):
    section = tab.section("Муниципалитет и бланк")
    choice = section.letterhead_form.lines["layout"].editor
    before = choice.currentText()
    place = QPointF(5, 5)
    wheel = QWheelEvent(
        place, choice.mapToGlobal(place), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(choice, wheel)
    assert choice.currentText() == before


def test_fields_of_the_second_language_are_there_only_for_two_languages(tab):
    section = tab.section("Муниципалитет и бланк")
    form = section.letterhead_form
    assert form.lines["left_heading"].isVisibleTo(form)
    choice = form.lines["layout"].editor
    choice.setCurrentText("угловой")
    choice.activated.emit(choice.currentIndex())
    tab.settle()
    assert not form.lines["left_heading"].isVisibleTo(form)
    assert form.lines["reference_data"].isVisibleTo(form)


def test_the_names_of_the_district_are_declined_with_the_office_first(tab):
    section = tab.section("Муниципалитет и бланк")
    assert section.forms.forms.index(5, 1).data() == "Ишимбайском районе"
    tab.correct(section.forms, 5, "Ишимбайском крае")
    assert section.forms.forms.index(5, 2).data() == "управление"


def test_the_table_of_forms_follows_the_name_with_the_keyboard(tab):
    section = tab.section("Муниципалитет и бланк")
    section.office_form.focused.emit("office_term")
    tab.settle()
    assert section.name_choice.currentText() == "Как называют дальше по тексту"
    assert section.forms.forms.index(1, 1).data() == "Управления образования"


def test_an_empty_file_asks_for_the_fields_papers_need_and_jumps_there(empty_tab):
    place = next(
        p.place for p in empty_tab.tab.problems.problems if p.place.endswith(":office_name")
    )
    empty_tab.tab.jump_to(place)
    section = empty_tab.tab.section
    line = section.office_form.lines["office_name"]
    empty_tab.fill(line, "Управление образования")
    assert not any(p.place == place for p in empty_tab.tab.problems.problems)
    section.add_letterhead.click()
    empty_tab.settle()
    assert section.letterhead.right_kind_word == "ПРИКАЗ"


def test_the_keyboard_reaches_everything(tab):
    tab.tab.list.setFocus()
    for number in range(5):
        assert tab.tab.list.currentRow() == number
        tab.qtbot.keyClick(tab.tab.list, Qt.Key.Key_Down)
    tab.section("Люди")
    tab.rows.go(0, 0)
    QGuiApplication.clipboard().setText("2-11-11")
    tab.rows.go(0, tab.column("Телефон"))
    tab.rows.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert tab.cell(0, "Телефон") == "2-11-11"
    tab.rows.go(0, tab.column("Телефон"))
    tab.rows.press(Qt.Key.Key_Delete)
    assert tab.cell(0, "Телефон") == ""
    assert find(tab.tab, type(tab.tab.list), "sections").accessibleName()


def test_the_tab_goes_with_its_file_and_comes_back_with_the_next(window, tab, qtbot, empty_file):
    tab.section("Люди")
    tab.rows.go(0, tab.column("Примечание"))
    tab.type(tab.row("Мастрюкова"), "Пол", "другой")
    for _ in range(3):
        window.window.open_file(empty_file)
        window.settle()
        other = DirectoryDriver(qtbot, window.show_tab("directory"))
        assert other.tab.list.item(2).text() == "Люди (0)"

"""The tab «Документы» on the real sample district."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.ui.jobs import Cancelled, Progress
from quality_desktop.ui.printing import new_printer, print_pages
from tests.ui.drivers import find, only
from tests.ui.tabs.drivers_documents import DocumentsDriver

pytestmark = pytest.mark.gui


@pytest.fixture
def window(make_window, sample_file):
    return make_window(sample_file, only("documents"))


@pytest.fixture
def documents(window, qtbot):
    return DocumentsDriver(qtbot, window.show_tab("documents"))


def test_the_order_is_shown_as_it_will_print(documents):
    assert documents.page_count > 8
    assert "О совершенствовании муниципальных механизмов" in documents.printed
    assert "Шерсткину Е.А., главного инспектора" in documents.printed
    assert find(documents.tab, QLabel, "pageNumber").text() == (
        f"Страница 1 из {documents.page_count}"
    )


def test_a_changed_number_is_printed_everywhere_and_undone_at_once(documents, window):
    documents.write("number", "77-о")
    assert "№ 77-о" in documents.printed
    assert "1048" not in documents.printed
    window.undo()
    assert "77-о" not in documents.printed
    assert documents.tab.requisites.number.text() == "1048"
    window.redo()
    assert "№ 77-о" in documents.printed


def test_a_changed_date_is_printed_in_both_languages(documents):
    documents.write("dated", "12.08.2021")
    assert "12 август 2021 й." in documents.printed
    assert "12 августа 2021 г." in documents.printed
    assert "от 12.08.2021 № 1048" in documents.printed


def test_another_supervisor_stands_in_the_accusative(documents):
    documents.pick("supervisor", "Доценко Т.И.")
    assert "Вахрушину" not in documents.printed
    assert documents.people_of("supervisor") == "Доценко Т.И."


def test_control_given_to_a_person_is_worded_so(documents):
    documents.pick("controller", "Гомзова Е.Б.")
    assert "возложить на директора ГРЦПИ Гомзову Е.Б." in documents.printed
    assert "оставляю за собой" not in documents.printed


def test_a_deadline_changes_only_its_clause(documents):
    documents.write("deadline-site_tab", "15.09.2021")
    assert "до 15 сентября 2021" in documents.printed
    assert documents.printed.count("12 июля 2021") == 2


def test_the_copy_mark_goes_and_comes_with_its_action(documents):
    assert "Копия верна" in documents.printed
    documents.tab.copy_action.trigger()
    documents.settle()
    assert "Копия верна" not in documents.printed
    documents.tab.copy_action.trigger()
    documents.settle()
    assert "Копия верна" in documents.printed


def test_a_persons_wording_survives_new_facts_and_is_marked(documents):
    documents.clause("8.")
    documents.word("Исполнителям сообщать сведения до пятого числа.")
    assert "8. Исполнителям сообщать сведения до пятого числа." in documents.printed
    documents.write("number", "5")
    assert "до пятого числа" in documents.printed
    item = documents.tab.clauses.list.currentItem()
    assert item.text().startswith("[правка]")


def test_an_edit_under_which_the_facts_changed_is_pointed_out(documents):
    documents.clause("9.")
    documents.word("Общее руководство оставить за начальником.")
    documents.pick("supervisor", "Гомзова Е.Б.")
    assert any("[правка устарела]" in text for text in clause_texts(documents))
    documents.clause("[правка устарела]")
    assert "Гомзову" in documents.tab.clauses.note.text()


def test_the_composed_text_comes_back_when_asked_for(documents):
    documents.clause("8.")
    documents.word("Иначе.")
    documents.click_clause("restore")
    assert "8. Исполнителям, ответственным за организацию" in documents.printed


def test_a_clause_left_out_renumbers_the_rest(documents):
    documents.clause("8.")
    documents.click_clause("strike")
    assert "9. Контроль за исполнением" in documents.printed
    documents.clause("[исключён]")
    documents.click_clause("restore")
    assert "10. Контроль за исполнением" in documents.printed


def test_an_empty_clause_is_refused_with_advice(documents, messages):
    documents.clause("8.")
    documents.tab.clauses.editor.selectAll()
    documents.qtbot.keyClick(documents.tab.clauses.editor, Qt.Key.Key_Delete)
    documents.tab.clauses.editor.finish()
    documents.settle()
    assert messages.refusals == [
        "Пункт не может быть пустым: чтобы убрать его, выберите «Исключить»."
    ]
    assert "8. Исполнителям, ответственным" in documents.printed


def test_escape_returns_the_saved_text_of_a_clause(documents):
    documents.clause("8.")
    editor = documents.tab.clauses.editor
    before = editor.toPlainText()
    editor.insertPlainText("лишнее")
    documents.qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.toPlainText() == before


def test_both_formats_are_saved_where_the_user_says(documents, messages, tmp_path, environment):
    folder = tmp_path / "Приказы 2021"
    folder.mkdir()
    messages.paths = [folder]
    name = "Приказ от 05.07.2021 № 1048"
    assert documents.save_to(folder) == [f"{name}.docx", f"{name}.pdf"]
    assert f"{name}.docx и {name}.pdf" in documents.outcome
    assert environment.settings.last_folder == str(folder)


def test_a_folder_that_is_a_file_is_refused_in_one_sentence(documents, messages, tmp_path):
    target = tmp_path / "занято"
    target.write_text("x")
    messages.paths = [target]
    documents.tab.save_action.trigger()
    documents.settle()
    assert len(messages.refusals) == 1
    assert target.read_text() == "x"


def test_a_changed_mind_saves_nothing(documents, messages):
    messages.paths = [None]
    documents.tab.save_action.trigger()
    documents.settle()
    assert documents.outcome == ""


def test_the_next_paper_is_made_like_this_one(documents):
    documents.tab.next_action.trigger()
    documents.settle()
    titles = [documents.tab.chooser.itemText(row) for row in range(documents.tab.chooser.count())]
    assert titles == ["Приказ от 05.07.2021 № 1048", "Приказ без номера"]


def test_a_double_click_on_a_printed_line_opens_its_clause(documents):
    page_view = documents.tab.pages
    pages = page_view.view
    pages.setZoomMode(pages.ZoomMode.Custom)
    pages.setZoomFactor(0.5)
    pdf = page_view.pdf
    start = pdf.getAllText(0).text().index("2. Определить")
    box = pdf.getSelectionAtIndex(0, start, 10).boundingRectangle()
    scale = 0.5 * pages.logicalDpiX() / 72
    left = (pages.viewport().width() - pdf.pagePointSize(0).width() * scale) / 2
    top = pages.documentMargins().top() - pages.verticalScrollBar().value()
    point = QPointF(left + box.center().x() * scale, top + box.center().y() * scale).toPoint()
    documents.qtbot.mouseDClick(pages.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert documents.tab.clauses.editor.toPlainText().startswith("Определить муниципальным")


def test_zoom_goes_both_ways_and_back_to_the_width(documents):
    pages = documents.tab.pages.view
    documents.tab.larger_action.trigger()
    larger = pages.zoomFactor()
    documents.tab.smaller_action.trigger()
    assert pages.zoomFactor() < larger
    documents.tab.fit_action.trigger()
    assert pages.zoomMode() is pages.ZoomMode.FitToWidth


@pytest.fixture
def empty(make_window, empty_file, qtbot):
    return DocumentsDriver(qtbot, make_window(empty_file, only("documents")).show_tab("documents"))


def test_an_empty_file_teaches_and_starts_the_first_order(empty):
    assert not empty.tab.save_action.isEnabled()
    assert empty.problems == ()
    empty.tab.empty.button.click()
    empty.settle()
    assert empty.tab.chooser.currentText() == "Приказ без номера"


def test_an_order_that_cannot_be_composed_yet_says_what_is_missing(empty, messages):
    empty.tab.empty.button.click()
    empty.settle()
    assert empty.tab.pages.nothing.isVisible()
    assert empty.problems == (empty.tab.pages.nothing.sentence.text(),)
    assert "«Справочники» → «Муниципалитет и бланк»" in empty.problems[0]
    assert not empty.tab.save_action.isEnabled()
    assert messages.refusals == []


def test_the_pages_come_as_soon_as_the_order_can_be_composed(empty):
    empty.tab.empty.button.click()
    empty.settle()
    empty.operations.do(add_municipality)
    empty.settle()
    assert empty.tab.pages.view.isVisible()
    assert empty.page_count > 0


def add_municipality(store):
    with store.work("Муниципалитет") as work:
        work.put(Municipality(id=new_id()))
        return work.commit()


def test_a_signatory_without_a_name_is_shown_by_position_and_whole_in_the_tooltip(documents):
    signatory = documents.tab.requisites.people["signatory"]
    assert signatory.currentText().startswith("начальник Управления образования")
    assert signatory.currentText().endswith("(ФИО не указано)")
    assert signatory.toolTip() == signatory.currentText()
    documents.pick("signatory", "Гомзова Е.Б.")
    assert signatory.toolTip().startswith(signatory.currentText() + ", директор")


def test_an_appendix_goes_and_comes_back_behind_the_others(documents, window):
    box = find(documents.tab, QCheckBox, "appendix-card")
    box.click()
    documents.settle()
    assert "технологическую карту" not in documents.printed
    assert "(Приложение № 1)" in documents.printed
    box.click()
    documents.settle()
    assert "(Приложение № 3)" in documents.printed
    window.undo()
    assert "технологическую карту" not in documents.printed
    assert not box.isChecked()


def test_a_deadline_that_is_cleared_leaves_the_clause_without_a_date(documents):
    documents.write("deadline-site_tab", "")
    assert "– обеспечить функционирование на официальном сайте" in documents.printed


def test_a_finding_of_the_paper_jumps_to_its_field(documents):
    assert any("подписывает" in text for text in documents.problems)
    documents.tab.jump_to("paper:x:number")
    assert documents.tab.focusWidget() is documents.tab.requisites.number


def test_the_pages_are_printed_each_in_its_orientation(documents, tmp_path):
    printer = new_printer()
    printer.setOutputFormat(type(printer).OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setResolution(100)  # paper asks for more, which is no matter of pages
    steps = []
    progress = Progress(lambda done, total, text: steps.append((done, total, text)))
    count = print_pages(documents.tab.pages.data, printer, progress)
    assert count == documents.page_count
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")


def test_printing_can_be_cancelled(documents, tmp_path):
    printer = new_printer()
    printer.setOutputFormat(type(printer).OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    progress = Progress(lambda *_: None)
    progress.cancel()
    with pytest.raises(Cancelled):
        print_pages(documents.tab.pages.data, printer, progress)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_cannot_start_is_one_sentence(documents, tmp_path):
    printer = new_printer()
    printer.setOutputFormat(type(printer).OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "нет папки" / "printed.pdf"))
    with pytest.raises(QualityError, match="Принтер не отвечает"):
        print_pages(documents.tab.pages.data, printer, Progress(lambda *_: None))


def clause_texts(documents):
    clauses = documents.tab.clauses.list
    return [clauses.item(row).text() for row in range(clauses.count())]


def test_every_button_of_the_clauses_has_a_name(documents):
    for name in ("strike", "restore"):
        assert find(documents.tab, QPushButton, name).text()


def test_a_paper_that_is_not_wanted_is_removed_and_undo_brings_it_back(documents, window):
    tab = documents.tab
    tab.next_action.trigger()
    documents.settle()
    assert tab.chooser.count() == 2
    tab.remove_action.trigger()
    documents.settle()
    (left,) = [tab.chooser.itemText(row) for row in range(tab.chooser.count())]
    window.undo()
    back = [tab.chooser.itemText(row) for row in range(tab.chooser.count())]
    assert len(back) == 2
    assert left in back


def test_without_a_paper_the_tab_offers_to_compose_one(documents, window):
    documents.tab.remove_action.trigger()
    documents.settle()
    assert documents.tab.empty.isVisible()
    assert not documents.tab.save_action.isEnabled()
    window.undo()
    assert documents.tab.chooser.currentText().endswith("№ 1048")


def test_no_field_of_the_requisites_runs_past_the_edge_of_a_narrow_panel(documents, window):
    """A letter, then an order again, in a panel as narrow as large letters make it."""
    window.window.showNormal()
    window.window.resize(1366, 720)
    documents.tab.making.make("letter-request")
    documents.settle()
    requisites = documents.tab.requisites
    for row in (1, 0):
        documents.tab.chooser.setCurrentIndex(row)
        documents.tab.chooser.activated.emit(row)
        documents.settle()
        for width in (386, 270):
            requisites.setMaximumWidth(width)
            documents.settle()
            edge = requisites.viewport().width()
            assert requisites.widget().width() == edge
            assert requisites.horizontalScrollBar().maximum() == 0
            past = [
                field.objectName()
                for kind in (QLineEdit, QComboBox, QCheckBox, QLabel, QPlainTextEdit)
                for field in requisites.widget().findChildren(kind)
                if field.isVisibleTo(requisites)
                and field.mapTo(requisites.widget(), field.rect().topRight()).x() >= edge
            ]
            assert past == []

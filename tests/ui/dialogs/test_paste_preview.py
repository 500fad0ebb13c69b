"""The preview of a pasted block."""

from dataclasses import replace

import pytest

from quality_desktop.services.office.directory_paste import PastedRow, PastePlan, RowState
from quality_desktop.ui.dialogs.paste_preview import PastePreview

pytestmark = pytest.mark.gui

NEW = PastedRow(number=1, title="СОШ № 11", state=RowState.NEW, values={"short_name": "СОШ № 11"})
HALF = PastedRow(
    number=2, title="СОШ № 12", state=RowState.NEW, refusals=("Эл. почта: не адрес.", "Вид: нет.")
)
REFUSED = PastedRow(number=3, title="", state=RowState.REFUSED, refusals=("Не заполнено.",))


@pytest.fixture
def shown(qtbot, environment):
    def make(*rows, headings=()):
        plan = PastePlan(kind="school", rows=rows, unknown_headings=headings)
        dialog = PastePreview(plan, environment.look)
        qtbot.addWidget(dialog)
        return dialog

    return make


def test_the_counts_and_the_verb_say_what_will_happen(shown):
    dialog = shown(NEW, HALF, REFUSED, headings=("Лишний",))
    assert dialog.summary.text().startswith("Новых строк: 2, не вставится: 1.")
    assert "3 ячейки" in dialog.summary.text()
    assert "«Лишний»" in dialog.summary.text()
    assert dialog.accept_button.text() == "Вставить 2 строки"
    assert dialog.accept_button.isDefault()


def test_every_refused_cell_has_its_reason_on_a_line_of_its_own(shown):
    dialog = shown(HALF)
    row = dialog.rows.topLevelItem(0)
    assert row is not None
    assert (row.text(2), row.child(0).text(2)) == ("Эл. почта: не адрес.", "Вид: нет.")
    assert row.isExpanded()


def test_nothing_to_paste_cannot_be_pasted(shown):
    dialog = shown(REFUSED)
    assert not dialog.accept_button.isEnabled()


def test_what_is_missing_is_said_by_row_and_in_one_sentence(shown, environment):
    bare = replace(NEW, missing=("Должность", "Подразделение"))
    dialog = shown(bare, replace(HALF, missing=("Должность",)))
    told = "Не указано (строк): «Должность» – 2, «Подразделение» – 1. Это можно вписать потом."
    assert told in dialog.summary.text()
    row = dialog.rows.topLevelItem(0)
    assert row is not None
    assert row.text(2) == "Не указано: Должность, Подразделение"
    assert row.foreground(2).color().name().upper() == environment.look.colours.text.upper()

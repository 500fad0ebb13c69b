"""Forms that went through LibreOffice, as many schools send them."""

import subprocess

import pytest

from quality_desktop.sheets.form_answers import Questions, read_answers
from quality_desktop.sheets.form_book_in import find_forms
from quality_desktop.sheets.form_book_out import form_workbook
from quality_desktop.sheets.reader import read_book
from tests.sheets import form_samples as samples
from tests.sheets.form_reading import opened, said
from tests.sheets.test_form_book_in import CONTENT, WANTED, filled, moved

pytestmark = [pytest.mark.office, pytest.mark.slow]
_SECONDS = 120


def saved_again(content, folder, soffice, change):
    sent = folder / "sent"
    sent.mkdir()
    book = opened(content)
    change(book)
    book.save(sent / "Форма.xlsx")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(soffice), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run(
        [*command, str(sent / "Форма.xlsx")], check=True, capture_output=True, timeout=_SECONDS
    )
    return folder / "Форма.xlsx"


@pytest.mark.parametrize("change", [filled, moved])
def test_a_copy_saved_by_libreoffice_is_read_as_it_was_filled(change, find_tool, tmp_path):
    path = saved_again(CONTENT, tmp_path, find_tool("soffice"), change)
    (found,) = find_forms(read_book(path))
    answers = read_answers(found, Questions.of(samples.elements(), {}))
    assert said(answers) == WANTED
    assert answers.findings == ()
    assert found.hidden is not None


def test_drop_downs_and_checks_are_still_there_after_libreoffice(find_tool, tmp_path):
    path = saved_again(form_workbook(samples.facts()), tmp_path, find_tool("soffice"), filled)
    sheet = opened(path.read_bytes())["Форма"]
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    assert {"custom", "list", "textLength"} <= kinds
    assert sheet.protection.sheet

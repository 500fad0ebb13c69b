"""What the program remembers: the folders that dialogs propose."""

from dataclasses import replace

import pytest

from quality_desktop.ui.preferences import Preferences, usual_folder

pytestmark = pytest.mark.gui


@pytest.fixture
def preferences(qapp, tmp_path):
    made = Preferences(tmp_path / "user" / "settings.toml")
    yield made
    made.deleteLater()


@pytest.fixture
def answered(tmp_path):
    """The folder of the first questions."""
    folder = tmp_path / "Район"
    folder.mkdir()
    return folder


def test_what_is_saved_or_read_first_is_proposed_in_the_folder_of_the_first_questions(
    preferences, answered
):
    preferences.apply(lambda settings: replace(settings, files_folder=str(answered)))
    assert preferences.folder_to_save == preferences.folder_to_read == answered


def test_where_papers_go_and_where_files_come_from_are_remembered_apart(
    preferences, answered, tmp_path
):
    preferences.apply(lambda settings: replace(settings, files_folder=str(answered)))
    papers, mail = tmp_path / "Приказы", tmp_path / "Загрузки"
    papers.mkdir()
    mail.mkdir()
    preferences.remember_source(mail)
    assert preferences.folder_to_save == answered
    preferences.remember_folder(papers)
    assert (preferences.folder_to_save, preferences.folder_to_read) == (papers, mail)


def test_a_folder_that_is_gone_gives_way_to_the_folder_of_files(preferences, answered, tmp_path):
    preferences.apply(lambda settings: replace(settings, files_folder=str(answered)))
    preferences.remember_folder(tmp_path / "флешка")
    assert preferences.folder_to_save == answered


def test_without_an_answer_it_is_the_folder_of_documents(preferences):
    documents = usual_folder(preferences.settings)
    expected = documents if documents.is_dir() else documents.home()
    assert preferences.folder_to_save == preferences.folder_to_read == expected

import pytest

from quality_desktop.documents.model import Document, Paragraph, Run, Section, plain
from quality_desktop.domain.errors import QualityError
from quality_desktop.writers.text import clean, printed_runs, refuse_unwritable, texts


def test_a_mark_stands_before_the_text_with_a_no_break_space():
    paragraph = Paragraph(style="clause", runs=(Run("Определить", is_bold=True),), mark="1.")
    assert printed_runs(paragraph) == (Run("1.\u00a0"), Run("Определить", is_bold=True))


def test_line_breaks_tabs_and_soft_hyphens_are_made_alike():
    assert clean("а\r\nб\rв\tг\u00adд") == "а\nб\nв гд"


def test_a_control_character_is_refused_with_the_words_around_it():
    block = Paragraph(style="body", runs=plain("Список\x0bшкол"))
    section = Section(orientation="portrait", blocks=(block,))
    document = Document(key="k", title="t", author="a", subject="s", sections=(section,))
    with pytest.raises(QualityError, match=r"Списокшкол.*U\+000B"):
        refuse_unwritable(document)


def test_every_block_gives_its_texts(order: Document):
    found = set(texts(order))
    assert {"БОЙОРОҠ", "ПРИКАЗ", "№ 1048", "О.Ю. Егорова", "Копия верна"} <= found
    assert {"8 (34794) 0-00-00", "Приложение № 1", "Координатор"} <= found

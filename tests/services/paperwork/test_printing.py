"""A paper on its way out: the files, the pages, the progress."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quality_desktop import paths
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.services.paperwork import printing


@pytest.fixture
def folders() -> printing.Folders:
    bundled = paths.bundled()
    return printing.Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )


def test_both_formats_are_written_and_told_one_after_the_other(district, folders, tmp_path):
    told: list[tuple[int, int]] = []
    written = printing.write(
        store=district,
        paper=district.all(Paper)[0].id,
        folder=tmp_path / "новая папка",
        formats=printing.FORMATS,
        folders=folders,
        progress=lambda done, total, _text: told.append((done, total)),
    )
    assert [file.name for file in written.files] == ["order-1048.docx", "order-1048.pdf"]
    assert all(file.stat().st_size > 0 for file in written.files)
    assert told == sorted(told)
    assert told[-1] == (2, 2)


def test_for_people_files_are_called_as_the_paper_is_and_never_as_another_one(
    district, folders, tmp_path
):
    [first] = district.all(Paper)
    long = "О" + " назначении ответственных" * 20
    others = (
        replace(first, id=new_id()),
        replace(first, id=new_id(), number="15/2-ОД"),
        replace(first, id=new_id(), number="", dated=None, subject=f"{long}: «план»?"),
    )
    with district.work("Ещё приказы") as work:
        work.put_all(others)
        work.commit()
    names = [
        printing.name_in_words(store=district, paper=paper.id, folders=folders)
        for paper in (first, *others)
    ]
    assert sorted(names[:2]) == ["Приказ от 05.07.2021 № 1048", "Приказ от 05.07.2021 № 1048 (2)"]
    assert names[2] == "Приказ от 05.07.2021 № 15-2-ОД"
    assert names[3].startswith("Приказ без номера – О назначении")
    assert len(names[3]) <= 80
    written = printing.write(
        store=district, paper=others[1].id, folder=tmp_path, formats=("docx",), folders=folders,
        is_named_in_words=True,
    )  # fmt: skip
    assert [file.name for file in written.files] == [f"{names[2]}.docx"]


def test_a_number_that_looks_like_a_second_file_takes_no_name_of_another_paper(district, folders):
    """«5», «5» and «5 (2)» of one day: the second «5» must not be called as «5 (2)» is."""
    [first] = district.all(Paper)
    numbers = ("5", "5", "5 (2)", "5", "5 (2)")
    added = [replace(first, id=new_id(), number=number) for number in numbers]
    with district.work("Ещё приказы") as work:
        work.put_all(added)
        work.commit()
    names = {
        printing.name_in_words(store=district, paper=paper.id, folders=folders).casefold()
        for paper in (first, *added)
    }
    assert len(names) == len(added) + 1


def test_the_preview_is_the_pdf_that_would_be_saved(district, folders, tmp_path):
    paper = district.all(Paper)[0].id
    composed = printing.compose(store=district, paper=paper, folders=folders)
    shown = printing.preview(composed=composed, folders=folders)
    (saved,) = printing.write(
        store=district, paper=paper, folder=tmp_path, formats=("pdf",), folders=folders
    ).files
    assert shown == saved.read_bytes()


def test_a_paper_that_is_gone_writes_nothing(district, folders, tmp_path):
    with pytest.raises(QualityError, match="выберите другой"):
        printing.write(
            store=district, paper=new_id(), folder=tmp_path, formats=("pdf",), folders=folders
        )
    assert list(tmp_path.glob("*.pdf")) == []

"""Letters to many: each has its addressee, all of them are one PDF, none is written when stopped."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from quality_desktop import paths
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.services.paperwork import addressed_letters, printing
from quality_desktop.services.register import addressees

BUNDLED = paths.bundled()
FOLDERS = printing.Folders(
    wording=BUNDLED.wording,
    reference=BUNDLED.reference,
    language=BUNDLED.language,
    fonts=BUNDLED.fonts,
)
NAMES = ("МБОУ «Лицей № 1»", "МКОУ ООШ с. Ёлки", "МБОУ СОШ: филиал / д. Новая")


@pytest.fixture
def letter(district):
    paper = Paper(id=new_id(), form="letter-answer-reminder", number="15")
    schools = [School(id=new_id(), full_name=name) for name in NAMES]
    with district.work("Письмо") as work:
        for record in (paper, *schools):
            work.put(record)
        work.commit()
    addressees.add_schools(
        store=district, paper=paper.id, schools=[school.id for school in schools]
    )
    return paper


def write(store, paper, folder, **options):
    return addressed_letters.write_letters(
        store=store,
        paper=paper.id,
        folder=folder,
        formats=("docx", "pdf"),
        folders=FOLDERS,
        **options,
    )


def words(path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_every_letter_names_its_own_addressee_and_no_other(district, letter, tmp_path):
    written = write(district, letter, tmp_path)
    assert written.letters == 3
    singles = [path for path in written.files if path.suffix == ".pdf"][:3]
    for own, path in zip(NAMES, singles, strict=True):
        text = words(path)
        assert " ".join(own.split()) in text.replace("\u00a0", " ")
        assert "Уважаемый руководитель!" in text.replace("\u00a0", " ")
        assert not any(other in text.replace("\u00a0", " ") for other in NAMES if other != own)


def test_all_letters_are_one_file_for_printing_and_a_list(district, letter, tmp_path):
    write(district, letter, tmp_path)
    whole = PdfReader(tmp_path / addressed_letters.ALL_IN_ONE)
    assert len(whole.pages) == 3
    [sheet] = load_workbook(tmp_path / addressed_letters.INDEX).worksheets
    listed = [row[1].value for row in sheet.iter_rows() if row[1].value]
    assert listed[-3:] == [f"Руководителю {name}" for name in NAMES]


def test_only_those_who_are_wanted_get_a_letter(district, letter, tmp_path):
    [_, second, _] = addressees.of_paper(store=district, paper=letter.id)
    written = write(district, letter, tmp_path, addressees=frozenset({second.record.id}))
    assert written.letters == 1
    assert "Ёлки" in written.files[0].name


def test_a_batch_that_is_stopped_leaves_nothing_behind(district, letter, tmp_path):
    def stop(done, _all, _what):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(district, letter, tmp_path / "письма", progress=stop)
    assert list((tmp_path / "письма").iterdir()) == []


def test_letters_that_cannot_all_be_put_in_place_leave_the_folder_as_it_was(
    district, letter, tmp_path
):
    write(district, letter, tmp_path)
    (tmp_path / addressed_letters.INDEX).unlink()
    (tmp_path / addressed_letters.INDEX).mkdir()
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    with pytest.raises(QualityError, match="папка"):
        write(district, letter, tmp_path)
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_long_typed_name_of_a_school_is_shortened_so_that_files_are_told_apart(
    district, letter, tmp_path
):
    long = (
        "Муниципальное бюджетное общеобразовательное учреждение средняя общеобразовательная школа"
    )
    for number in (7, 8):
        addressees.add_name(store=district, paper=letter.id, name=f"{long} № {number}")
    write(district, letter, tmp_path)
    names = {path.stem for path in tmp_path.glob("*СОШ № [78].docx")}
    assert len(names) == 2


def test_letters_of_two_sendings_are_never_mixed_in_one_folder(district, letter, tmp_path):
    write(district, letter, tmp_path)
    names = {path.name for path in write(district, letter, tmp_path).files}
    one = next(iter(addressees.of_paper(store=district, paper=letter.id)))
    with pytest.raises(QualityError, match="уже есть другие письма, например «02 "):
        write(district, letter, tmp_path, addressees=frozenset({one.record.id}))
    assert names <= {path.name for path in tmp_path.iterdir()}


def test_a_paper_without_addressees_or_without_a_place_for_one_is_refused(
    district, letter, tmp_path
):
    other = replace(letter, id=new_id())
    with district.work("Письмо") as work:
        work.put(other)
        work.commit()
    with pytest.raises(QualityError, match="нет адресатов"):
        write(district, other, tmp_path)
    order = next(paper for paper in district.all(Paper) if paper.form == "order-mechanisms")
    addressees.add_name(store=district, paper=order.id, name="Школам")
    with pytest.raises(QualityError, match="нет места"):
        write(district, order, tmp_path)

"""Procedures and subjects are found by the words of files."""

from pathlib import Path

import pytest

from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue, MarkScale
from quality_desktop.domain.examination.exams import ExamProcedure, Subject
from quality_desktop.services.district_file.record_files import read_records

EXAMS = Path(__file__).parents[3] / "db" / "reference" / "exams.toml"


@pytest.fixture(scope="module")
def catalogue():
    records, _ = read_records([EXAMS], namespace="reference", known={})
    return ExamCatalogue(
        procedures=[r for r in records if isinstance(r, ExamProcedure)],
        subjects=[r for r in records if isinstance(r, Subject)],
        scales=[
            MarkScale(
                procedure="vpr",
                subject="math",
                grade=4,
                years=range(2020, 2022),
                bounds=(5, 9, 14),
            )
        ],
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Математика", "math"),
        ("математика профильная", "math_profile"),
        ("Математика (базовый уровень)", "math_base"),
        ("РУССКИЙ ЯЗЫК", "russian"),
        ("окружающий  мир", "world"),
        ("Информатика и ИКТ", "informatics"),
        ("Физкультура", ""),
    ],
)
def test_a_subject_is_known_by_its_names(catalogue, text, code):
    assert catalogue.subject(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ВПР 2026 Русский язык 4 класс", "russian"),
        ("ЕГЭ, математика профильная", "math_profile"),
        ("Русский язык и математика", ""),
        ("Статистика по отметкам", ""),
    ],
)
def test_a_title_names_one_subject_or_none(catalogue, text, code):
    assert catalogue.subject_in(text) == code


def test_a_title_names_one_procedure_or_none(catalogue):
    assert catalogue.procedure_in("Результаты ВПР 2021") == "vpr"
    assert catalogue.procedure_in("ЕГЭ и ОГЭ") == ""


def test_letters_of_official_sheets_are_known(catalogue):
    assert catalogue.subject_of_letters("МА") == "math"
    assert catalogue.subject_of_letters("MA") == "math"  # typed with Latin letters
    assert catalogue.subject_of_letters("ЩЩ") == ""


def test_no_two_subjects_share_a_name():
    records, _ = read_records([EXAMS], namespace="reference", known={})
    subjects = [r for r in records if isinstance(r, Subject)]
    alone = ExamCatalogue(procedures=[], subjects=subjects)
    for subject in subjects:
        for name in (subject.title, subject.short_title, *subject.aliases.splitlines()):
            assert alone.subject(name) == subject.code, name


@pytest.mark.parametrize(
    ("score", "mark"),
    [
        (0, "two"),
        (5, "two"),
        (6, "three"),
        (9, "three"),
        (10, "four"),
        (14, "four"),
        (15, "five"),
        (20, "five"),
    ],
)
def test_a_score_gives_the_mark_of_its_bounds(catalogue, score, mark):
    scale = catalogue.scale("vpr", "math", 4, 2021)
    assert scale is not None
    assert scale.mark_of(score) == mark


def test_a_scale_holds_for_its_years_only(catalogue):
    assert catalogue.scale("vpr", "math", 4, 2022) is None
    assert catalogue.scale("vpr", "math", 5, 2021) is None


def test_titles_are_shown_for_codes(catalogue):
    assert catalogue.title("vpr") == "ВПР"
    assert catalogue.title("math") == "Математика"
    assert catalogue.title("что-то") == "что-то"


@pytest.mark.parametrize(
    ("title", "procedure", "subject"),
    [
        ("Результаты единого государственного экзамена по русскому языку", "ege", "russian"),
        ("Итоги основного государственного экзамена по математике", "oge", "math"),
        ("О результатах всероссийских проверочных работ по обществознанию", "vpr", "social"),
        ("Региональной диагностической работы по истории", "rdr", "history"),
        ("Уроки окружающего мира", "", "world"),
        ("Русская школа", "", ""),
    ],
)
def test_a_title_may_name_them_in_any_case(catalogue, title, procedure, subject):
    assert catalogue.procedure_in(title) == procedure
    assert catalogue.subject_in(title) == subject


def test_a_title_without_its_names_is_what_nobody_knows(catalogue):
    assert set(catalogue.without_names("ВПР по русскому языку, уточнено").split()) == {
        "|", "по", "уточнен",
    }  # fmt: skip

"""Abbreviations are told in full where a paper uses them and nowhere else."""

import pytest

from quality_desktop.services.risk_schools.abbreviations import explained
from quality_desktop.services.risk_schools.risk_words import ExamWords

WORDS = ExamWords(
    procedures={"vpr": "ВПР", "rdr": "РДР", "final": "ИС-9"},
    subjects={},
    in_full={
        "vpr": "Всероссийские проверочные работы",
        "rdr": "Региональная диагностическая работа",
        "final": "Итоговое собеседование",
    },
)


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("РДР, математика.", "Доля детей с ЗПР: 4 %"),
         "Сокращения: ЗПР – задержка психического развития; РДР – региональная диагностическая работа."),
        (("ИС-9, русский язык",), "Сокращения: ИС-9 – итоговое собеседование."),
        (("Школьным методическим объединениям (ШМО)", "на заседании ШМО"), ""),
        (("МБОУ СОШ № 7, ВПРок",), ""),
    ],
)  # fmt: skip
def test_only_what_is_used_and_not_yet_explained_is_told(texts, told):
    assert explained(texts, WORDS) == told

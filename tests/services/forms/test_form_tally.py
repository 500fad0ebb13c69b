"""The count of forms: nothing is lost between its parts."""

from itertools import product

from quality_desktop.services.forms.form_tally import Tally
from quality_desktop.services.forms.received_forms import FormsPreview, ReceivedForm, Verdict


def received(verdict: Verdict, number: int, filled: int = 0) -> ReceivedForm:
    return ReceivedForm(
        key=f"{verdict} {number}", file="а.xlsx", path="а.xlsx", verdict=verdict, remarks={},
        filled=filled, required=2,
    )  # fmt: skip


def test_the_parts_add_up_to_the_whole_whatever_was_written():
    forms = tuple(received(v, n) for n, v in enumerate([*Verdict, *Verdict, Verdict.READY]))
    for written in product([True, False], repeat=2):
        verdicts = (Verdict.READY, Verdict.WITH_ERRORS)
        chosen = [v for v, is_written in zip(verdicts, written, strict=True) if is_written]
        tally = Tally.of(FormsPreview(received=forms), written=chosen)
        parts = (tally.written, tally.ready, tally.with_errors, tally.choose, tally.held)
        assert sum(parts) + tally.already + tally.empty + tally.refused == tally.total == 15


def test_the_count_is_told_in_one_line():
    forms = (
        received(Verdict.READY, 1, filled=2),
        received(Verdict.WITH_ERRORS, 2, filled=1),
        received(Verdict.REFUSED, 3),
    )
    preview = FormsPreview(received=forms, skipped=("письмо.docx",))
    assert Tally.of(preview, written=[Verdict.READY]).sentence == (
        "Прочитано форм: 3. Записано: 1, с ошибками: 1, не принято: 1. Заполнено не полностью: 1. "
        "Пропущено файлов, которые не таблицы: 1."
    )
    assert Tally.of(FormsPreview(received=())).sentence == "Прочитано форм: 0."

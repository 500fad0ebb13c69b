"""A date on which the office does not work is said before the paper is signed."""

from __future__ import annotations

from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.errors import Severity
from quality_desktop.domain.paperwork import Paper, PaperDeadline
from quality_desktop.domain.records import new_id
from quality_desktop.services.deadlines.work_calendar import set_day
from quality_desktop.services.paperwork import papers

BUNDLED = paths.bundled()


def findings(store, paper) -> list[str]:
    made = papers.compose(
        store=store,
        paper=paper.id,
        wording=BUNDLED.wording,
        reference=BUNDLED.reference,
        language=BUNDLED.language,
    )
    found = [one for one in made.problems if "нерабочий день" in one.text]
    assert all(one.severity is Severity.WARNING for one in found)
    assert all(one.place.startswith(f"paper:{paper.id}:") for one in found)
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (date(2026, 12, 19), ["(ответ) – нерабочий день (суббота): ближайший рабочий день – 21.12"]),
        (date(2027, 6, 12), ["(ответ) – нерабочий день (День России): ближайший рабочий день – 14.06"]),
        (date(2026, 12, 18), []),
    ],
)  # fmt: skip
def test_an_answer_wanted_on_a_day_off_is_said(letter_office, due, said):
    paper = Paper(id=new_id(), form="letter-request", answer_due=due)
    with letter_office.work("Письмо") as work:
        work.put(paper)
        work.commit()
    found = findings(letter_office, paper)
    assert len(found) == len(said)
    assert all(part in text for part, text in zip(said, found, strict=True))


def test_a_date_of_an_order_is_called_by_the_words_of_its_kind(district):
    (paper,) = district.all(Paper)
    one = next(one for one in district.all(PaperDeadline, paper=paper.id) if one.code == "links")
    with district.work("Срок") as work:
        work.put(PaperDeadline(id=one.id, paper=paper.id, code="links", due=date(2026, 12, 20)))
        work.commit()
    assert findings(district, paper)[-1] == (
        "Срок 20.12.2026 (предоставить ссылки на документы и мероприятия) – нерабочий день (воскресенье): "
        "ближайший рабочий день – 21.12.2026."
    )


def test_a_saturday_that_is_worked_is_no_day_off(letter_office):
    paper = Paper(id=new_id(), form="letter-request", answer_due=date(2026, 12, 19))
    with letter_office.work("Письмо") as work:
        work.put(paper)
        work.commit()
    set_day(
        store=letter_office, day=date(2026, 12, 19), is_working=True, title="перенос", document=""
    )
    assert findings(letter_office, paper) == []

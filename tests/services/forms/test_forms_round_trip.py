"""The whole sample district: forms written, filled, read back; every value equal."""

from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Form, Submission, Value
from quality_desktop.services.forms import form_reading, form_sending
from quality_desktop.services.forms.received_forms import Verdict

YEAR = 2025


def answers(store):
    """(school, element) -> answer, of everything that is answered."""
    return {
        (value.school, value.element): answer
        for value in store.all(Value, year=YEAR)
        if not (answer := Answer.of(value)).is_empty
    }


def test_every_value_of_the_sample_comes_back_equal(district, tmp_path):
    wanted = answers(district)
    assert len(wanted) > 1000
    forms = district.all(Form)
    for form in forms:
        form_sending.write_forms(
            store=district, form=form.id, year=YEAR, folder=tmp_path / "forms" / form.code
        )
    with district.work("Ответов ещё нет") as work:
        for kind in (Value, Submission):
            for record in work.all(kind):
                work.delete(kind, record.id)
        work.commit()
    assert answers(district) == {}
    preview = form_reading.preview(store=district, paths=[tmp_path / "forms"])
    assert preview.of(Verdict.REFUSED, Verdict.HELD, Verdict.CHOOSE) == ()
    form_reading.save(store=district, preview=preview, is_partial=True)
    assert answers(district) == wanted
    again = form_reading.preview(store=district, paths=[tmp_path / "forms"])
    assert {each.verdict for each in again.received} <= {Verdict.ALREADY, Verdict.EMPTY}

"""Whether packages may be closed with a password: one decision for the whole office."""

from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.records import new_id
from quality_desktop.services.exchange import policy


def test_a_password_is_allowed_until_the_office_forbids_it(district):
    assert policy.may_seal(store=district)
    changes = policy.set_may_seal(store=district, may_seal=False)
    assert changes.kinds == {"municipality"}
    assert not policy.may_seal(store=district)


def test_the_decision_is_told_in_the_history_and_can_be_taken_back(district):
    policy.set_may_seal(store=district, may_seal=False)
    assert district.undo_intent() == "Пакеты паролем не закрывать"
    district.undo()
    assert policy.may_seal(store=district)
    assert policy.set_may_seal(store=district, may_seal=True).intent == (
        "Пакеты можно закрывать паролем"
    )


def test_a_file_without_an_office_may_decide_too(empty_district):
    assert empty_district.all(Municipality) == ()
    policy.set_may_seal(store=empty_district, may_seal=False)
    assert not policy.may_seal(store=empty_district)


def test_of_two_records_of_the_office_the_one_that_forbids_is_followed(district):
    policy.set_may_seal(store=district, may_seal=False)
    with district.work("Второй район") as work:
        work.put(Municipality(id=new_id(), name="Тот же район"))
        work.commit()
    assert not policy.may_seal(store=district)

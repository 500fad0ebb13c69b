"""The register of proofs: what stands in it, what is waiting, what nobody has proved yet."""

from dataclasses import replace
from datetime import date

import pytest

from quality_desktop import paths
from quality_desktop.domain.cycle import Position, Progress, position_id, progress_id
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence, Freshness
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import Attachment, StoredFile
from quality_desktop.services.cycle import cycle, responsibility
from quality_desktop.services.district_file import history
from quality_desktop.services.evidence import edits, register
from quality_desktop.services.evidence.register import ProofRegister

TODAY = date(2022, 3, 1)
YEAR = 2021


@pytest.fixture
def store(district):
    return district


def read(store, year=YEAR) -> ProofRegister:
    edition = responsibility.current_edition(store=store).id
    return register.register(
        store=store, edition=edition, year=year, today=TODAY, reference=paths.bundled().reference
    )


def state_of(store, code="1.2", place=3, year=YEAR) -> Progress:
    edition = responsibility.current_edition(store=store).id
    directions = responsibility.directions_of(store=store, edition=edition)
    [direction] = [one for one in directions if one.code == code]
    position = position_id(place)
    return Progress(
        id=progress_id(direction.id, position, year),
        direction=direction.id,
        position=position,
        year=year,
    )


def prove(store, *, code="1.2", place=3, year=YEAR, **values) -> Evidence:
    state = state_of(store, code, place, year)
    proof = Evidence(id=new_id(), progress=state.id, **values)
    cycle.attach(store=store, state=state, proof=proof)
    return proof


def only(store) -> Evidence:
    [row] = read(store).rows
    return row.proof


def test_proofs_of_the_year_stand_by_direction_position_and_date(store):
    prove(store, code="2.1", title="в")
    prove(store, place=4, title="б", dated=date(2021, 9, 1))
    prove(store, place=4, title="а", dated=date(2021, 8, 1))
    prove(store, place=1, title="прошлый год", year=2020)
    assert [row.proof.title for row in read(store).rows] == ["а", "б", "в"]
    assert [row.proof.title for row in read(store, 2020).rows] == ["прошлый год"]


def test_readiness_counts_every_position_that_is_asked_of_a_direction(store):
    prove(store, place=1)
    prove(store, place=1, publishing="published")
    prove(store, place=9, publishing="ready")
    found = read(store)
    row = next(one for one in found.readiness if one.direction.code == "1.2")
    assert row.counts[0] == (2, 1)
    assert row.counts[8] == (1, 0)
    assert (row.proved, row.asked) == (2, 9)
    asked = sum(one.asked for one in found.readiness)
    short = [one for one in found.readiness if one.direction.track == "short"]
    in_short = sum(one.in_short_track for one in store.all(Position))
    assert asked == 9 * (len(found.readiness) - len(short)) + in_short * len(short)
    assert sum(one.proved for one in found.readiness) == 2


def test_the_queue_of_the_operator_is_what_is_ready_and_not_published(store):
    prove(store, title="ждёт", publishing="ready")
    prove(store, title="стоит", publishing="published")
    prove(store, title="не для сайта")
    assert [row.proof.title for row in read(store).waiting] == ["ждёт"]


@pytest.mark.parametrize(
    ("values", "freshness"),
    [
        ({}, Freshness.UNKNOWN),
        ({"dated": date(2021, 3, 1)}, Freshness.FRESH),
        ({"dated": date(2021, 2, 28)}, Freshness.STALE),
        ({"dated": date(2019, 1, 1), "checked_on": date(2022, 1, 1)}, Freshness.FRESH),
        ({"dated": date(2019, 1, 1), "published_on": date(2020, 1, 1)}, Freshness.STALE),
    ],
)
def test_a_proof_is_fresh_for_as_many_months_as_the_norm_says(values, freshness):
    proof = Evidence(id=new_id(), progress=new_id(), **values)
    assert proof.freshness(today=TODAY, months=12) is freshness


def test_the_months_of_freshness_are_a_norm_of_the_office(store):
    prove(store, dated=date(2021, 10, 1))
    found = read(store)
    assert (found.months, found.rows[0].freshness) == (12, Freshness.FRESH)
    edits.set_fresh_months(store=store, norm=found.fresh, months=3)
    found = read(store)
    assert (found.months, found.rows[0].freshness) == (3, Freshness.STALE)


def test_a_proof_goes_from_the_executor_to_the_website_and_back(store):
    proof = prove(store, form="act", title="Положение")
    keys, day = [proof.id], date(2021, 7, 12)
    edits.hand_over(store=store, proofs=keys, day=day)
    edits.mark_ready(store=store, proofs=keys)
    assert (only(store).handed_over, only(store).publishing) == (day, "ready")
    edits.mark_published(store=store, proofs=keys, day=TODAY, address="https://uo.example/p")
    assert (only(store).published_on, only(store).address) == (TODAY, "https://uo.example/p")
    edits.mark_published(store=store, proofs=keys, day=date(2022, 3, 2))
    assert only(store).address == "https://uo.example/p"
    edits.mark_checked(store=store, proofs=keys, day=date(2022, 3, 5))
    assert only(store).checked_on == date(2022, 3, 5)
    edits.withdraw(store=store, proofs=keys)
    assert (only(store).publishing, only(store).published_on, only(store).address) == (
        "none",
        None,
        "",
    )
    edits.hand_over(store=store, proofs=keys, day=None)
    assert only(store).handed_over is None


def test_many_proofs_are_changed_in_one_step_and_one_step_takes_it_back(store):
    keys = [prove(store, title=str(number)).id for number in range(3)]
    edits.mark_ready(store=store, proofs=[*keys, new_id()])
    assert len(read(store).waiting) == 3
    assert history.undo_state(store=store).undo == "Готово к размещению: 4"
    history.undo(store=store)
    assert read(store).waiting == ()
    assert not edits.withdraw(store=store, proofs=keys)


def test_what_is_on_the_written_pages_gets_the_address_of_its_position(store):
    prove(store, publishing="ready", place=3)
    rows = read(store).waiting
    edits.mark_put_on_site(
        store=store,
        proofs=[row.proof.id for row in rows],
        day=TODAY,
        tab="https://uo.example/mkk/index.html",
    )
    assert only(store).address == "https://uo.example/mkk/napravlenie-1-2.html#p3"
    assert only(store).published_on == TODAY


def test_without_an_address_of_the_tab_what_was_noted_stays(store):
    prove(store, publishing="ready", address="https://uo.example/old")
    edits.mark_put_on_site(store=store, proofs=[only(store).id], day=TODAY)
    assert (only(store).publishing, only(store).address) == ("published", "https://uo.example/old")


@pytest.mark.parametrize("address", ["uo.example", "javascript:alert(1)", "https://a b"])
def test_an_address_that_is_no_page_is_refused(store, address):
    proof = prove(store)
    with pytest.raises(QualityError, match="не адрес страницы"):
        edits.mark_published(store=store, proofs=[proof.id], day=TODAY, address=address)
    with pytest.raises(QualityError, match="не адрес страницы"):
        edits.mark_put_on_site(store=store, proofs=[proof.id], day=TODAY, tab=address)
    assert only(store) == proof


def test_a_file_is_kept_with_its_proof_in_one_step_and_goes_with_it(store, tmp_path):
    path = tmp_path / "Справка.pdf"
    path.write_bytes(b"%PDF-1.4")
    state = state_of(store)
    proof = Evidence(id=new_id(), progress=state.id, form="file", locator=str(path))
    cycle.attach(store=store, state=state, proof=proof, keep=path)
    [row] = read(store).rows
    assert [file.name for file in row.files] == ["Справка.pdf"]
    assert not row.lacks_file
    cycle.attach(store=store, state=state, proof=replace(proof, title="Справка"), keep=path)
    assert len(read(store).rows[0].files) == 1
    history.undo(store=store)
    history.undo(store=store)
    assert read(store).rows == ()
    assert store.all(StoredFile) == ()
    history.redo(store=store)
    cycle.detach(store=store, proof=proof.id)
    assert (store.all(Attachment), store.all(StoredFile)) == ((), ())


def test_a_file_that_cannot_be_read_leaves_no_proof_behind(store, tmp_path):
    state = state_of(store)
    proof = Evidence(id=new_id(), progress=state.id, form="file")
    with pytest.raises(QualityError, match="не читается"):
        cycle.attach(store=store, state=state, proof=proof, keep=tmp_path / "нет.pdf")
    assert read(store).rows == ()


def test_a_paper_of_the_past_is_given_its_file_later(store, tmp_path):
    proof = prove(store, form="act", title="Приказ", locator="№ 15 от 12.03.2021")
    assert read(store).rows[0].lacks_file
    (tmp_path / "приказ.pdf").write_bytes(b"%PDF-1.4")
    edits.keep_file(store=store, proof=proof.id, path=tmp_path / "приказ.pdf")
    row = read(store).rows[0]
    assert (row.lacks_file, row.place, row.number) == (False, "приказ.pdf", "№ 15 от 12.03.2021")
    with pytest.raises(QualityError, match="уже нет"):
        edits.keep_file(store=store, proof=new_id(), path=tmp_path / "приказ.pdf")


def test_a_proof_handed_over_after_its_position_was_due_is_told(store):
    due = date(2021, 12, 10)
    proof = prove(store, title="Справка")
    with store.work("Срок") as work:
        work.put(replace(state_of(store), due=due))
        work.commit()
    late = {}
    for day in (None, due, date(2021, 12, 13)):
        edits.hand_over(store=store, proofs=[proof.id], day=day)
        late[day] = read(store).rows[0].late_words
    assert list(late.values()) == ["", "", "на 3\u00a0дн. позже срока 10.12.2021"]
    found = read(store)
    [line] = register.sheets(found=found, rows=found.rows)[0].rows
    assert late[date(2021, 12, 13)] in line


def test_the_tables_for_excel_hold_every_line_and_every_position(store):
    prove(store, title="Положение", number="№ 15", dated=date(2021, 3, 12), publishing="ready")
    found = read(store)
    proofs, readiness = register.sheets(found=found, rows=found.rows)
    assert all(len(line) == len(proofs.columns) for line in proofs.rows)
    assert proofs.rows[0][2:5] == ("Положение", "№ 15", date(2021, 3, 12))
    assert "ждёт размещения" in proofs.rows[0]
    assert all(len(line) == len(readiness.columns) for line in readiness.rows)
    assert len(readiness.rows) == len(found.readiness)
    assert "12 мес." in proofs.notes[0]

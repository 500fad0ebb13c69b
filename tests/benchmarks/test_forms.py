"""Sixty forms read and checked, against a bare read of their cells.

The promise: reading, judging and checking sixty answers takes at most twice the time that
python-calamine alone takes to read the cells of the same files in one process. Both sides run in
one test, so that a slow machine slows both.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop import paths
from quality_desktop.domain.collection.monitoring import (
    DataElement,
    Form,
    Value,
    ValueType,
    value_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import files
from quality_desktop.services.forms import form_reading, form_sending
from quality_desktop.services.forms.received_forms import Verdict
from quality_desktop.sheets.reader import Reader
from quality_desktop.storage.store import Store, Writer

FORMS, ELEMENTS, YEAR = 60, 60, 2025
PROMISE = 2.0
_ROUNDS = 5


@pytest.fixture
def store(tmp_path: Path):
    bundled = paths.bundled()
    with files.create_file(
        path=tmp_path / "district.quality",
        sample=None,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=Writer(author="", host="", program_version="0"),
    ) as opened:
        yield opened


def filled_forms(store: Store, folder: Path) -> tuple[Path, ...]:
    """Sixty schools whose answers to sixty questions are in the workbooks."""
    from quality_desktop.domain.directory import Municipality

    form = Form(id=natural_id("form", "bench"), code="bench", title="Форма для измерения")
    elements = [
        DataElement(
            id=natural_id("data_element", "bench", number),
            form=form.id,
            code=f"bench_{number}",
            title=f"число обучающихся, получивших отметку «2» по предмету номер {number}",
            group=f"Раздел {number // 10 + 1}",
            type=ValueType.WHOLE.value,
            unit="чел.",
            place=number,
        )
        for number in range(ELEMENTS)
    ]
    schools = [
        School(
            id=natural_id("school", "bench", number),
            code=f"02{number:04}",
            short_name=f"МБОУ СОШ № {number} с. Лесное",
        )
        for number in range(FORMS)
    ]
    values = [
        Value(
            id=value_id(element.id, school.id, YEAR),
            element=element.id,
            school=school.id,
            year=YEAR,
            digits=(place * 7 + number) % 90,
        )
        for place, school in enumerate(schools)
        for number, element in enumerate(elements)
    ]
    with store.work("Измерение", kind="load") as work:
        work.put(Municipality(id=natural_id("municipality", "bench"), name="Лесной район"))
        work.put_all([form, *elements, *schools, *values])
        work.commit()
    written = form_sending.write_forms(store=store, form=form.id, year=YEAR, folder=folder)
    with store.work("Ответов ещё нет", kind="load") as work:
        for value in values:
            work.delete(Value, value.id)
        work.commit()
    return written.files


def seconds(run: Callable[[], object]) -> float:
    """The best of some runs: what the work itself costs."""
    best = float("inf")
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def bare(forms: tuple[Path, ...]) -> int:
    """Reads every cell and does nothing with it."""
    from python_calamine import CalamineWorkbook

    cells = 0
    for path in forms:
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            cells += sum(map(len, book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
    return cells


def test_sixty_forms_are_read_and_checked_within_twice_a_bare_read(
    benchmark: BenchmarkFixture, store: Store, tmp_path: Path
) -> None:
    forms = filled_forms(store, tmp_path / "forms")

    def read() -> None:
        found = form_reading.preview(store=store, paths=forms, reader=reader)
        assert len(found.of(Verdict.READY)) == FORMS
        assert all(len(each.changes) == ELEMENTS for each in found.received)

    base = seconds(lambda: bare(forms))
    # The start of the reading processes is no reading: the other side's Python runs already, too.
    with Reader() as reader:
        reader.start(FORMS)
        benchmark.pedantic(read, rounds=_ROUNDS, warmup_rounds=1)
    assert benchmark.stats is not None
    ours = benchmark.stats.stats.min
    benchmark.extra_info["bare_seconds"] = base
    benchmark.extra_info["ratio"] = ours / base
    assert ours <= PROMISE * base, f"{ours:.3f} s against {base:.3f} s: {ours / base:.1f} times"

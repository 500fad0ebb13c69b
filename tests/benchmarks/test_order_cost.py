"""What the main job costs: the sample's order composed from the open file and written in both formats.

The other side writes the same content with the bare libraries. Both run in one test, so that a slow machine
slows both; garbage of one side is not collected in the time of the other.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop import paths
from quality_desktop.documents.model import Document
from quality_desktop.services.district_file import files
from quality_desktop.services.paperwork import papers
from quality_desktop.storage.store import Store, Writer
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.pdf import to_pdf
from tests.benchmarks import bare

ROUNDS = 7
LARGEST_RATIO = 1.5


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    bundled = paths.bundled()
    with files.create_file(
        path=tmp_path / f"sample{files.SUFFIX}",
        sample="ishimbay",
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=Writer(author="Проверка П.П.", host="test", program_version="0"),
    ) as made:
        yield made


def test_composing_and_writing_the_order_costs_half_more_than_the_bare_libraries_at_most(
    benchmark: BenchmarkFixture, store: Store
) -> None:
    bare.register_fonts()
    document = _composed(store)
    sides: dict[str, Callable[[], object]] = {
        "composing": lambda: _composed(store),
        "docx": lambda: to_docx(document),
        "pdf": lambda: to_pdf(document, fonts=bare.FONTS),
        "bare docx": lambda: bare.docx_of(document),
        "bare pdf": lambda: bare.pdf_of(document),
    }
    runs: dict[str, list[float]] = {name: [] for name in sides}
    for write in sides.values():
        write()  # imports, font files and rules of declension are read once in the life of the program

    def round_of_all() -> None:
        for name, write in sides.items():
            runs[name].append(_timed(write))

    benchmark.pedantic(round_of_all, rounds=ROUNDS, iterations=1)

    cost = {name: statistics.median(times) for name, times in runs.items()}
    ours = cost["composing"] + cost["docx"] + cost["pdf"]
    ratio = ours / (cost["bare docx"] + cost["bare pdf"])
    benchmark.extra_info.update(
        ratio=round(ratio, 2),
        milliseconds={name: round(seconds * 1000, 1) for name, seconds in cost.items()},
    )
    assert ratio <= LARGEST_RATIO, benchmark.extra_info


def _composed(store: Store) -> Document:
    bundled = paths.bundled()
    (paper,) = papers.available(store=store)
    return papers.compose(
        store=store,
        paper=paper.paper,
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
    ).document


def _timed(write: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    write()
    return time.process_time() - start

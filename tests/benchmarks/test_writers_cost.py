"""What writing a paper costs beside the bare libraries: the same content through plain calls of them.

Both sides run in one test, so that a slow machine slows both.
"""

import gc
import statistics
import time
from collections.abc import Callable

from pytest_benchmark.fixture import BenchmarkFixture

from quality_desktop.documents.model import (
    Cell,
    Document,
    Paragraph,
    Row,
    Section,
    Signature,
    StyleName,
    Table,
    plain,
)
from quality_desktop.writers.docx import to_docx
from quality_desktop.writers.pdf import to_pdf
from tests.benchmarks import bare

ROUNDS = 7
LARGEST_RATIO = 1.5
CLAUSE = (
    "Определить координаторами деятельности Управления образования муниципального района по "
    "совершенствованию муниципальных механизмов управления качеством образования главного инспектора "
    "Управления образования и методиста информационно-методического центра."
)
CELL = (
    "региональная информационная система обеспечения проведения государственной итоговой аттестации"
)
COLUMNS = 6
ROWS = 60


def test_writing_both_formats_costs_half_more_than_the_bare_libraries_at_most(
    benchmark: BenchmarkFixture,
) -> None:
    document = _paper()
    bare.register_fonts()
    sides: dict[str, Callable[[], bytes]] = {
        "docx": lambda: to_docx(document),
        "pdf": lambda: to_pdf(document, fonts=bare.FONTS),
        "bare docx": lambda: bare.docx_of(document),
        "bare pdf": lambda: bare.pdf_of(document),
    }
    runs: dict[str, list[float]] = {name: [] for name in sides}
    for write in sides.values():
        write()  # imports and font files are read once in the life of the program

    def round_of_all() -> None:
        for name, write in sides.items():
            runs[name].append(_timed(write))

    benchmark.pedantic(round_of_all, rounds=ROUNDS, iterations=1)

    cost = {name: statistics.median(times) for name, times in runs.items()}
    ratios = {
        "docx": cost["docx"] / cost["bare docx"],
        "pdf": cost["pdf"] / cost["bare pdf"],
        "both": (cost["docx"] + cost["pdf"]) / (cost["bare docx"] + cost["bare pdf"]),
    }
    benchmark.extra_info.update(
        ratios={name: round(ratio, 2) for name, ratio in ratios.items()},
        milliseconds={name: round(seconds * 1000, 1) for name, seconds in cost.items()},
    )
    assert ratios["docx"] <= LARGEST_RATIO, benchmark.extra_info
    assert ratios["pdf"] <= LARGEST_RATIO, benchmark.extra_info


def _timed(write: Callable[[], bytes]) -> float:
    gc.collect()
    start = time.process_time()
    write()
    return time.process_time() - start


def _paragraph(style: StyleName, text: str, mark: str = "") -> Paragraph:
    return Paragraph(style=style, runs=plain(text), mark=mark)


def _paper() -> Document:
    clauses = [_paragraph("clause", CLAUSE, f"{number}.") for number in range(1, 21)]
    head = Row(
        cells=tuple(
            Cell(paragraphs=(_paragraph("cell-head", "Методы сбора"),)) for _ in range(COLUMNS)
        )
    )
    rows = tuple(
        Row(cells=tuple(Cell(paragraphs=(_paragraph("cell", CELL),)) for _ in range(COLUMNS)))
        for _ in range(ROWS)
    )
    table = Table(widths=(1.0,) * COLUMNS, header=(head,), rows=rows)
    return Document(
        key="order",
        title="О мерах",
        author="Управление образования",
        subject="Приказ",
        sections=(
            Section(
                orientation="portrait",
                blocks=(
                    _paragraph("heading", "О мерах по совершенствованию"),
                    *clauses,
                    Signature(position="Начальник", name="О.Ю. Егорова"),
                ),
            ),
            Section(orientation="landscape", blocks=(table,)),
        ),
    )

"""The roadmap of nineteen rows: as it was recognised from paper, and as our own paper has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.planning.columns import Column
from quality_desktop.domain.planning.ragged_rows import from_lines
from quality_desktop.domain.planning.table_reading import ReadRow, Sort
from quality_desktop.domain.records import new_id
from quality_desktop.domain.roadmap import Roadmap
from quality_desktop.services.district_file import files
from quality_desktop.services.roadmaps import plan_import, plans, printing
from quality_desktop.services.roadmaps.plan_import import PlanPreview
from quality_desktop.services.roadmaps.table_sources import read_file
from tests.services.conftest import WRITER

_SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
_FIELDS = ("title", "participants", "executors", "dates", "expected")


@pytest.fixture
def recognised() -> PlanPreview:
    """The pages as they were recognised: rows cut by pages, cells too many, marks of a page."""
    found = sorted(_SEEDS.glob("004_*.txt"))
    if not found:
        pytest.skip("the text of the real order is not on this machine")
    text = found[0].read_text(encoding="utf-8")
    lines = text[text.index("Дорожная карта\n\n") :].split("\n")
    table = from_lines([line.split("\t") for line in lines if line.strip()])
    return plan_import.preview(tables=[table], year=2000)


def activities(preview: PlanPreview) -> list[ReadRow]:
    return [row for row in preview.plan.rows if row.sort is Sort.ROW]


def test_the_recognised_pages_become_nineteen_rows_in_three_sections(recognised):
    rows = activities(recognised)
    assert [row.text(Column.NUMBER) for row in rows] == [f"{n}." for n in range(1, 20)]
    assert len(recognised.plan.rows) - len(rows) == 3
    assert recognised.year == 2018
    assert recognised.title.startswith("Дорожная карта\nмежмуниципального взаимодействия")
    assert rows[15].text(Column.EXECUTORS).endswith("ДПО –")
    assert rows[15].text(Column.DATES) == "Октябрь"
    assert rows[16].text(Column.DATES) == "Январь- март Сентябрь - ноябрь"
    assert "<" not in "".join(text for row in rows for text in row.texts.values())
    assert [problem.text for problem in recognised.problems] == [
        "Строка 6 таблицы: срок «март – октябрь 2017 г.» не в году плана (2018 год): проверьте год.",
        "Строка 19 таблицы: лишняя ячейка соединена с соседней.",
    ]


@pytest.fixture
def sample(tmp_path):
    """A file of the sample that holds the roadmap."""
    bundled = paths.bundled()
    with files.create_file(
        path=tmp_path / f"sample{files.SUFFIX}",
        sample="chelyabinsk",
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=WRITER,
    ) as store:
        yield store


def test_our_own_paper_of_the_roadmap_comes_back_equal(sample, tmp_path):
    (roadmap,) = sample.all(Roadmap)
    fonts = paths.bundled().fonts
    (path,) = printing.write(
        store=sample, roadmap=roadmap.id, folder=tmp_path, formats=["docx"], fonts=fonts
    )
    again = new_id()
    preview = plan_import.preview(tables=read_file(path=path), year=2000)
    plan_import.save(store=sample, preview=preview, key=again)
    assert said(sample, again) == said(sample, roadmap.id)
    assert sample.get(Roadmap, again).title == roadmap.title.strip()


def said(store, roadmap) -> list[tuple[str, ...]]:
    """Section, number and texts of every row."""
    view = plans.view(store=store, roadmap=roadmap)
    assert view is not None
    return [
        (
            "" if part.section is None else part.section.title,
            row.number,
            *(getattr(row.record, field) for field in _FIELDS),
        )
        for part in view.parts
        for row in part.rows
    ]

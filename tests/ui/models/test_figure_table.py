"""A table of figures: sorted by worth, what is empty last; rows stay under the hands that type."""

from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

from quality_desktop.ui.models.figure_table import FigureColumn, FigureModel

pytestmark = pytest.mark.gui


@dataclass(frozen=True)
class Row:
    name: str
    figure: Fraction | None = None
    band: str = ""


COLUMNS = (
    FigureColumn[Row](key="name", title="Школа", text=lambda row: row.name),
    FigureColumn[Row](
        key="figure",
        title="Доля",
        text=lambda row: "—" if row.figure is None else str(row.figure),
        worth=lambda row: row.figure,
        is_number=True,
    ),
    FigureColumn[Row](key="band", title="Оценка", text=lambda row: row.band),
)
ROWS = (
    Row("СОШ № 10", Fraction(5), "низкая"),
    Row("СОШ № 2", None, ""),
    Row("Лицей", Fraction(1, 3), "высокая"),
    Row("СОШ № 1", Fraction(12), ""),
)


@pytest.fixture
def model(qtbot):
    made: FigureModel[Row] = FigureModel(key=lambda row: row.name)
    made.show_table(COLUMNS, ROWS)
    return made


def names(model):
    return [row.name for row in model.rows]


def test_names_are_sorted_with_their_numbers_by_size(model):
    model.sort_by("name", is_descending=False)
    assert names(model) == ["Лицей", "СОШ № 1", "СОШ № 2", "СОШ № 10"]


@pytest.mark.parametrize(
    ("is_descending", "order"),
    [
        (False, ["Лицей", "СОШ № 10", "СОШ № 1", "СОШ № 2"]),
        (True, ["СОШ № 1", "СОШ № 10", "Лицей", "СОШ № 2"]),
    ],
)
def test_figures_are_sorted_by_size_and_what_has_none_is_last(model, is_descending, order):
    model.sort_by("figure", is_descending=is_descending)
    assert names(model) == order


def test_empty_texts_are_last_in_either_direction(model):
    model.sort_by("band", is_descending=False)
    assert names(model)[:2] == ["Лицей", "СОШ № 10"]
    model.sort_by("band", is_descending=True)
    assert names(model)[:2] == ["СОШ № 10", "Лицей"]


def test_a_row_that_was_typed_into_stays_where_it_is(model):
    """It was sorted and filtered by what it held before; nothing jumps away from the hands."""
    model.sort_by("figure", is_descending=False)
    model.show_only(lambda row: row.figure is not None)
    fresh = [replace(row, figure=None) if row.name == "Лицей" else row for row in ROWS]
    model.show_table(COLUMNS, fresh, keeps_places=True)
    assert names(model) == ["Лицей", "СОШ № 10", "СОШ № 1"]
    assert model.rows[0].figure is None
    model.show_table(COLUMNS, fresh)
    assert names(model) == ["СОШ № 10", "СОШ № 1"]


def test_a_row_that_is_gone_is_not_kept_in_its_place(model):
    model.sort_by("figure", is_descending=True)
    model.show_table(COLUMNS, ROWS[1:], keeps_places=True)
    assert names(model) == ["СОШ № 1", "Лицей", "СОШ № 2"]

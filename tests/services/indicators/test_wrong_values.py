"""Figures made of values with errors are told apart, the same values that the grid paints."""

from fractions import Fraction

from quality_desktop import paths
from quality_desktop.domain.errors import Severity
from quality_desktop.services.entry import monitoring
from quality_desktop.services.indicators.indicator_table import IndicatorTable, told_wrong
from quality_desktop.services.indicators.indicator_values import indicator_table
from quality_desktop.storage.store import Store
from tests.services.monitored import YEAR, District


def table(store: Store) -> IndicatorTable:
    return indicator_table(store=store, year=YEAR, reference=paths.bundled().reference)


def made(store: Store) -> District:
    """Two shares; in «А» the part is more than the whole of the first."""
    district = District(store)
    district.add_schools("А", "Б")
    for code in ("part", "whole", "other"):
        district.ask(code, title=code)
    district.answer(YEAR, "part", {"А": "12", "Б": "3"})
    district.answer(YEAR, "whole", {"А": "10", "Б": "10"})
    district.answer(YEAR, "other", {"А": "5", "Б": "4"})
    district.calculate("wrong_x", "part", "whole")
    district.calculate("sound_x", "other", "whole + whole")
    district.calculate("free_x", "other", type="count", unit="чел.")
    return district


def test_each_figure_tells_of_how_many_wrong_values_it_is_made(empty_district: Store) -> None:
    district = made(empty_district)
    found = table(district.store)

    wrong = {
        c.calculation.code: [f.wrong for f in c.figures]
        for c in found.columns
        if c.calculation.code.endswith("_x")
    }
    assert wrong == {"wrong_x": [2, 0], "sound_x": [1, 0], "free_x": [0, 0]}
    assert {code: c.district.wrong for code in wrong if (c := found.column(code))} == {
        "wrong_x": 2,
        "sound_x": 1,
        "free_x": 0,
    }
    assert dict(found.wrong) == {0: 2}
    grid = monitoring.grid(store=district.store, form=district.form.id, year=YEAR)
    painted = [
        {e for f in row.findings if f.severity is Severity.ERROR for e in f.elements}
        for row in grid.rows
    ]
    assert [len(cells) for cells in painted] == [2, 0]
    first = found.column("wrong_x")
    assert first is not None
    assert first.figures[0].figure.number == Fraction(120)  # told, not taken away
    assert told_wrong(2) == "посчитано по значениям с ошибкой проверки: 2"


def test_a_mended_value_leaves_no_doubt(empty_district: Store) -> None:
    district = made(empty_district)
    district.answer(YEAR, "part", {"А": "9"})

    found = table(district.store)
    assert not found.wrong
    assert not any(f.wrong for c in found.columns for f in c.figures)

from fractions import Fraction
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.indicators.statistics_thresholds import thresholds

ENTRY = """
[[thresholds]]
since = {since}
small_denominator = 50
modified_z = "{z}"
fewest_schools = 8
fewest_people = 2
jump_people = {jump}
jump_percent = 30
beyond_chance = "3"
"""


def written(folder: Path, *entries: str) -> Path:
    (folder / "statistics.toml").write_text("\n".join(entries), encoding="utf-8")
    return folder


def entry(since: int = 2000, z: str = "3.5", jump: object = 5) -> str:
    return ENTRY.format(since=since, z=z, jump=jump)


def test_the_shipped_bounds_hold_for_every_year_and_name_their_source():
    found = thresholds(reference=paths.bundled().reference, year=2020)

    assert found.modified_z == Fraction(7, 2)
    assert found.source


def test_a_year_has_the_newest_bounds_that_are_not_newer(tmp_path: Path):
    folder = written(tmp_path, entry(2020), entry(2000, "2.5"), entry(2026, "4"))

    assert thresholds(reference=folder, year=2025).modified_z == Fraction(7, 2)
    assert thresholds(reference=folder, year=2010).modified_z == Fraction(5, 2)
    assert thresholds(reference=folder, year=2026).modified_z == 4


@pytest.mark.parametrize(
    "text",
    [entry(2030), "", entry(z="много"), entry(z="0"), entry(jump='"5"'), entry(jump=-1),
     entry(jump="true"), "[[thresholds]]\nsince = 2000", "x ="],
)  # fmt: skip
def test_a_catalogue_that_says_nothing_sound_is_refused(tmp_path: Path, text: str):
    with pytest.raises(QualityError, match=r"statistics\.toml"):
        thresholds(reference=written(tmp_path, text), year=2025)

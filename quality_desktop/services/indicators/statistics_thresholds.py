"""The bounds of statistics that hold in a school year, from the reference catalogue."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from quality_desktop.domain.collection.thresholds import Thresholds
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.figures import decimal_number
from quality_desktop.services.toml_files import read_toml

_FILE = "statistics.toml"
_NUMBERS = (
    "since",
    "small_denominator",
    "fewest_schools",
    "fewest_people",
    "jump_people",
    "jump_percent",
)


def thresholds(*, reference: Path, year: int) -> Thresholds:
    """The newest bounds that are not newer than a school year.

    Args:
        reference: Folder of the dated catalogues.
        year: School year (2025 = 2025/26).

    Raises:
        QualityError: The catalogue is damaged, or begins after this year.
    """
    entries = read_toml(reference / _FILE).get("thresholds", [])
    try:
        dated = [_read(entry) for entry in entries]
    except (KeyError, TypeError, ValueError) as error:
        raise QualityError(
            f"Справочник {_FILE} записан с ошибкой ({error}): верните файл из поставки."
        ) from error
    found = [one for one in dated if one.since <= year]
    if not found:
        raise QualityError(
            f"В справочнике {_FILE} нет порогов для {year}/{(year + 1) % 100:02} года."
        )
    return max(found, key=lambda one: one.since)


def _read(entry: dict[str, Any]) -> Thresholds:
    numbers = {name: entry[name] for name in _NUMBERS}
    for name, number in numbers.items():
        if type(number) is not int or number < 0:
            raise ValueError(name)
    return Thresholds(
        **numbers,
        modified_z=_bound(entry, "modified_z"),
        beyond_chance=_bound(entry, "beyond_chance"),
        source=str(entry.get("source", "")),
    )


def _bound(entry: dict[str, Any], name: str) -> Fraction:
    bound = decimal_number(entry[name])
    if bound is None or bound <= 0:
        raise ValueError(name)
    return bound

"""Districts that the rows of files name, in a column or in the names of the schools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quality_desktop.domain.errors import Problem
from quality_desktop.domain.school_naming.named_districts import districts_of, meet, shown_district
from quality_desktop.domain.school_naming.school_name_parts import district_key
from quality_desktop.services.exam_results.results_plan import FoundRow

_MOST_SHOWN = 5


def all_districts(rows: Sequence[FoundRow]) -> tuple[str, ...]:
    """Every district, by the first of its spellings."""
    found = {district_key(name): name for name in districts_beside(rows)}
    for name in dict.fromkeys(each.row.school_name for each in rows):
        if (shown := shown_district(name)) and not _is_among(shown, found.values()):
            found[district_key(shown)] = shown
    return tuple(found.values())


def districts_beside(rows: Iterable[FoundRow]) -> tuple[str, ...]:
    """Districts that stand beside the schools, not in their names."""
    found: dict[str, str] = {}
    # A region has thousands of rows and few districts: each spelling is taken apart once.
    for name in filter(None, dict.fromkeys(each.row.municipality for each in rows)):
        found.setdefault(district_key(name), name)
    return tuple(found.values())


def about_absent(wanted: str, named: Sequence[str], rows: Iterable[FoundRow]) -> Iterator[Problem]:
    """Says that the district a person named is not in the files: nothing of them would be taken.

    Args:
        wanted: The district that a person named, or empty.
        named: Districts of the rows.
        rows: Rows of all files; one without any district is taken as the wanted one's.
    """
    is_there = district_key(wanted) in map(district_key, named) or _is_among(wanted, named)
    if not wanted or not named or is_there:
        return
    if all(each.row.municipality or shown_district(each.row.school_name) for each in rows):
        shown = ", ".join(f"«{name}»" for name in named[:_MOST_SHOWN])
        more = " и другие" if len(named) > _MOST_SHOWN else ""
        text = (
            f"Района «{wanted}» в таблицах нет, в них {shown}{more}: назовите район так, как там."
        )
        yield Problem(text=text)


def _is_among(name: str, others: Iterable[str]) -> bool:
    return any(meet(districts_of(name), districts_of(other)) for other in others)

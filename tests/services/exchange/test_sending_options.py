"""What can be chosen for a package: each direction of each edition is told from the others."""

from __future__ import annotations

from quality_desktop.domain.directions import Edition
from quality_desktop.services.exchange import sending_options
from tests.services.exchange.offices import Colleagues


def test_directions_of_two_editions_are_told_apart(district_colleagues: Colleagues) -> None:
    anna = district_colleagues.join("Анна")
    found = sending_options.options(store=anna.store, desk=anna.desk)
    titles = [one.title for one in found.directions]
    assert len(anna.store.all(Edition)) > 1
    assert len(set(titles)) == len(titles)
    assert [one.title for one in found.periods][:2] == ["2025/26", "2024/25"]
    assert found.may_seal

"""A history as it is played, to its end."""

from __future__ import annotations

from random import Random

from tests.storage.merging_laws.laws import (
    check_equal,
    check_remembered,
    require,
)
from tests.storage.merging_laws.own_work import OwnWork
from tests.storage.merging_laws.verdicts import Verdicts


class Play(OwnWork, Verdicts):
    """Plays one history and requires the laws at every step."""

    def run(self) -> None:
        """All steps, and then everybody tells everybody everything."""
        for step in self._history.steps:
            getattr(self, f"_{step.action}")(step.office, step)
        self._meet()
        self._counts.histories += 1

    def _meet(self) -> None:
        """Everybody takes in everything, each in an order and by a way of their own."""
        draw = Random(self._history.seed)
        count = len(self._offices)
        order = draw.sample(range(count), count)
        first, *rest = order
        packages = [office.package() for office in self._offices]
        for other in rest:
            self._receive(first, packages[other])
        last = order[-1]
        if last != first:
            for other in reversed(order[:-1]):
                self._receive(last, packages[other])
        for other in order[1:-1]:  # these take the union that another one has made
            self._receive(other, self._offices[draw.choice((first, last))].package())
        ends = [self._now[number] for number in order]
        check_equal(ends)
        require(ends[0].log == self._witness.written, "I4: nothing that was written is lost")
        for old in (
            draw.choice(packages),
            *map(self._offices[last].package_of, self._saved.values()),
        ):
            self._receive(first, old)
        require(self._now[first].is_like(ends[0]), "I3: what came before changes nothing")
        check_remembered(self._offices[first], ends[0])

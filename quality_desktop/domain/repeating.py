"""Words that come back as they were: whose they are when undo, redo or a return writes them again.

Who takes a decision back has no opinion of their own: the question stands again between those who
were asked about before. So a change that only brings something back names, beside what it replaces,
the changes whose words it repeats. They have been replaced before, so that naming them replaces
nothing and what a row is does not depend on it; only who said it does.

In a cell both lists stand one after the other, each by id. What is repeated is older than something
that was replaced since, so that the place where ids stop growing tells the lists apart. A deletion
names the deletions that it repeats among what it has seen: otherwise none ever names a deletion.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

from quality_desktop.domain.merge import DELETE, INSERT, Change, exactly

Log = Mapping[bytes, Change]
"""Id -> change, of all changes of a row."""


def naming(replaced: Iterable[bytes], repeated: Iterable[bytes]) -> tuple[bytes, ...]:
    """Parents of a change of a cell that brings words back.

    Args:
        replaced: What it replaces.
        repeated: Whose words it repeats; not named when they are all newer, as in a log with gaps.
    """
    first, second = sorted(set(replaced)), sorted(set(repeated))
    can_be_told = first and second and second[0] <= first[-1]
    return (*first, *second) if can_be_told else tuple(first)


def replaced_by(change: Change) -> tuple[bytes, ...]:
    """What a change of a cell replaces, without whose words it repeats."""
    return change.parents[: _turn(change.parents)]


def repeated_by(change: Change, log: Log) -> tuple[Change, ...]:
    """Changes whose words a change brings back; none for words of its own."""
    if change.column == DELETE:
        return tuple(log[p] for p in change.parents if p in log and log[p].column == DELETE)
    if change.column <= INSERT:
        return ()
    found = [log[p] for p in change.parents[_turn(change.parents) :] if p in log]
    return tuple(one for one in found if _says(one, change))


def speakers(change: Change, log: Log) -> tuple[Change, ...]:
    """Changes in which something was said first: the change itself unless it repeats."""
    return repeated_by(change, log) or (change,)


def named(changes: Iterable[Change], log: Log) -> tuple[bytes, ...]:
    """Ids of those who said first what these changes say."""
    return tuple(dict.fromkeys(one.id for change in changes for one in speakers(change, log)))


@dataclass(slots=True)
class Silence:
    """What goes from a row together with removed changes, because it only repeats them.

    Who undid something about a value that is gone has undone it still: what they undid goes too, and
    what they brought back beside that value stands for those alone whose words it repeats.

    Attributes:
        gone: Ids of all changes that go, removed ones among them.
        narrowed: Id of a change that stays -> its parents from now on.
    """

    gone: set[bytes]
    narrowed: dict[bytes, tuple[bytes, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, removed: Collection[bytes], log: Log) -> Silence:
        """Find out what goes.

        Args:
            removed: Ids of changes that are removed.
            log: All changes of the row.
        """
        found = cls(set(removed))
        for echoes in _at_once(log):
            found._hush(echoes, frozenset(removed), log)
        return found

    def _hush(self, echoes: Sequence[Change], removed: Set[bytes], log: Log) -> None:
        here = [one for one in echoes if one.id not in self.gone]
        words = {one.id: [said.id for said in repeated_by(one, log)] for one in here}
        going = {key for key, said in words.items() if removed >= set(said)}
        self.gone |= going
        if not going or here[0].column == DELETE:
            return
        kept = {said for said, key in _repeated(log) if key not in self.gone}
        stops = kept.union(*words.values())
        waiting = [key for key in replaced_by(here[0]) if key not in stops]
        while waiting:
            one = log.get(waiting.pop())
            if one is not None and one.column > INSERT and one.id not in stops:
                self.gone.add(one.id)
                stops.add(one.id)
                waiting.extend(one.parents)
        if self.gone.union(*words.values()).issuperset(replaced_by(here[0])):
            self.narrowed.update((key, tuple(words[key])) for key in words.keys() - going)


def _at_once(log: Log) -> Iterator[list[Change]]:
    """Changes that repeat others, those together that have replaced the same; the newest first."""
    found: dict[tuple[int, tuple[bytes, ...]], list[Change]] = {}
    for change in sorted(log.values(), key=lambda one: one.id, reverse=True):
        if repeated_by(change, log):
            replaced = () if change.column == DELETE else replaced_by(change)
            found.setdefault((change.column, replaced), []).append(change)
    yield from found.values()


def _repeated(log: Log) -> Iterator[tuple[bytes, bytes]]:
    """What is repeated, with the change that repeats it."""
    for change in log.values():
        for said in repeated_by(change, log):
            yield said.id, change.id


def _turn(parents: tuple[bytes, ...]) -> int:
    """Where ids stop growing."""
    pairs = enumerate(pairwise(parents), 1)
    return next((at for at, (one, other) in pairs if other <= one), len(parents))


def _says(one: Change, change: Change) -> bool:
    is_there = one.column == change.column or (one.column == INSERT and change.column in one.cells)
    return is_there and exactly(one.cell(change.column)) == exactly(change.value)

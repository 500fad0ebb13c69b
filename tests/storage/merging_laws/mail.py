"""Steps in which files travel: whole and in part, old, changed outside, forged."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from quality_desktop.domain.directory import Person, Unit
from quality_desktop.storage.comparing import IntegrityAlarmError
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.received import LogChoice
from tests.storage.merging_laws.histories import Step
from tests.storage.merging_laws.laws import (
    Reading,
    require,
)
from tests.storage.merging_laws.offices import (
    CONTACTS,
    PEOPLE,
    UNITS,
)
from tests.storage.merging_laws.outside import forge, package_with_outside_edits
from tests.storage.merging_laws.scene import FIELDS, Scene


class Mail(Scene):
    """What comes from another office."""

    def _merge(self, me: int, step: Step) -> None:
        other = self._other(me, step.a)
        self._take(me, other, LogChoice(), is_planned=step.b % 8 == 0)

    def _part(self, me: int, step: Step) -> None:
        other = self._other(me, step.a)
        record = self._chosen(other, step.b)
        if record is not None:
            rows = self._offices[other].store.closure_of({type(record): [record.id]})
            self._take(me, other, LogChoice(rows=rows))

    def _since(self, me: int, step: Step) -> None:
        other = self._other(me, step.a)
        (last,) = self._offices[other].driver.execute("SELECT max(id) FROM tx").fetchone()
        choice = LogChoice(since_tx=step.b % (last + 1))
        self._take(me, other, choice)

    def _backwards(self, me: int, step: Step) -> None:
        """The last edits of a field come before those on which they were made."""
        other = self._other(me, step.a)
        record = self._chosen(other, step.b)
        if record is None:
            return
        self._take(me, other, LogChoice())
        last = 0
        for number in range(3):
            (last,) = self._offices[other].driver.execute("SELECT max(id) FROM tx").fetchone()
            mine = self._offices[other].store.get(type(record), record.id)
            if mine is not None:
                edited = self._with_value(other, mine, FIELDS[type(record)][0], step.c + number)
                self._write(other, partial(self._put, other, edited), is_typing=True)
        self._take(me, other, LogChoice(since_tx=last))
        self._take(me, other, LogChoice())

    def _bare(self, me: int, step: Step) -> None:
        other = self._other(me, step.a)
        self._take(me, other, LogChoice(without_columns=CONTACTS))

    def _outside(self, me: int, step: Step) -> None:
        """A file that somebody changed beside the program."""
        other = self._other(me, step.a)
        sender = self._offices[other]
        package, edits = package_with_outside_edits(sender, sender.copy(), step.b)
        self._witness.note(self._now[other].log, edits, at_once=False)
        self._receive(me, package)

    def _forged(self, me: int, step: Step) -> None:
        """A file in which a known change has another content."""
        other = self._other(me, step.a)
        package = self._offices[other].package()
        known = sorted(self._now[me].log.keys() & self._now[other].log.keys())
        forge(package, known[step.b % len(known)], step.c)
        try:
            self._offices[me].store.merge(package, Arrival(peer="Коллега"))
        except IntegrityAlarmError:
            untouched = Reading(self._offices[me]).is_like(self._now[me])
            require(untouched, "what is refused changes nothing")
        else:
            require(False, "one change with two contents is an alarm")

    def _clash(self, me: int, step: Step) -> None:
        """Two people give one field two values, and one of them hears of it."""
        record, other = self._chosen(me, step.a), self._other(me, step.b)
        if record is None or record.id.bytes not in self._now[other].rows:
            return
        names = FIELDS[type(record)]
        name = names[step.b % len(names)]
        for number, office in enumerate((me, other)):
            mine = self._offices[office].store.get(type(record), record.id)
            if mine is not None:
                edited = self._with_value(office, mine, name, step.c + number)
                self._write(office, partial(self._put, office, edited), is_typing=True)
        self._take(me, other, LogChoice())

    def _clash_of_deletion(self, me: int, step: Step) -> None:
        """One deletes what another works on; each hears of it, or only one does."""
        other = self._other(me, step.b)
        record = self._chosen(me, step.a)
        if record is None or record.id.bytes not in self._now[other].rows:
            return
        if self._write(me, lambda: self._remove(me, record)):
            theirs = self._offices[other].store.get(type(record), record.id)
            if theirs is not None:
                name = FIELDS[type(record)][0]
                edited = self._with_value(other, theirs, name, step.c)
                self._write(other, lambda: self._put(other, edited), is_typing=True)
        self._take(me, other, LogChoice())
        if step.c % 2:
            self._take(other, me, LogChoice())

    def _clash_of_use(self, me: int, step: Step) -> None:
        """One deletes a person whom another makes the head of a unit."""
        other = self._other(me, step.b)
        key = PEOPLE[step.a % len(PEOPLE)]
        person = self._offices[me].store.get(Person, key)
        unit = self._offices[other].store.get(Unit, UNITS[0])
        if person is None or unit is None or key.bytes not in self._now[other].rows:
            return
        if self._write(me, lambda: self._remove(me, person)):
            headed = replace(unit, head=key)
            self._write(other, lambda: self._put(other, headed), is_typing=True)
        self._take(me, other, LogChoice())

    def _old_copy(self, me: int, step: Step) -> None:
        """A file of the past comes by mail."""
        other = step.a % len(self._offices)
        if other in self._saved:
            self._receive(me, self._offices[other].package_of(self._saved[other]))

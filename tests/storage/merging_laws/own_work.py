"""Steps that a person takes in one office."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from quality_desktop.domain.directory import Team, TeamMember
from tests.storage.merging_laws.histories import Step
from tests.storage.merging_laws.laws import check_shown, require
from tests.storage.merging_laws.offices import (
    NOW,
    TEAMS,
    every_record,
)
from tests.storage.merging_laws.scene import WORDS, Scene

_YEAR: Final = 366 * 24 * 3600 * 1000


class OwnWork(Scene):
    """Edits of all sorts, undo and redo, copies kept aside, wrong clocks."""

    def _add(self, me: int, step: Step) -> None:
        known = self._now[me].rows
        word, contact = (WORDS[number % len(WORDS)] for number in (step.b, step.c))
        records = every_record(word, contact, step.c % 3)
        fresh = [record for record in records if record.id.bytes not in known]
        if fresh:
            self._write(me, lambda: self._put(me, fresh[step.a % len(fresh)]))

    def _edit(self, me: int, step: Step) -> None:
        self._write(me, lambda: self._put(me, *self._edited(me, step)), is_typing=True)

    def _edit_two(self, me: int, step: Step) -> None:
        other = replace(step, a=step.a + 1, b=step.b + 1, c=step.c + 1)
        records = (*self._edited(me, step), *self._edited(me, other))
        self._write(me, lambda: self._put(me, *records), is_typing=True)

    def _bulk(self, me: int, step: Step) -> None:
        sql = "UPDATE person SET position = ?, phone = ? WHERE is_active"
        values = (f"П{step.a % 3}", f"{step.b % 2}")
        self._write(me, lambda: self._execute(me, sql, *values), is_typing=True)

    def _raw(self, me: int, step: Step) -> None:
        sql = "UPDATE team_member SET place = place + ?, role = ? WHERE team = ?"
        values = (step.a % 2, f"Р{step.b % 2}", TEAMS[step.c % 2].bytes)
        self._write(me, lambda: self._execute(me, sql, *values), is_typing=True)

    def _replace(self, me: int, step: Step) -> None:
        """One statement that deletes and inserts."""
        sql = "INSERT OR REPLACE INTO team(id, title, act_title, act_number) VALUES (?, ?, '', ?)"
        values = (TEAMS[step.a % 2].bytes, f"К{step.b % 3}", f"{step.c % 2}")
        self._write(me, lambda: self._execute(me, sql, *values))

    def _twice(self, me: int, step: Step) -> None:
        def write() -> None:
            with self._offices[me].store.work("Дважды") as work:
                for value in (step.a % 3, step.b % 3):
                    work.execute("UPDATE unit SET place = ?", (value,))
                work.commit()

        # What is typed first may agree with the other side of a conflict, which ends it.
        self._write(me, write)

    def _delete(self, me: int, step: Step) -> None:
        record = self._chosen(me, step.a)
        if record is not None:
            self._write(me, lambda: self._remove(me, record))

    def _delete_tree(self, me: int, step: Step) -> None:
        store = self._offices[me].store
        team = store.get(Team, TEAMS[step.a % 2])
        if team is not None:
            members = store.all(TeamMember, team=team.id)
            self._write(me, lambda: self._remove(me, *members, team))

    def _undo(self, me: int, step: Step) -> None:
        store, typed = self._offices[me].store, self._typed[me]
        is_last = typed is not None and typed[1] is self._now[me]
        done = self._write(me, store.undo, at_once=True)
        if typed is None or not is_last:
            return
        require(done, "what was done last can be taken back")
        check_shown(typed[0], self._now[me], (), "an edit is taken back")
        if step.a % 2:
            require(self._write(me, store.redo, at_once=True), "and made again")
            check_shown(typed[1], self._now[me], (), "an edit is made again")

    def _redo(self, me: int, _: Step) -> None:
        self._write(me, self._offices[me].store.redo, at_once=True)

    def _save(self, me: int, _: Step) -> None:
        self._saved[me] = self._offices[me].copy()

    def _restore(self, me: int, _: Step) -> None:
        """The file is what it was; only what other files hold, and as they hold it, is owed from now on."""
        if me not in self._saved:
            return
        gone = self._now[me].log
        self._offices[me].put_back(self._saved[me])
        self._latest[me] = None
        self._now[me] = self._law.check(self._offices[me])
        logs = [now.log for now in self._now] + [copy.log for copy in self._saved.values()]
        for key, entry in gone.items():
            held = [log[key] for log in logs if key in log]
            if entry not in held:
                self._witness.forget(key, held)

    def _rescue(self, me: int, step: Step) -> None:
        """A page of transactions is spoilt, and what can be saved comes into a new file."""
        office, before = self._offices[me], self._now[me]
        copy = self._saved.get(me) if step.b % 3 == 0 else None
        office.rescue(*((step.a, 3) if step.c % 2 else (0, 100)), copy)
        after = self._now[me] = self._law.check(office)
        require(after.is_like(before), "a rescue loses no change of a log that is whole")
        self._latest[me] = self._typed[me] = None

    def _clock(self, me: int, step: Step) -> None:
        office = self._offices[me]
        office.wall = (1, NOW, NOW + 60_000, NOW - _YEAR, NOW + 9 * _YEAR)[step.a % 5]

    def _reopen(self, me: int, _: Step) -> None:
        self._offices[me].reopen()

"""Steps in which something is decided, or a merge is taken back or made again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from quality_desktop.domain.merge import DELETE, INSERT, exactly
from quality_desktop.domain.records import Id
from quality_desktop.storage.deciding import Decision, Verdict
from quality_desktop.storage.disputes import Dispute, DisputeSort
from quality_desktop.storage.received import LogChoice
from tests.storage.merging_laws.histories import Step
from tests.storage.merging_laws.laws import (
    Reading,
    check_kept,
    check_shown,
    later_work,
    require,
)
from tests.storage.merging_laws.mail import Mail
from tests.storage.merging_laws.offices import SCHEMA, WHOLE
from tests.storage.merging_laws.scene import FIELDS


class Verdicts(Mail):
    """What people decide about what came."""

    def _decide(self, me: int, step: Step) -> None:
        store = self._offices[me].store
        disputes = store.disputes()
        if not disputes:
            return
        dispute = disputes[step.a % len(disputes)]
        if dispute.sort == DisputeSort.VALUES:
            sides = [side.value for side in dispute.sides]
            value = sides[step.b % len(sides)]
            if step.c % 3 == 0 and isinstance(value, str):
                value = f"решено {step.b % 3}"
            made = Decision(kind=dispute.kind, key=dispute.key, field=dispute.field, value=value)
        else:
            verdict = (Verdict.KEEP, Verdict.DELETE)[step.b % 2]
            made = Decision(kind=dispute.kind, key=dispute.key, verdict=verdict)
        decisions = self._whole_decision(made, step) if made.field in WHOLE else [made]
        before = self._now[me]
        if self._write(me, lambda: store.decide(decisions, "проверено"), at_once=True):
            for decision in decisions:
                self._require_decided(before, self._now[me], decision, decisions)
            if step.c % 5 == 1:
                self._think_again(me, before, disputes)

    def _think_again(self, me: int, before: Reading, asked: Sequence[Dispute]) -> None:
        """A decision is taken back at once, made again and taken back for good."""
        store, decided = self._offices[me].store, self._now[me]
        for _ in range(2):
            require(self._write(me, store.undo, at_once=True), "a decision can be taken back")
            check_shown(before, self._now[me], (), "a decision is taken back")
            same = _opinions(store.disputes()) == _opinions(asked)
            require(same, "who is asked about again is who was asked about before")
            require(self._write(me, store.redo, at_once=True), "a decision can be made again")
            check_shown(decided, self._now[me], (), "a decision is made again")
        require(self._write(me, store.undo, at_once=True), "a decision can be taken back")

    def _whole_decision(self, made: Decision, step: Step) -> list[Decision]:
        """A value of several fields is decided as one, as the program does."""
        row = made.key.bytes
        known = self._law.whole_of(row)
        whole = known[step.b % len(known)]
        if step.c % 3 == 0:
            whole = (f"решено {step.b % 3}", *whole[1:])
            self._law.note_whole([(row, whole)])
        return [
            replace(made, field=name, value=value) for name, value in zip(WHOLE, whole, strict=True)
        ]

    def _require_decided(
        self, before: Reading, after: Reading, made: Decision, decisions: Sequence[Decision]
    ) -> None:
        (table,) = (t for t in SCHEMA.kinds.values() if t.kind.kind == made.kind)
        row = made.key.bytes
        code = table.codes[made.field] if made.field else DELETE
        require((row, code) not in after.asked, "I12: what is decided is asked no more")
        same = {cell: values for cell, values in before.asked.items() if cell[0] != row}
        rest = {cell: values for cell, values in after.asked.items() if cell[0] != row}
        if made.verdict == Verdict.VALUE:
            place = table.names.index(made.field)
            shown = exactly(after.rows[row][place])
            require(shown == exactly(table.encode(made.value)), "I12: the decision is shown")
            if code not in SCHEMA.reference_codes:
                decided = {(row, table.codes[one.field]) for one in decisions}
                same = {cell: v for cell, v in before.asked.items() if cell not in decided}
                require(same == after.asked, "I12: a decision closes its question only")
        elif made.verdict == Verdict.KEEP:
            require(row in after.rows, "I12: a record that is to stay stays")
            require(same.items() <= rest.items(), "I12: a decision closes its question only")
        else:
            require(row not in after.rows, "I12: a record that is to go goes")

    def _back_and_forth(self, me: int, step: Step) -> None:
        """A merge is taken back at once, or after an edit, and perhaps made again."""
        self._take(me, self._other(me, step.b), LogChoice())
        if step.c % 3 == 0:
            self._write(me, lambda: self._put(me, *self._edited(me, step)), is_typing=True)
        elif step.c % 3 == 1:
            self._type_over(me, step)
        latest = replace(step, a=0)
        self._unmerge(me, latest)
        if step.c % 2:
            self._remerge(me, latest)

    def _type_over(self, me: int, step: Step) -> None:
        """Somebody works on just what the last merge brought."""
        latest = self._latest[me]
        news = () if latest is None else latest.after.log.items() - latest.before.log.items()
        cells = sorted((e.row, e.column) for _, e in news if e.column > INSERT)
        if cells:
            row, code = cells[step.a % len(cells)]
            (table,) = (t for t in SCHEMA.kinds.values() if code in t.codes.values())
            (name,) = (name for name, known in table.codes.items() if known == code)
            record = self._offices[me].store.get(table.kind, Id(UUID(bytes=row)))
            if record is not None and name in FIELDS[table.kind]:
                edited = self._with_value(me, record, name, step.b)
                self._write(me, lambda: self._put(me, edited), is_typing=True)

    def _settled_elsewhere(self, me: int, step: Step) -> None:
        """Two are asked about a deletion; one decides, the other hears of it and does not want it."""
        both = replace(step, c=step.c | 1)
        self._clash_of_deletion(me, both)
        other = self._other(me, step.b)
        self._decide(other, step)
        self._take(me, other, LogChoice())
        latest = replace(step, a=0)
        self._unmerge(me, latest)
        if step.c % 3 == 0:
            self._remerge(me, latest)

    def _unmerge(self, me: int, step: Step) -> None:
        store, latest, before = self._offices[me].store, self._latest[me], self._now[me]
        able = [e for e in store.exchanges() if e.changes and not e.is_undone]
        if not able:
            return
        exchange = able[step.a % len(able)]
        later, settled = later_work(self._offices[me], exchange)
        self._write(me, lambda: store.undo_merge(exchange.id), at_once=True)
        after = self._now[me]
        check_kept(before, after, later, settled)
        if latest is not None and latest.exchange == exchange.id and latest.after is before:
            check_shown(latest.before, after, exchange.joined, "a merge is taken back")
            self._latest[me] = replace(latest, undone=after)

    def _remerge(self, me: int, step: Step) -> None:
        store, latest, before = self._offices[me].store, self._latest[me], self._now[me]
        able = [e for e in store.exchanges() if e.changes and e.is_undone]
        if not able:
            return
        exchange = able[step.a % len(able)]
        self._write(me, lambda: store.redo_merge(exchange.id), at_once=True)
        if latest is not None and latest.exchange == exchange.id and latest.undone is before:
            check_shown(latest.after, self._now[me], (), "a merge is made again")


def _opinions(asked: Sequence[Dispute]) -> dict[tuple[bytes, str], set[tuple[object, ...]]]:
    """Record and field -> who said what, and when.

    Not who edited a record that somebody deleted: of the edits of whoever deleted it himself some may
    be named no more.
    """
    return {
        (one.key.bytes, one.field): {
            (side.change_id, side.author, side.moment, side.intent, side.value, side.is_deletion)
            for side in one.sides
        }
        for one in asked
        if one.field
    }

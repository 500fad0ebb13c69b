"""Bugs to be put into the merge on purpose: the laws must notice each of them.

A bug is a piece of the program's own source with some words replaced. The function as everybody
imported it gets the changed code for a while, so nothing has to be found and patched by name.
"""

from __future__ import annotations
import __future__

import inspect
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Final

from sqlalchemy.exc import IntegrityError

from quality_desktop.domain import merge, merge_inverse, repeating
from quality_desktop.domain.errors import QualityError
from quality_desktop.storage import (
    capture,
    catching_up,
    comparing,
    connection,
    deciding,
    drafting,
    known_transactions,
    merge_undo,
    merging,
    received,
    table_writer,
    unit_of_work,
)
from tests.storage.merging_laws.laws import LawBrokenError


@dataclass(frozen=True, slots=True)
class Mutant:
    """A bug.

    Attributes:
        name: What is wrong.
        place: The function.
        was: What stands in its source, once.
        becomes: What is put there instead.
        breaks: How it may be noticed: by a law, or by the program itself.
    """

    name: str
    place: object
    was: str
    becomes: str
    breaks: tuple[type[Exception], ...] = (LawBrokenError,)

    @contextmanager
    def at_large(self) -> Iterator[None]:
        """Have the bug in the program."""
        place = self.place
        if not isinstance(place, FunctionType):
            msg = f"{place} is no function of the program"
            raise TypeError(msg)
        source = textwrap.dedent(inspect.getsource(place))
        if source.count(self.was) != 1:
            msg = f"«{self.name}»: its place in {place.__qualname__} has changed"
            raise LookupError(msg)
        sound = place.__code__
        place.__code__ = _code(source.replace(self.was, self.becomes), place)
        try:
            yield
        finally:
            place.__code__ = sound


def _code(source: str, place: FunctionType) -> CodeType:
    flags = __future__.annotations.compiler_flag
    module = compile(source, inspect.getfile(place), "exec", flags=flags, dont_inherit=True)
    codes = (constant for constant in module.co_consts if isinstance(constant, CodeType))
    return next(code for code in codes if code.co_name == place.__name__)


MUTANTS: Final = (
    Mutant(
        "the last writer wins, whatever he had seen",
        merge.row_state,
        "_by_age([w for w in writers if w.id not in replaced], log)",
        "sorted(writers, key=_id_of)[-1:]",
    ),
    Mutant(
        "of two values the larger is shown, not the newer",
        merge.row_state,
        "values[column] = shown[-1].cell(column)",
        "values[column] = max((w.cell(column) for w in shown), key=repr)",
    ),
    Mutant(
        "a deletion wins over edits that it did not see",
        merge.row_state,
        "(unseen or not deletions.standing)",
        "not deletions.standing",
    ),
    Mutant(
        "a deletion beside an unseen edit is not asked about",
        merge.row_state,
        "bool(inserts and deletions.standing) and unseen",
        "False",
    ),
    Mutant(
        "a deletion that was taken back stays",
        merge._Deletions.of.__func__,  # type: ignore[attr-defined]  # noqa: SLF001 - bugs are put in deep
        "taken_back = _parents(log, UNDELETE)",
        "taken_back = set()",
    ),
    Mutant(
        "a record made again quarrels with its former life",
        merge._Deletions.of.__func__,  # type: ignore[attr-defined]  # noqa: SLF001 - as above
        "ended=frozenset(p for c in held if c.id in answered for p in c.parents)",
        "ended=frozenset()",
    ),
    Mutant(
        "an edit names one of the equal values that it replaces",
        merge.values_replaced,
        "exactly(c.cell(column)) == exactly(shown)))",
        "exactly(c.cell(column)) == exactly(shown))[-1:])",
    ),
    Mutant(
        "an edit closes a conflict unasked",
        merge.values_replaced,
        "if exactly(c.cell(column)) == exactly(shown)",
        "if True",
    ),
    Mutant(
        "an edit names no parents",
        capture._Replaced.finalize,  # noqa: SLF001 - as above
        'return b"".join(values_replaced(log, self._column, self._shown))',
        'return b""',
    ),
    Mutant(
        "a deletion does not name the edits it saw",
        merge.what_a_deletion_sees,
        "return (*inserts, *(c.id for c in edits if c.id not in replaced))",
        "return tuple(inserts)",
    ),
    Mutant(
        "a record made again does not answer its deletion",
        capture._triggers,  # noqa: SLF001 - as above
        "(SELECT qd_joined(id) FROM {deletions}) END",
        "NULL END",
    ),
    Mutant(
        "one statement that deletes and inserts is seen as an insert",
        connection.Link.harden,
        "recursive_triggers=ON",
        "recursive_triggers=OFF",
    ),
    Mutant(
        "ids follow the clock on the wall",
        merge.Clock.start,
        "max(self._last, (self._wall() << 16) - 1)",
        "(self._wall() << 16) - 1",
        breaks=(LawBrokenError, IntegrityError),
    ),
    Mutant(
        "the clock does not learn from what comes",
        merging._learn_the_time,  # noqa: SLF001 - as above
        "session.pen.clock.see(newest)",
        "pass",
    ),
    Mutant(
        "parents are lost on the way",
        received._chosen,  # noqa: SLF001 - as above
        "yield entry",
        "yield *entry[:4], None, tx",
    ),
    Mutant(
        "only what is newer than everything here is taken",
        comparing._set_apart,  # noqa: SLF001 - as above
        "orphan = driver",
        'driver.execute("DELETE FROM temp.apart WHERE id < (SELECT max(id) FROM main.change)")\n'
        "    orphan = driver",
    ),
    Mutant(
        "a record with cells left out takes the place of the whole one",
        comparing._joins,  # noqa: SLF001 - as above
        "joined_row(ours, theirs) if is_same_place",
        "theirs if is_same_place",
    ),
    Mutant(
        "cells that come later are not taken",
        comparing._joins,  # noqa: SLF001 - as above
        "if whole != ours:",
        "if False:",
    ),
    Mutant(
        "one id with two contents is accepted",
        comparing._joins,  # noqa: SLF001 - as above
        "raise alarm(driver, row, change)",
        "continue",
    ),
    Mutant(
        "the tables forget edits that came before their forerunners",
        catching_up._Rows._add_cells,  # noqa: SLF001 - as above
        "if tx > since or column in changed:",
        "if tx > since:",
    ),
    Mutant(
        "the short way is taken where people disagree",
        catching_up._is_plain,  # noqa: SLF001 - as above
        "if parents != head or change <= head:",
        "if change <= head:",
    ),
    Mutant(
        "numbers become text in the tables",
        table_writer.TableWriter.update,
        "= ? WHERE id = ?', rows)",
        "= CAST(? AS BLOB) WHERE id = ?', rows)",
    ),
    Mutant(
        "records in use are deleted",
        catching_up._Closure._kept,  # noqa: SLF001 - as above
        "while waiting:",
        "while False:",
        breaks=(LawBrokenError, QualityError),
    ),
    Mutant(
        "what is disputed is not remembered",
        catching_up._Closure._remember,  # noqa: SLF001 - as above
        "for row in rows.disputed | kept]",
        "for row in kept]",
    ),
    Mutant(
        "what is kept because it is in use is not remembered as such",
        catching_up._Closure._remember,  # noqa: SLF001 - as above
        "(row, row in kept)",
        "(row, False)",
    ),
    Mutant(
        "a deleted record stays when its last use goes",
        unit_of_work._let_go,  # noqa: SLF001 - as above
        "if session.kept and tx is not None:",
        "if False:",
    ),
    Mutant(
        "a decision forgets a side",
        merge_inverse.decision,
        "sorted(h.id for h in state.heads[column])",
        "sorted(h.id for h in state.heads[column][-1:])",
    ),
    Mutant(
        "a record that is to stay is left disputed",
        deciding._drafts,  # noqa: SLF001 - as above
        "yield row, restoration(state)",
        "yield from ()",
    ),
    Mutant(
        "decisions and undoing write their changes without parents",
        drafting.write_drafts,
        'b"".join(draft.parents) or None',
        "None",
    ),
    Mutant(
        "taking a merge back deletes records that were worked on since",
        merge_inverse.without,
        "if rest and not any(c.column == INSERT for c in rest):",
        "if False:",
    ),
    Mutant(
        "taking a merge back forgets its last transaction",
        merge_undo._take_back,  # noqa: SLF001 - as above
        "exchange.last_tx + 1",
        "exchange.last_tx",
    ),
    Mutant(
        "a merge made again stays taken back",
        merge_undo._take_back,  # noqa: SLF001 - as above
        "if not is_redo and exchange.first_tx",
        "if exchange.first_tx",
    ),
    Mutant(
        "what was typed over a merge quarrels with what was before the merge",
        merge_inverse.without,
        "replace(c, parents=_through(c, gone))",
        "c",
    ),
    Mutant(
        "a deletion that a merge had settled is not asked about again",
        merge_inverse.returning,
        "if then.is_deletion_disputed and not now.is_deletion_disputed:",
        "if False:",
    ),
    Mutant(
        "a value is shown that was put together from two of the same moment",
        merge._by_age,  # noqa: SLF001 - as above
        "(began[head.id[MARK:]], head.id)",
        "head.id",
    ),
    Mutant(
        "a part of a value is written without its other fields",
        capture._triggers,  # noqa: SLF001 - as above
        'single.append(f"SELECT * FROM ({one_value}) WHERE {differs}")',
        'single += [f"{told[code]} WHERE {changed[code]}" for code in found.together]',
    ),
    Mutant(
        "a part of a value is taken back without its other fields",
        merge_inverse._values,  # noqa: SLF001 - as above
        "if not differing.isdisjoint(together):",
        "if False:",
    ),
    Mutant(
        "a lost transaction does not come back",
        known_transactions._returning,  # noqa: SLF001 - as above
        "if not here:",
        "if True:",
    ),
    Mutant(
        "a stand-in comes beside the transaction that is known here",
        known_transactions._stand_ins_of_known,  # noqa: SLF001 - as above
        "if not coming:",
        "if True:",
    ),
    Mutant(
        "a stand-in takes the place of the real transaction",
        known_transactions._by_mark,  # noqa: SLF001 - as above
        "if with_stand_ins or not is_stand_in(uid)",
        "if True",
    ),
    Mutant(
        "a rescued file quarrels with those that know what it lost",
        comparing._joins,  # noqa: SLF001 - as above
        "if is_same_place and is_same:",
        "if False:",
        breaks=(LawBrokenError, QualityError),
    ),
    Mutant(
        "a conflict that comes back shows the other value",
        merge_inverse._again,  # noqa: SLF001 - as above
        "for heads in sides:",
        "for heads in reversed(sides):",
    ),
    Mutant(
        "who takes a decision back is the author of what comes back",
        repeating.speakers,
        "repeated_by(change, log) or (change,)",
        "(change,)",
    ),
    Mutant(
        "words come back without their authors",
        repeating.naming,
        "(*first, *second) if can_be_told else tuple(first)",
        "tuple(first)",
    ),
)

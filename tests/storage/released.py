"""Makes the file by which later versions prove that they open what this one wrote.

Run once for every version of the format, when it is released::

    .venv/bin/python -m tests.storage.released

It writes ``tests/data/released/v<version>.quality.xz`` and ``tests/data/columns-v<version>.json``, and
never over a file that is there: what was released stays as it was.
"""

from __future__ import annotations

import json
import lzma
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from quality_desktop import paths
from quality_desktop.domain.directory import Person, School, SchoolYear, Unit
from quality_desktop.domain.records import natural_id
from quality_desktop.services.district_file import files
from quality_desktop.storage.columns import REGISTRY
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.exchange_journal import Direction, Exchange, now
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.store import Store, Writer
from tests.storage.copies import delete, save, take

DATA = Path(__file__).parents[1] / "data"
OURS = Writer(author="Иванова А. П.", host="OO-03", program_version="0")
THEIRS = Writer(author="Петрова П. П.", host="OO-04", program_version="0")
UNIT = Unit(id=natural_id("released", "unit"), name="Отдел оценки качества")
ASKED = Person(id=natural_id("released", "asked"), surname="Спорная", phone="1-11")
DECIDED = Person(id=natural_id("released", "decided"), surname="Решённая", phone="1-11")
SCHOOL = School(id=natural_id("released", "school"), short_name="Школа проверки")
YEAR = SchoolYear(id=natural_id("released", "year"), school=SCHOOL.id, year=2025, pupils=100)
TAKEN_BACK = Person(id=natural_id("released", "taken back"), surname="Отменённая")


def make(target: Path, *, sample: str | None) -> None:
    """Make a file with all that the format can hold: disagreements, decisions, merges, a journal.

    Args:
        target: A free name.
        sample: Name of the sample district in it; None for the catalogues alone.
    """
    bundled = paths.bundled()
    files.create_file(
        path=target,
        sample=sample,
        samples_folder=bundled.samples,
        reference=bundled.reference,
        forms=bundled.forms,
        migrations=bundled.migrations,
        writer=OURS,
    ).close()
    elsewhere = target.with_name("elsewhere.quality")
    with Store.open(target, migrations=bundled.migrations, writer=OURS) as ours:
        save(ours, "Ввод", UNIT, ASKED, DECIDED, SCHOOL, YEAR)
    shutil.copy(target, elsewhere)
    with (
        Store.open(target, migrations=bundled.migrations, writer=OURS) as ours,
        Store.open(elsewhere, migrations=bundled.migrations, writer=THEIRS) as theirs,
    ):
        _work(ours, theirs)


def _work(ours: Store, theirs: Store) -> None:
    """Two offices diverge and become one; the last merge is taken back."""
    save(ours, "Наши правки", replace(DECIDED, phone="2-22"), replace(YEAR, pupils=120))
    save(ours, "В отдел", replace(ASKED, phone="2-22", unit=UNIT.id))
    save(theirs, "Их правки", replace(DECIDED, phone="3-33"), replace(ASKED, phone="3-33"))
    delete(theirs, "Их удаления", UNIT, YEAR)
    take(ours, theirs)
    wanted = Decision(kind="person", key=DECIDED.id, field="phone", value="2-22")
    ours.decide([wanted], "по справке")
    save(theirs, "Ещё одна", TAKEN_BACK)
    ours.undo_merge(take(ours, theirs).exchange)
    sent = Exchange(id=ours.new_exchange_id(), at=now(), direction=Direction.OUT, peer="Петрова")
    ours.note_exchange(sent)
    save(ours, "Заметка", replace(DECIDED, phone="2-22", note="сверено"))
    ours.undo()


def columns() -> str:
    """The registry of codes as it is now, to be compared with later ones."""
    lines = (
        f"  {json.dumps(kind)}: {json.dumps([number, list(names)])}"
        for kind, (number, names) in REGISTRY.items()
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write both files for the present version of the format."""
    version = schema_version(paths.bundled().migrations)
    packed = DATA / "released" / f"v{version}.quality.xz"
    codes = DATA / f"columns-v{version}.json"
    for file in (packed, codes):
        if file.exists():
            sys.exit(f"{file.name} was released already: raise the version with a migration")
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made.quality"
        make(made, sample="ishimbay")
        packed.write_bytes(lzma.compress(made.read_bytes(), preset=9))
    codes.write_text(columns(), encoding="utf-8")


if __name__ == "__main__":
    main()

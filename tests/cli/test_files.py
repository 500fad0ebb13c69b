"""Files by commands: what may not come into a file is refused before anything is written."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

from quality_desktop import paths
from quality_desktop.cli import main
from quality_desktop.domain.directory import School, SchoolYear
from quality_desktop.domain.records import new_id
from quality_desktop.services.entry import period_locks
from quality_desktop.storage.deciding import Decision
from quality_desktop.storage.store import Store, Writer
from tests.storage.copies import save, take


def opened(path: Path, author: str) -> Store:
    writer = Writer(author=author, host="test", program_version="0")
    return Store.open(path, migrations=paths.bundled().migrations, writer=writer)


def test_the_state_of_another_district_is_not_brought_back(tmp_path, capsys):
    own, other = tmp_path / "w.quality", tmp_path / "z.quality"
    assert main(["new", str(own), "--sample", "lesosibirsk"]) == 0
    assert main(["new", str(other), "--sample", "zaoksky"]) == 0
    capsys.readouterr()
    assert main(["documents", str(own)]) == 0
    papers = capsys.readouterr().out
    assert main(["restore", str(own), "--from", str(other)]) == 1
    refused = capsys.readouterr()
    assert refused.out == ""
    (said,) = refused.err.strip().splitlines()
    assert "«z.quality» – это данные района «Заокский район», а открыт файл района «" in said
    assert main(["documents", str(own)]) == 0
    assert capsys.readouterr().out == papers


def test_other_programs_are_told_of_a_return_what_the_window_tells(tmp_path, capsys):
    path, sent, copy = (tmp_path / f"{name}.quality" for name in ("район", "ей", "копия"))
    assert main(["new", str(path)]) == 0
    school = School(id=new_id(), short_name="Школа")
    year = SchoolYear(id=new_id(), school=school.id, year=2025, pupils=300)
    with opened(path, "Анна") as store:
        save(store, "Численность", school, year)
        store.back_up(sent)
        save(store, "Правка", replace(year, pupils=305))
        with opened(sent, "Вера") as hers:
            save(hers, "Правка", replace(year, pupils=310))
            take(store, hers)
        shutil.copy(store.path, copy)
        made = Decision(kind="school_year", key=year.id, field="pupils", value=320)
        store.decide([made], "сверили")
        period_locks.close_period(store=store, year=2025, reason="отчёт сдан")
    capsys.readouterr()
    assert main(["restore", str(path), "--from", str(copy), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert Path(told.pop("backup")).exists()
    assert told == {"records": 2, "reopened": 1, "closed_periods": ["2025/26"]}
    with opened(path, "Анна") as store:
        assert [one.field for one in store.disputes()] == ["pupils"]

"""Files kept beside records: put in, taken out, removed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import StoredFile
from quality_desktop.domain.roadmap import Roadmap, RoadmapRow
from quality_desktop.services.office import kept_files


@pytest.fixture
def store(empty_district):
    return empty_district


@pytest.fixture
def rows(store):
    """Two rows of a plan."""
    roadmap, first, second = new_id(), new_id(), new_id()
    with store.work("План") as work:
        work.put(Roadmap(id=roadmap, title="План", year=2018))
        work.put_all(RoadmapRow(id=key, roadmap=roadmap) for key in (first, second))
        work.commit()
    return first, second


def test_a_file_is_kept_once_taken_out_and_goes_with_its_last_mention(store, rows, tmp_path):
    first, second = rows
    proof = tmp_path / "Справка № 5.pdf"
    proof.write_bytes(b"%PDF-1.4 proof")
    for row in rows:
        kept_files.keep(store=store, owner="row", record=row, path=proof)
    (kept,) = kept_files.of_record(store=store, owner="row", record=first)
    assert (kept.name, kept.size) == ("Справка № 5.pdf", 14)
    folder = tmp_path / "out"
    target = kept_files.take_out(store=store, attachment=kept.attachment.id, folder=folder)
    assert (target.name, target.read_bytes()) == ("Справка № 5.pdf", b"%PDF-1.4 proof")
    kept_files.remove(store=store, attachment=kept.attachment.id)
    assert kept_files.of_record(store=store, owner="row", record=first) == ()
    assert len(store.all(StoredFile)) == 1
    (other,) = kept_files.of_record(store=store, owner="row", record=second)
    kept_files.remove(store=store, attachment=other.attachment.id)
    assert store.all(StoredFile) == ()
    assert not kept_files.remove(store=store, attachment=other.attachment.id)


def test_a_file_that_cannot_be_kept_is_refused(store, rows, tmp_path, monkeypatch):
    path = tmp_path / "пусто.pdf"
    path.touch()
    for reason, content in (("пуст", b""), ("больше", b"123456")):
        path.write_bytes(content)
        monkeypatch.setattr(kept_files, "MOST_BYTES", 5)
        with pytest.raises(QualityError, match=reason):
            kept_files.keep(store=store, owner="row", record=rows[0], path=path)
    path.unlink()
    with pytest.raises(QualityError, match="не читается"):
        kept_files.keep(store=store, owner="row", record=rows[0], path=path)


def test_bytes_that_changed_and_a_file_that_is_gone_are_refused(store, rows, tmp_path):
    path = tmp_path / "без точки"
    path.write_bytes(b"1")
    kept_files.keep(store=store, owner="row", record=rows[0], path=path)
    (kept,) = kept_files.of_record(store=store, owner="row", record=rows[0])
    taken = kept_files.take_out(store=store, attachment=kept.attachment.id, folder=tmp_path)
    assert taken.name == "без точки"
    (file,) = store.all(StoredFile)
    for content in ("???", "файл", "AAAA"):
        with store.work("Порча") as work:
            work.put(replace(file, content=content))
            work.commit()
        with pytest.raises(QualityError, match="повреждён"):
            kept_files.take_out(store=store, attachment=kept.attachment.id, folder=tmp_path)
    with pytest.raises(QualityError, match="удалили"):
        kept_files.take_out(store=store, attachment=new_id(), folder=tmp_path)

"""The website tab: what stands on it, what never does, and what a second writing leaves alone."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.cycle import Position
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.domain.register import PaperStatus
from quality_desktop.services.cycle import responsibility
from quality_desktop.services.paperwork import printing
from quality_desktop.services.paperwork.issued import with_copy_mark
from quality_desktop.services.register import issuing
from quality_desktop.services.site import site
from quality_desktop.writers.text import texts
from tests.services.site.conftest import PROOFS, TODAY, folders, opened, prove, write
from tests.writers.page_reading import read_page


@pytest.fixture
def changed(site_copy):
    with opened(site_copy) as store:
        yield store


def test_every_direction_of_the_edition_has_a_page_and_a_place_in_the_list(made_site):
    with opened(made_site.file) as store:
        directions = responsibility.directions_of(
            store=store, edition=responsibility.current_edition(store=store).id
        )
    linked = [link["href"] for link in read_page(made_site.page("index.html")).tags("a")]
    for one in directions:
        name = f"napravlenie-{one.code.replace('.', '-')}.html"
        assert name in linked
        assert one.title in read_page(made_site.page(name)).text


def test_a_position_shows_its_published_proofs_and_others_say_that_there_is_nothing_yet(made_site):
    page = read_page(made_site.page("napravlenie-1-2.html"))
    [cells] = page.tables
    assert cells[5:10] == [
        "Положение о мониторинге", "№ 15", "12.03.2021", "2021/22", "Страница на uo.example",
    ]  # fmt: skip
    for proof in PROOFS:
        assert (proof.title in page.text) is (proof.publishing != "none")
    with opened(made_site.file) as store:
        positions = store.all(Position)
    assert page.text.count("Материалы пока не размещены.") == len(positions) - 1
    assert "материалов: 4" in read_page(made_site.page("index.html")).text


def test_what_stands_on_the_pages_and_is_not_noted_as_published_is_told(made_site):
    ready = {proof.id for proof in PROOFS if proof.publishing == "ready"}
    assert set(made_site.written.waiting) == ready


def test_a_kept_document_is_put_beside_the_pages_and_a_page_of_somebody_else_is_not(made_site):
    [name] = [path.name for path in (made_site.folder / "fajly").iterdir()]
    assert re.fullmatch(r"[0-9a-f]{8}-spravka-o-riskah\.pdf", name)
    links = read_page(made_site.page("napravlenie-1-2.html")).tags("a")
    assert f"fajly/{name}" in [link["href"] for link in links]
    [problem] = made_site.written.problems
    assert problem.text.startswith("Файл «страница.html» не документ")


def test_no_path_of_a_disk_and_nothing_that_runs_is_on_a_page(made_site):
    content = made_site.page("napravlenie-1-2.html")
    assert "Отчеты" not in content
    assert "javascript:" not in content
    for path in made_site.folder.rglob("*.html"):
        tags = {tag for tag, _ in read_page(path.read_text(encoding="utf-8")).elements}
        assert not tags & {"script", "style", "iframe", "form", "object", "embed"}, path.name


def test_a_signed_order_is_a_page_and_two_files_as_it_was_signed(made_site):
    with opened(made_site.file) as store:
        [order] = store.all(Paper)
        composed = printing.compose(store=store, paper=order.id, folders=folders())
    page = read_page(made_site.page("dokumenty/order-1048.html"))
    shown = page.paragraphs[page.paragraphs.index("DOCX для Word") + 1 :]
    signed = with_copy_mark(composed.document, None)
    assert " ".join(shown).split() == " ".join(texts(signed)).split()
    assert (made_site.folder / "dokumenty/order-1048.pdf").read_bytes().startswith(b"%PDF")
    assert (made_site.folder / "dokumenty/order-1048.docx").read_bytes().startswith(b"PK")


def test_the_site_never_says_who_certified_a_copy(made_site):
    """«Копия верна» was left switched on, and the pages told everybody of a copy for one addressee."""
    with opened(made_site.file) as store:
        [order] = store.all(Paper)
        composed = printing.compose(store=store, paper=order.id, folders=folders())
    assert order.is_certified_copy
    assert order.copy_mark
    assert order.copy_mark in " ".join(texts(composed.document))
    assert order.copy_mark not in made_site.page("dokumenty/order-1048.html")


def test_a_draft_is_not_published_and_a_cancelled_order_says_so(changed, tmp_path):
    [order] = changed.all(Paper)
    issuing.set_status(
        store=changed, paper=order.id, status=PaperStatus.CANCELLED, today=date(2026, 11, 22)
    )
    with changed.work("Проект") as work:
        work.put(replace(order, id=new_id(), number="77", status="draft"))
        work.commit()
    written = write(changed, tmp_path / "site")
    assert sorted(path.name for path in (written.folder / "dokumenty").iterdir()) == [
        "order-1048.docx", "order-1048.html", "order-1048.pdf",
    ]  # fmt: skip
    assert "(отменён)" in (written.folder / "dokumenty.html").read_text(encoding="utf-8")


def test_writing_again_removes_what_is_gone_and_nothing_else(changed, tmp_path):
    folder = tmp_path / "site"
    write(changed, folder)
    [kept] = (folder / "fajly").iterdir()
    (folder / "logo.png").write_bytes(b"mine")
    with changed.work("Снято с сайта") as work:
        work.put(replace(changed.get(Evidence, PROOFS[2].id), publishing="none"))
        work.commit()
    again = write(changed, folder)
    assert again.removed == (f"fajly/{kept.name}",)
    assert not kept.exists()
    assert (folder / "logo.png").read_bytes() == b"mine"
    assert write(changed, folder).removed == ()


@pytest.mark.parametrize(
    "manifest",
    ['["../outside.txt", "/outside.txt", 5, "../../outside.txt"]', '{"a": 1}', "no json"],
)
def test_a_list_of_files_that_leads_out_of_the_folder_is_not_believed(
    letter_office, tmp_path, manifest
):
    outside = tmp_path / "outside.txt"
    outside.write_text("keep", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / site.MANIFEST).write_text(manifest, encoding="utf-8")
    assert write(letter_office, tmp_path / "site").removed == ()
    assert outside.read_text(encoding="utf-8") == "keep"


def test_a_file_without_a_municipality_says_what_to_fill_in(empty_district, tmp_path):
    with pytest.raises(QualityError, match="муниципалитет"):
        write(empty_district, tmp_path / "site")
    assert not list((tmp_path / "site").rglob("*"))


def test_a_cancelled_writing_changes_nothing(changed, tmp_path):
    def cancel(_done: int, _total: int, _what: str) -> None:
        raise KeyboardInterrupt

    folder = tmp_path / "site"
    write(changed, folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    prove(changed, (Evidence(id=new_id(), progress=new_id(), title="Новое", publishing="ready"),))
    with pytest.raises(KeyboardInterrupt):
        site.write_site(
            store=changed, folder=folder, folders=folders(), style=paths.bundled().site_style,
            today=TODAY, progress=cancel,
        )  # fmt: skip
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_same_records_give_the_same_pages(changed, tmp_path):
    one, two = write(changed, tmp_path / "one"), write(changed, tmp_path / "two")
    for path in one.folder.rglob("*.html"):
        other = two.folder / path.relative_to(one.folder)
        assert path.read_bytes() == other.read_bytes()


def test_a_file_that_cannot_be_written_is_told_in_a_sentence(changed, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file stands here", encoding="utf-8")
    with pytest.raises(QualityError):
        write(changed, taken / "site")
    assert Path(taken).read_text(encoding="utf-8") == "a file stands here"

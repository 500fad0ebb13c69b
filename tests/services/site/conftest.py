"""A district whose order is signed and whose proofs are of every kind, and its website, made once."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.cycle import Progress, position_id, progress_id
from quality_desktop.domain.directory import Person
from quality_desktop.domain.evidence import Evidence
from quality_desktop.domain.paperwork import Paper
from quality_desktop.domain.records import new_id
from quality_desktop.services.cycle import cycle, responsibility
from quality_desktop.services.district_file import files
from quality_desktop.services.office import kept_files
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.services.register import issuing
from quality_desktop.services.site import site
from quality_desktop.services.site.site import WrittenSite
from quality_desktop.storage.store import Store
from tests.services.conftest import WRITER

TODAY = date(2021, 8, 1)
HOSTILE = '"><script>alert(1)</script>'
PROOFS = (
    Evidence(
        id=new_id(), progress=new_id(), form="act", title="Положение о мониторинге",
        number="№ 15", dated=date(2021, 3, 12), publishing="published",
        address="https://uo.example/monitoring",
    ),
    Evidence(
        id=new_id(), progress=new_id(), form="link", title=f"Вебинар {HOSTILE}",
        locator="https://video.example/watch?v=1&t=2", publishing="ready",
    ),
    Evidence(
        id=new_id(), progress=new_id(), form="file", title="Аналитическая справка",
        locator="C:\\Отчеты\\справка.pdf", publishing="ready",
    ),
    Evidence(
        id=new_id(), progress=new_id(), form="link", title="Ещё не для сайта",
        locator="https://draft.example/", publishing="none",
    ),
    Evidence(
        id=new_id(), progress=new_id(), form="link", title="Опасная ссылка",
        locator="javascript:alert(1)", publishing="ready",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeSite:
    """A website and the file it was made of."""

    file: Path
    written: WrittenSite

    @property
    def folder(self) -> Path:
        """Where its pages are."""
        return self.written.folder

    def page(self, name: str) -> str:
        """Text of a page."""
        return (self.folder / name).read_text(encoding="utf-8")


def folders() -> Folders:
    """Bundled folders."""
    bundled = paths.bundled()
    return Folders(
        wording=bundled.wording,
        reference=bundled.reference,
        language=bundled.language,
        fonts=bundled.fonts,
    )


def write(store: Store, folder: Path) -> WrittenSite:
    """Write the website of a file."""
    style = paths.bundled().site_style
    return site.write_site(store=store, folder=folder, folders=folders(), style=style, today=TODAY)


def prove(
    store: Store, proofs: tuple[Evidence, ...], *, code: str = "1.2", number: int = 3
) -> None:
    """Put proofs beside a position of a direction."""
    edition = responsibility.current_edition(store=store)
    directions = responsibility.directions_of(store=store, edition=edition.id)
    [direction] = [one for one in directions if one.code == code]
    position = position_id(number)
    state = Progress(
        id=progress_id(direction.id, position, 2021),
        direction=direction.id,
        position=position,
        year=2021,
    )
    for proof in proofs:
        cycle.attach(store=store, state=state, proof=proof)


def opened(path: Path) -> Store:
    """Open a file of the office."""
    return files.open_file(path=path, migrations=paths.bundled().migrations, writer=WRITER)


@pytest.fixture(scope="session")
def made_site(
    made_file: Callable[[str | None], Path], tmp_path_factory: pytest.TempPathFactory
) -> MadeSite:
    """The website of the sample district with its order signed."""
    folder = tmp_path_factory.mktemp("site")
    path = Path(shutil.copy(made_file("ishimbay"), folder / "district.quality"))
    with opened(path) as store:
        prove(store, PROOFS)
        for name in ("Справка о рисках.pdf", "страница.html"):
            (folder / name).write_bytes(b"%PDF-1.4 " + name.encode())
            kept_files.keep(store=store, owner="evidence", record=PROOFS[2].id, path=folder / name)
        [order] = store.all(Paper)
        [head] = [one for one in store.all(Person) if one.id == order.signatory]
        with store.work("Начальник") as work:
            work.put(replace(head, surname="Петрова", given="Анна", patronymic="Ивановна"))
            work.commit()
        issuing.sign(store=store, paper=order.id, folders=folders(), today=TODAY)
        return MadeSite(file=path, written=write(store, folder / "сайт"))


@pytest.fixture
def site_copy(made_site: MadeSite, tmp_path: Path) -> Path:
    """A copy of the file, to change."""
    return Path(shutil.copy(made_site.file, tmp_path / "district.quality"))

"""Pages of the website tab: what each says and where it links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from quality_desktop.domain.responsibility import Role
from quality_desktop.services.site.site_facts import DirectionFacts, Proof, SiteFacts
from quality_desktop.writers import html

if TYPE_CHECKING:
    from quality_desktop.domain.cycle import Position
    from quality_desktop.domain.records import Id

TITLE: Final = "Управление качеством образования"
INDEX: Final = "index.html"
PAPERS: Final = "dokumenty.html"
STYLE: Final = "style.css"
PAPERS_FOLDER: Final = "dokumenty"
FILES_FOLDER: Final = "fajly"
_ROLES: Final = {
    Role.COORDINATOR: "Координатор",
    Role.EXECUTOR: "Исполнители",
    Role.OPERATOR: "Муниципальный оператор",
}
_COLUMNS: Final = ("Документ или материал", "Номер", "Дата", "Учебный год", "Где посмотреть")


def direction_page(code: str) -> str:
    """Address of a direction's page: stable while its code is."""
    return f"napravlenie-{code.replace('.', '-')}.html"


def position_anchor(number: int) -> str:
    """Place of a position on the page of a direction."""
    return f"p{number}"


def index(facts: SiteFacts) -> str:
    """The first page."""
    office = facts.municipality.office_name
    body = html.heading(TITLE) + html.text(office[:1].upper() + office[1:])
    for title, directions in facts.groups:
        body += html.heading(title, level=2) if title else html.heading("Направления", level=2)
        body += html.listed(
            html.link(
                f"{one.direction.code} {one.direction.title}", direction_page(one.direction.code)
            )
            + html.note(_count(one.count))
            for one in directions
        )
    body += html.heading("Документы", level=2)
    body += html.listed([html.link("Приказы", PAPERS)])
    body += html.remark(f"Страницы обновлены {facts.made_on:%d.%m.%Y}.")
    return html.page(title=f"{TITLE} – {facts.municipality.name}", body=body, style=STYLE)


def direction(facts: SiteFacts, one: DirectionFacts, files: Mapping[Id, tuple[str, str]]) -> str:
    """The page of a direction: who answers for it, and what is published of every position.

    Args:
        facts: The website.
        one: The direction.
        files: Attachment -> name and address of its file.
    """
    title = f"{one.direction.code} {one.direction.title}"
    body = html.heading(title)
    people = [
        f"{word}: {'; '.join(one.people[role])}"
        for role, word in _ROLES.items()
        if one.people.get(role)
    ]
    if people:
        body += html.heading("Кто отвечает", level=2) + html.listed(people)
    for position in _positions(facts, one):
        body += html.heading(
            f"{position.number}. {position.title}", level=2, anchor=position_anchor(position.number)
        )
        proofs = one.proofs.get(position.id, ())
        body += (
            html.table(
                caption=position.title,
                columns=_COLUMNS,
                rows=[_proof(proof, files) for proof in proofs],
            )
            if proofs
            else html.remark("Материалы пока не размещены.")
        )
    return html.page(title=title, body=body, style=STYLE, trail=[(TITLE, INDEX)])


def papers(facts: SiteFacts, published: Sequence[tuple[str, str]]) -> str:
    """The list of signed papers.

    Args:
        facts: The website.
        published: Title and key of every paper that stands on the website, latest first.
    """
    body = html.heading("Документы")
    rows = [
        (
            html.link(title, f"{PAPERS_FOLDER}/{key}.html"),
            html.link("PDF", f"{PAPERS_FOLDER}/{key}.pdf")
            + ", "
            + html.link("DOCX", f"{PAPERS_FOLDER}/{key}.docx"),
        )
        for title, key in published
    ]
    body += (
        html.table(caption="Подписанные приказы", columns=("Документ", "Файлы"), rows=rows)
        if rows
        else html.remark("Подписанных приказов пока нет.")
    )
    return html.page(
        title=f"Документы – {facts.municipality.name}",
        body=body,
        style=STYLE,
        trail=[(TITLE, INDEX)],
    )


def paper(title: str, key: str, article: html.Piece) -> str:
    """The page of one paper, with its files for printing."""
    return html.page(
        title=title,
        body=html.heading(title)
        + html.listed(
            [html.link("PDF для печати", f"{key}.pdf"), html.link("DOCX для Word", f"{key}.docx")]
        )
        + article,
        style=f"../{STYLE}",
        trail=[(TITLE, f"../{INDEX}"), ("Документы", f"../{PAPERS}")],
    )


def _proof(proof: Proof, files: Mapping[Id, tuple[str, str]]) -> tuple[html.Piece | str, ...]:
    record = proof.record
    places = list(_places(proof, files))
    number = record.number or (record.locator if record.form == "act" else "")
    return (
        record.title or "без названия",
        number or "—",
        f"{record.dated:%d.%m.%Y}" if record.dated else "—",
        f"{proof.year}/{(proof.year + 1) % 100:02}",
        html.listed(places) if places else "—",
    )


def _places(proof: Proof, files: Mapping[Id, tuple[str, str]]) -> Iterator[html.Piece]:
    """Links of a proof: only to pages of the web and to files that stand beside the pages."""
    record = proof.record
    for address in dict.fromkeys((record.address, record.locator)):
        if html.is_page(address):
            yield html.link(f"Страница на {urlsplit(address).netloc}", address)
    for file in proof.files:
        if file.id in files:
            name, address = files[file.id]
            yield html.link(file.title or name, address)


def _positions(facts: SiteFacts, one: DirectionFacts) -> tuple[Position, ...]:
    """A short cycle has the last positions only."""
    if one.direction.track == "short":
        return tuple(position for position in facts.positions if position.in_short_track)
    return facts.positions


def _count(number: int) -> str:
    return f" – материалов: {number}" if number else " – материалы пока не размещены"

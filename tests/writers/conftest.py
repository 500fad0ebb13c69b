"""A whole order of the kind the office signs, and the folder of fonts."""

from pathlib import Path

import pytest

from quality_desktop.documents.model import (
    AppendixMark,
    Block,
    Cell,
    CertifiedCopy,
    Document,
    ExecutorMark,
    LetterheadBlock,
    LetterheadSide,
    Paragraph,
    Row,
    Section,
    Signature,
    StyleName,
    Table,
    plain,
)

ROOT = Path(__file__).resolve().parents[2]

_CLAUSE = (
    "Определить координаторами деятельности Управления образования муниципального района Ишимбайский "
    "район по совершенствованию муниципальных механизмов управления качеством образования главного "
    "инспектора Управления образования и методиста информационно-методического центра."
)
_ITEM = (
    "обеспечить функционирование на официальном сайте Управления образования отдельной вкладки с целью "
    "размещения ссылок на документы, регламентирующие деятельность Управления образования;"
)
_HEADING = "О совершенствовании муниципальных механизмов управления качеством образования в районе"
_CRITERION = (
    "доля обучающихся, не преодолевших минимальный порог по ГИА (математика и русский язык) = "
    "(число обучающихся, не преодолевших порог / общее количество выпускников) × 100;"
)


def paragraph(style: StyleName, text: str, mark: str = "") -> Paragraph:
    return Paragraph(style=style, runs=plain(text), mark=mark)


def cell(text: str, style: StyleName = "cell", *, columns: int = 1, rows: int = 1) -> Cell:
    return Cell(paragraphs=(paragraph(style, text),), column_span=columns, row_span=rows)


def letterhead() -> LetterheadBlock:
    return LetterheadBlock(
        left=LetterheadSide(
            heading=("БАШКОРТОСТАН РЕСПУБЛИКАҺЫ", "ИШЕМБАЙ РАЙОНЫ", "МӘҒАРИФ ИДАРАЛЫҒЫ"),
            kind_word="БОЙОРОҠ",
            date="05 июль 2021 й.",
            place="Ишембай ҡ.",
        ),
        right=LetterheadSide(
            heading=("МУНИЦИПАЛЬНОЕ КАЗЕННОЕ", "УЧРЕЖДЕНИЕ", "УПРАВЛЕНИЕ ОБРАЗОВАНИЯ"),
            kind_word="ПРИКАЗ",
            date="05 июля 2021 г.",
            place="г. Ишимбай",
        ),
        number="№ 1048",
    )


def order_blocks() -> tuple[Block, ...]:
    clauses: list[Block] = []
    for number in range(1, 11):
        clauses.append(paragraph("clause", _CLAUSE, f"{number}."))
        clauses.append(paragraph("item", _ITEM, "–"))
    return (
        letterhead(),
        paragraph("heading", _HEADING),
        paragraph("body", "В целях организации работы п р и к а з ы в а ю:"),
        *clauses,
        Signature(position="Начальник Управления образования", name="О.Ю. Егорова"),
        CertifiedCopy(mark="Копия верна", position="Делопроизводитель", name="И.И. Исмагилов"),
        ExecutorMark(lines=("Шерсткина Елена Александровна", "8 (34794) 0-00-00")),
    )


def matrix() -> Table:
    head = ("№", "Направление совершенствования", "Координатор", "Ответственные исполнители")
    rows = [
        Row(
            cells=(cell("1. Механизмы управления качеством результатов", "cell-group", columns=4),),
            is_group=True,
        ),
        *(
            Row(
                cells=(
                    cell(f"1.{index}", "cell-centre"),
                    cell("Система оценки качества подготовки обучающихся и объективности процедур"),
                    cell("Мастрюкова Л.И."),
                    cell("Доценко Т.И., Шерсткина Е.А., ИМЦ"),
                )
            )
            for index in range(1, 20)
        ),
    ]
    return Table(
        widths=(10, 120, 50, 87),
        header=(Row(cells=tuple(cell(text, "cell-head") for text in head)),),
        rows=tuple(rows),
    )


def programme() -> Table:
    head = ("№", "Направление деятельности", "Показатель", "Критерии расчета", "Методы сбора")
    rows: list[Row] = []
    for number in range(1, 4):
        for indicator in range(3):
            criteria = Cell(
                paragraphs=tuple(
                    paragraph("cell-item", _CRITERION, "–") for _ in range(2 + 7 * (indicator == 1))
                )
            )
            own = (
                cell(f"Доля школ с показателем {number}.{indicator}"),
                criteria,
                cell("региональная информационная система «Образование»"),
            )
            line = (
                cell(f"{number}.", "cell-centre", rows=3),
                cell("выявление динамики образовательных результатов", "cell-item", rows=3),
            )
            rows.append(Row(cells=(*line, *own) if indicator == 0 else own))
    return Table(
        widths=(9, 50, 50, 100, 58),
        header=(Row(cells=tuple(cell(text, "cell-head") for text in head)),),
        rows=tuple(rows),
    )


def appendix_mark(number: int) -> AppendixMark:
    return AppendixMark(
        lines=(f"Приложение № {number}", "к приказу МКУ УО МР", "от 05.07.2021 № 1048")
    )


@pytest.fixture
def order() -> Document:
    """An order with two landscape appendices."""
    return Document(
        key="order-1048",
        title=_HEADING,
        author="МКУ УО МР Ишимбайский район",
        subject="Приказ от 05.07.2021 № 1048",
        sections=(
            Section(orientation="portrait", blocks=order_blocks()),
            Section(
                orientation="landscape",
                blocks=(
                    appendix_mark(1),
                    paragraph("appendix-title", "Закрепление ответственности по направлениям"),
                    matrix(),
                ),
            ),
            Section(
                orientation="landscape",
                blocks=(
                    appendix_mark(2),
                    paragraph("appendix-title", "Муниципальная программа (комплекс мер)"),
                    paragraph("subheading", "Цели:"),
                    paragraph("list", _CLAUSE, "1."),
                    programme(),
                ),
            ),
        ),
    )


@pytest.fixture(scope="session")
def fonts() -> Path:
    """Folder with the bundled fonts."""
    return ROOT / "resources" / "fonts"

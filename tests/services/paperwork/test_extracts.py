"""Extracts hold the chosen pieces with their numbers, what they depend on, and «…» between."""

from __future__ import annotations

import pytest

from quality_desktop import paths
from quality_desktop.documents.clauses import ComposedClause
from quality_desktop.documents.model import CertifiedCopy, LetterheadBlock, StyleName
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.paperwork import Paper
from quality_desktop.services.paperwork import extracts, papers

BUNDLED = paths.bundled()


def composed(store, paper):
    return papers.compose(
        store=store,
        paper=paper,
        wording=BUNDLED.wording,
        reference=BUNDLED.reference,
        language=BUNDLED.language,
    )


def piece(style: StyleName, mark: str, text: str) -> ComposedClause:
    return ComposedClause(key=text, style=style, mark=mark, text=text, composed=text)


def lines(clauses, *chosen: int) -> list[str]:
    return [part.text or part.cells for part in extracts.extracted(clauses, chosen)]


ORDER = (
    piece("heading", "", "О работе"),
    piece("body", "", "Во исполнение плана"),
    piece("body", "", "приказываю:"),
    piece("clause", "1.", "Утвердить план."),
    piece("clause", "2.", "Школам:"),
    piece("item", "–", "назначить ответственных;"),
    piece("item", "–", "сдать отчёт."),
    piece("body", "", "Приём отчётов – по средам."),
    piece("clause", "3.", "Контроль оставляю за собой."),
)
TYPED = (
    piece("body", "", "приказываю:"),
    piece("body", "", "1. Утвердить план."),
    piece("body", "", "2. Школам:"),
    piece("body", "", "2.1. Назначить:"),
    piece("body", "", "2.1.1. ответственных;"),
    piece("body", "", "2.2. Сдать отчёт в 2026 году."),
)


def test_an_item_comes_with_its_clause_and_the_words_before_the_first():
    assert lines(ORDER, 6) == [
        "Во исполнение плана", "приказываю:", "…", "2. Школам:", "…", "– сдать отчёт.", "…",
    ]  # fmt: skip


def test_a_typed_number_with_points_comes_with_those_above_it():
    assert lines(TYPED, 4) == [
        "приказываю:", "…", "2. Школам:", "2.1. Назначить:", "2.1.1. ответственных;", "…",
    ]  # fmt: skip
    assert lines(TYPED, 5) == [
        "приказываю:", "…", "2. Школам:", "…", "2.2. Сдать отчёт в 2026 году.",
    ]  # fmt: skip


def test_a_plain_paragraph_needs_nothing_and_a_table_stays_a_table():
    table = piece("cell", "", "№\tШкола\n1\tСОШ № 1")
    assert lines((*ORDER, table), 7) == ["…", "Приём отчётов – по средам.", "…"]
    (*_, last) = extracts.extracted((*ORDER, table), [8, 9])
    assert (last.style, last.cells) == ("table", "№\tШкола\n1\tСОШ № 1")


def test_braces_of_a_text_name_no_field():
    assert lines((piece("body", "", "Код {x}"),), 0) == ["Код {{x}}"]


def test_an_extract_of_the_order_is_certified_and_keeps_the_numbers_of_the_order(district):
    (order,) = district.all(Paper)
    known = composed(district, order.id).clauses
    chosen = [place for place, one in enumerate(known) if one.mark in ("1.", "9.")]
    key, _ = extracts.extract(
        store=district, wording=BUNDLED.wording, earlier=order.id, clauses=known, chosen=chosen
    )
    made = composed(district, key)
    first, last = (known[place] for place in chosen)
    texts = [clause.text for clause in made.clauses]
    assert texts[1:] == [
        known[1].text, f"1. {first.text}", "…", f"9. {last.text}", *["…"] * (last is not known[-1]),
    ]  # fmt: skip
    assert "из приказа Управления образования от 05.07.2021 № 1048" in texts[0]
    assert "О совершенствовании муниципальных механизмов" in texts[0]
    head = made.document.sections[0].blocks[0]
    assert isinstance(head, LetterheadBlock)
    assert head.left is not None
    assert (head.left.kind_word, head.right.kind_word) == ("", "ВЫПИСКА")
    (copy,) = [b for b in made.document.sections[0].blocks if isinstance(b, CertifiedCopy)]
    assert (copy.mark, copy.name) == ("Выписка верна", "И.И.\u00a0Исмагилов")
    with pytest.raises(QualityError, match="Выберите пункты"):
        extracts.extract(
            store=district, wording=BUNDLED.wording, earlier=order.id, clauses=known, chosen=(0,)
        )

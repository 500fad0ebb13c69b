"""The difference of two texts of a paper in the words of an amending order."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from quality_desktop.documents.amendments import amendments
from quality_desktop.documents.clauses import ComposedClause
from quality_desktop.documents.model import StyleName


def piece(key: str, style: StyleName, mark: str, text: str) -> ComposedClause:
    return ComposedClause(key=key, style=style, mark=mark, text=text, composed=text)


ORDER = (
    piece("heading", "heading", "", "О работе"),
    piece("preamble", "body", "", "приказываю:"),
    piece("a", "clause", "1.", "Назначить Иванову А.А."),
    piece("b", "clause", "2.", "Исполнителям:"),
    piece("b.1", "item", "–", "до 1 мая сдать план;"),
    piece("b.2", "item", "–", "до 1 июня сдать отчёт."),
    piece("c", "clause", "3.", "Контроль оставляю за собой."),
)


def changed(key: str, **fields) -> tuple[ComposedClause, ...]:
    return tuple(replace(one, **fields) if one.key == key else one for one in ORDER)


def test_a_clause_and_a_paragraph_of_a_clause_are_named_by_their_numbers():
    assert amendments(ORDER, changed("a", text="Назначить Петрову Б.Б.")) == (
        "пункт 1 изложить в следующей редакции: «1. Назначить Петрову Б.Б.»",
    )
    assert amendments(ORDER, changed("b.2", text="до 1 июля сдать отчёт.")) == (
        "абзац третий пункта 2 изложить в следующей редакции: «– до 1 июля сдать отчёт.»",
    )
    assert amendments(ORDER, changed("preamble", text="прошу:")) == (
        "преамбулу изложить в следующей редакции: «прошу:»",
    )
    assert amendments(ORDER, changed("heading", text="О плане"))[0].startswith("заголовок изложить")


def test_paragraphs_that_came_or_went_reword_their_clause_as_a_whole():
    without = tuple(one for one in ORDER if one.key != "b.1")
    assert amendments(ORDER, without) == (
        "пункт 2 изложить в следующей редакции: «2. Исполнителям:\n– до 1 июня сдать отчёт.»",
    )


def test_a_new_clause_leaves_the_numbers_of_the_others_and_one_that_went_is_void():
    new = [piece(f"n{n}", "clause", f"{n + 2}.", f"Новое {n}.") for n in (1, 2)]
    longer = (*ORDER[:3], *new, *ORDER[3:-1], replace(ORDER[-1], mark="5."))
    assert amendments(ORDER, longer) == (
        "дополнить пунктом 1.1 следующего содержания: «1.1. Новое 1.»",
        "дополнить пунктом 1.2 следующего содержания: «1.2. Новое 2.»",
    )
    assert amendments(longer, ORDER) == (
        "пункт 3 признать утратившим силу",
        "пункт 4 признать утратившим силу",
    )


def test_own_words_that_do_not_hold_what_changed_give_way_to_the_composed_ones():
    own = changed("a", text="Поручить дело методисту.", is_edited=True)
    now = tuple(
        replace(one, composed="Назначить Петрову Б.Б.") if one.key == "a" else one for one in own
    )
    assert amendments(own, now) == (
        "пункт 1 изложить в следующей редакции: «1. Назначить Петрову Б.Б.»",
    )


@given(st.lists(st.sampled_from(ORDER), unique=True, max_size=7))
def test_a_text_that_reads_the_same_needs_no_amendment(pieces):
    numbered = [replace(one, text=f"{one.text} ") for one in pieces]
    assert amendments(pieces, numbered) == ()

from quality_desktop.writers.hyphenation import is_address, loosened, positions, softened


def test_a_long_word_may_be_broken_between_syllables_and_a_short_one_nowhere():
    assert len(positions("функционирующих")) > 2
    assert positions("дом") == ()


def test_only_a_word_wider_than_its_cell_gets_soft_hyphens():
    text = softened("Ответственные лица", room=40, size=11, is_bold=False)
    assert "\u00ad" in text
    assert text.replace("\u00ad", "") == "Ответственные лица"
    assert text.endswith(" лица")
    assert softened("Ответственные лица", room=90, size=11, is_bold=False) == "Ответственные лица"


def test_a_surname_too_wide_for_its_cell_with_its_initials_parts_from_them_and_stays_whole():
    name = "Мастрюкова\u00a0Л.И."
    assert softened(name, room=70, size=11, is_bold=False) == "Мастрюкова Л.И."
    assert softened(name, room=120, size=11, is_bold=False) == name


def test_marks_and_dashes_never_part_from_their_words():
    for text in (
        "–\u00a0электрокардиография",
        "общеобразовательные\u00a0–",
        "№\u00a01234567890123",
    ):
        assert loosened(text, room=20, size=11, is_bold=False) == text


def test_an_address_is_never_hyphenated():
    address = "https://fisoko.example.ru/documents/otchet"
    assert is_address(address)
    assert softened(address, room=20, size=11, is_bold=False) == address
    assert not is_address("и/или")


def test_a_word_with_a_hyphen_parts_there_before_it_gets_soft_hyphens():
    word = "профессионально-общественное"
    assert softened(word, room=100, size=11, is_bold=False) == word
    first, second = softened(word, room=75, size=11, is_bold=False).split("-")
    assert "\u00ad" in first
    assert second == "общественное"

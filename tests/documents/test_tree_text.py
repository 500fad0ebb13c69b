"""A signed paper comes back from its text exactly as it was."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.documents import model
from quality_desktop.documents.tree_text import fingerprint, from_text, to_text
from quality_desktop.domain.errors import QualityError

texts = st.text(max_size=20)
runs = st.builds(model.Run, texts, is_bold=st.booleans(), is_italic=st.booleans())
paragraphs = st.builds(
    model.Paragraph,
    style=st.sampled_from(["body", "clause", "cell"]),
    runs=st.lists(runs, max_size=3).map(tuple),
    mark=texts,
    is_edited=st.booleans(),
)
cells = st.builds(
    model.Cell,
    paragraphs=st.lists(paragraphs, min_size=1, max_size=2).map(tuple),
    column_span=st.integers(1, 3),
)
rows = st.builds(model.Row, cells=st.lists(cells, max_size=3).map(tuple), is_group=st.booleans())
blocks = st.one_of(
    paragraphs,
    st.builds(
        model.Table,
        widths=st.lists(st.floats(1, 50), min_size=1, max_size=3).map(tuple),
        header=st.lists(rows, max_size=1).map(tuple),
        rows=st.lists(rows, max_size=3).map(tuple),
    ),
    st.builds(
        model.Figure,
        image=st.binary(max_size=30),
        width=st.floats(1, 170),
        height=st.floats(1, 170),
        alt=texts,
        caption=texts,
    ),
    st.builds(model.Signature, position=texts, name=texts),
    st.builds(model.AppendixMark, lines=st.lists(texts, max_size=3).map(tuple)),
)
documents = st.builds(
    model.Document,
    key=texts,
    title=texts,
    author=texts,
    subject=texts,
    sections=st.lists(
        st.builds(
            model.Section,
            orientation=st.sampled_from(["portrait", "landscape"]),
            blocks=st.lists(blocks, max_size=4).map(tuple),
        ),
        max_size=2,
    ).map(tuple),
)
SMALL = model.Document(key="a", title="Приказ", author="", subject="", sections=())


@settings(max_examples=40)
@given(documents)
def test_a_tree_comes_back_as_it_was(document):
    text = to_text(document)
    assert from_text(text) == document
    assert to_text(from_text(text)) == text


def test_every_block_a_paper_can_hold_is_known():
    for block in model.Block.__args__:
        assert block.__name__ in vars(model)


def test_another_tree_has_another_fingerprint():
    other = model.Document(key="a", title="Приказ.", author="", subject="", sections=())
    assert fingerprint(to_text(SMALL)) != fingerprint(to_text(other))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "не json",
        to_text(SMALL)[:-3],
        json.dumps({**json.loads(to_text(SMALL)), "new_field": 1}),
        to_text(SMALL).replace('"Document"', '"Paper"'),
        json.dumps({"is": "Run", "text": "а", "is_bold": False, "is_italic": False}),
    ],
)
def test_a_damaged_text_or_one_of_a_newer_program_is_refused_in_a_sentence(text):
    with pytest.raises(QualityError, match="не читается"):
        from_text(text)

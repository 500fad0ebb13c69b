"""The built-in help as it is shipped: nothing in it leads nowhere, nothing of it is forgotten."""

import re
import tomllib

import pytest

from quality_desktop import paths
from quality_desktop.services.help.blocks import Picture, lines_of
from quality_desktop.services.help.book import Book, read_book, split_link
from quality_desktop.ui.shortcuts import Shortcut

FOLDER = paths.bundled().help


@pytest.fixture(scope="module")
def book() -> Book:
    return read_book(FOLDER)


def leads_somewhere(book: Book, link: str, here: str = "") -> bool:
    name, anchor = split_link(link)
    page = book.page(name or here)
    return page is not None and (not anchor or anchor in {head.anchor for head in page.headings})


def test_every_link_leads_to_a_page_and_a_heading(book):
    broken = [
        (page.name, span.link)
        for page in book.pages
        for block in page.blocks
        for line in lines_of(block)
        for span in line
        if span.link and not leads_somewhere(book, span.link, page.name)
    ]
    assert broken == []


def test_every_page_is_in_the_contents_once(book):
    assert sorted(page.name for page in book.pages) == sorted(p.stem for p in FOLDER.glob("*.md"))


def test_every_picture_is_there_and_shown(book):
    shown = {b.file for page in book.pages for b in page.blocks if isinstance(b, Picture)}
    assert shown == {f"pictures/{path.name}" for path in (FOLDER / "pictures").glob("*.png")}


def test_what_f1_opens_is_there(book):
    assert [place for place in book.places.values() if not leads_somewhere(book, place)] == []


def test_every_next_step_is_explained_where_it_says(book):
    steps = tomllib.loads((paths.bundled().reference / "next-steps.toml").read_text("utf-8"))
    assert [s["help"] for s in steps["step"] if not leads_somewhere(book, s["help"])] == []


def test_the_page_of_keys_lists_every_shortcut_with_its_words():
    text = (FOLDER / "keys.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+) \|$", text, re.MULTILINE)
    assert rows == [(shortcut.shown, shortcut.title) for shortcut in Shortcut]

"""Every address on every page leads somewhere, and every page is built as it should be."""

import itertools
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.writers.page_reading import Page, read_page


@pytest.fixture(scope="module")
def pages(made_site) -> dict[Path, Page]:
    """Every page of the website."""
    found = {
        path.resolve(): read_page(path.read_text(encoding="utf-8"))
        for path in made_site.folder.rglob("*.html")
    }
    assert len(found) > 10
    return found


def test_every_link_leads_to_a_file_and_to_a_place_that_are_there(pages):
    for path, page in pages.items():
        for tag, attributes in page.elements:
            for name in ("href", "src"):
                address = attributes.get(name)
                if address is None or urlsplit(address).scheme in ("http", "https", "data"):
                    continue
                parts = urlsplit(address)
                target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
                assert target.is_file(), f"{path.name}: {tag} {address}"
                if parts.fragment:
                    places = {a.get("id") for _, a in pages[target].elements}
                    assert parts.fragment in places, f"{path.name}: {address}"


def test_every_file_of_the_website_is_linked_to(pages, made_site):
    linked = {
        (path.parent / urlsplit(attributes["href"]).path).resolve()
        for path, page in pages.items()
        for _, attributes in page.elements
        if "href" in attributes
    }
    written = {path.resolve() for path in made_site.folder.rglob("*") if path.is_file()}
    alone = {path.name for path in written - linked}
    assert alone == {"site.json"}


def test_every_page_has_its_language_title_one_heading_landmarks_and_a_skip_link(pages):
    titles = set()
    for path, page in pages.items():
        assert page.tags("html") == [{"lang": "ru"}], path.name
        assert page.tags("meta")[0] == {"charset": "utf-8"}
        assert page.tags("meta")[1]["content"] == "width=device-width, initial-scale=1"
        [title] = [text for text in page.paragraphs[:1] if text]
        titles.add(title)
        levels = [level for level, _ in page.headings]
        assert levels[0] == 1
        assert levels.count(1) == 1
        steps = itertools.pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), path.name
        assert page.tags("main") == [{"id": "content"}]
        assert page.tags("a")[0] == {"class": "skip", "href": "#content"}
        assert len(page.tags("nav")) == (path.name != "index.html")
    assert len(titles) == len(pages)


def test_every_table_has_headings_with_a_scope_and_every_picture_words(pages):
    tables = 0
    for page in pages.values():
        tables += len(page.tables)
        assert all(head.get("scope") in ("col", "colgroup") for head in page.tags("th"))
        assert all("alt" in picture for picture in page.tags("img"))
        names = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
        assert len(names) == len(set(names))
    assert tables > 2

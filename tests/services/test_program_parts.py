"""What the program is made of, as a package lists it and as a checkout finds it."""

import json
from importlib import metadata
from pathlib import Path

import pytest

from quality_desktop.services.program_parts import Part, program_parts

LIST = {
    "components": [
        {"name": "zlib", "version": "1.3", "licenses": [{"license": {"name": "licences/zlib"}}]},
        {
            "name": "Cryptography",
            "version": "50.0",
            "licenses": [{"expression": "Apache-2.0 OR BSD-3-Clause"}],
            "components": [
                {"name": "pyo3", "version": "0.27", "licenses": [{"license": {"id": "MIT"}}]},
                {"name": "asn1"},
            ],
        },
        {
            "name": "pyphen",
            "version": "0.18",
            "licenses": [
                {"license": {"id": "MPL-1.1"}},
                {"license": {"name": "License :: OSI Approved :: LGPLv2+"}},
            ],
        },
    ]
}


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """The list in a folder laid out as that of a package."""
    path = tmp_path / "_internal" / "resources" / "bundled.cdx.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(LIST), encoding="utf-8")
    return path


def test_a_package_tells_what_its_list_says(listed):
    assert program_parts(listed=listed).parts == (
        Part(
            name="Cryptography",
            version="50.0",
            licence="Apache-2.0 OR BSD-3-Clause",
            inside=(
                Part(name="asn1", version="", licence="—"),
                Part(name="pyo3", version="0.27", licence="MIT"),
            ),
        ),
        Part(name="pyphen", version="0.18", licence="MPL-1.1, LGPLv2+"),
        Part(name="zlib", version="1.3", licence="licences/zlib"),
    )


def test_texts_of_licences_are_named_where_a_package_has_them(listed, tmp_path):
    assert program_parts(listed=listed).texts is None
    (tmp_path / "licences").mkdir()
    assert program_parts(listed=listed).texts == tmp_path / "licences"


def test_a_checkout_tells_every_library_that_it_needs(tmp_path):
    found = {part.name: part for part in program_parts(listed=tmp_path / "no list").parts}
    # SQLAlchemy is named by the program, Mako by alembic, jsonschema by an extra of pikepdf.
    for name in ("SQLAlchemy", "Mako", "jsonschema", "PySide6_Essentials"):
        assert found[name].version == metadata.version(name)
    assert "MIT" in found["SQLAlchemy"].licence
    assert {"Python", "Qt", "Tinos", "Tabler Icons"} <= set(found)
    assert "quality-desktop" not in found


def test_tools_of_developers_are_no_parts(tmp_path):
    names = {part.name.lower() for part in program_parts(listed=tmp_path / "no list").parts}
    assert not names & {"pytest", "ruff", "mypy", "scipy", "pyinstaller"}


def test_every_library_of_a_checkout_tells_its_licence(tmp_path):
    parts = program_parts(listed=tmp_path / "no list").parts
    assert [part.name for part in parts if part.licence == "—"] == []


def test_a_damaged_list_is_no_reason_not_to_tell(listed):
    listed.write_text("{", encoding="utf-8")
    assert "Python" in {part.name for part in program_parts(listed=listed).parts}

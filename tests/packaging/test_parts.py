"""The list of everything bundled: where it takes versions and licences from."""

import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from installer import parts

CHECKOUT = Path(__file__).resolve().parents[2]


def _built(folder: Path) -> Path:
    """What old-glibc.sh tells of one source that it has built Python from."""
    (folder / "zlib").mkdir(parents=True)
    (folder / "zlib" / "version").write_text("1:1.2.13.dfsg-1\n", encoding="utf-8")
    (folder / "zlib" / "copyright").write_text("Copyright: Mark Adler\n", encoding="utf-8")
    return folder


@pytest.fixture
def few_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in an environment is told by cyclonedx-py, which is slow; here it tells of Qt alone."""
    qt = {"name": "PySide6_Essentials", "version": "6.9.3", "bom-ref": "qt"}
    monkeypatch.setattr(parts, "_of_the_environment", lambda _folder: {"components": [qt]})


@pytest.mark.usefixtures("few_libraries")
def test_a_python_of_our_own_building_is_listed_by_its_sources(tmp_path: Path):
    bom = parts.listed(Path(sys.prefix), None, _built(tmp_path / "built"))
    (zlib,) = [one for one in bom["components"] if one["name"] == "zlib"]
    assert (zlib["version"], zlib["purl"]) == (
        "1:1.2.13.dfsg-1",
        "pkg:deb/debian/zlib@1:1.2.13.dfsg-1?arch=source",
    )


@pytest.mark.skipif(
    not Path("/var/lib/dpkg/info").is_dir(), reason="only Debian has packages of its own"
)
@pytest.mark.usefixtures("few_libraries")
def test_a_library_of_this_system_beside_a_python_of_our_own_is_refused(tmp_path: Path):
    taken = [str(PySide6.__file__), "/usr/bin/dpkg"]
    entries = [(Path(file).name, file, "BINARY") for file in taken]
    (tmp_path / "COLLECT-00.toc").write_text(repr((entries,)), encoding="utf-8")
    (tmp_path / "PYZ-00.toc").write_text("()", encoding="utf-8")
    listed = parts.listed(Path(sys.prefix), tmp_path)
    assert "deb:dpkg" in [one["bom-ref"] for one in listed["components"]]
    with pytest.raises(SystemExit, match="dpkg"):
        parts.listed(Path(sys.prefix), tmp_path, _built(tmp_path / "built"))


def test_the_licence_of_a_source_goes_into_the_bundle(tmp_path: Path):
    bom = {"components": [{"name": "zlib", "bom-ref": "source:zlib"}]}
    parts.copy_texts(Path(sys.prefix), bom, tmp_path / "licences", _built(tmp_path / "built"))
    text = (tmp_path / "licences" / "zlib" / "copyright").read_text(encoding="utf-8")
    assert text == "Copyright: Mark Adler\n"


@pytest.mark.skipif(sys.platform == "win32", reason="bash builds the packages for Linux")
@pytest.mark.parametrize("name", ["build.sh", "journey.sh", "old-glibc.sh"])
def test_a_script_of_the_packages_is_whole(name: str):
    script = CHECKOUT / "installer" / "linux" / name
    subprocess.run(["bash", "-n", script], check=True)

"""What tells a Linux desktop of the program: the man page, the menu entry, the types of files."""

import configparser
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quality_desktop.children import Child
from quality_desktop.cli import main
from quality_desktop.services.district_file import files

CHECKOUT = Path(__file__).resolve().parents[2]
FILES = CHECKOUT / "installer" / "linux" / "files"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def _menu_entry() -> configparser.SectionProxy:
    entry = configparser.RawConfigParser(strict=True)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(FILES / "quality-desktop.desktop", encoding="utf-8")
    return entry["Desktop Entry"]


def test_the_man_page_names_every_command(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = re.findall(r"^    ([a-z]+)\b", capsys.readouterr().out, re.MULTILINE)
    page = (FILES / "quality-desktop.1").read_text(encoding="utf-8")
    page = page.partition("КОМАНДЫ")[2].partition("КОД ВЫХОДА")[0]
    named = re.findall(r'^\.TP\n\.BI? "?([a-z]+)\b', page, re.MULTILINE)
    assert set(named) == set(commands)


def test_the_man_page_tells_nothing_of_processes_of_the_program_itself():
    page = (FILES / "quality-desktop.1").read_text(encoding="utf-8")
    assert [child.word for child in Child if child.word in page] == []


def test_the_menu_entry_opens_both_types_of_files():
    types = ElementTree.parse(FILES / "quality-desktop.xml").getroot().findall(f"{MIME}mime-type")
    entry = _menu_entry()
    assert entry["Exec"].endswith(" %f")
    assert {each.get("type") for each in types} == set(entry["MimeType"].strip(";").split(";"))


def test_our_file_is_known_by_its_ending_and_by_its_content(tmp_path):
    root = ElementTree.parse(FILES / "quality-desktop.xml").getroot()
    globs = {glob.get("pattern") for glob in root.iter(f"{MIME}glob")}
    assert f"*{files.SUFFIX}" in globs
    outer = root.find(f"{MIME}mime-type/{MIME}magic/{MIME}match")
    assert outer is not None
    path = tmp_path / "a.quality"
    files.create_file(
        path=path,
        sample=None,
        samples_folder=CHECKOUT / "db" / "samples",
        reference=CHECKOUT / "db" / "reference",
        forms=CHECKOUT / "forms",
        migrations=CHECKOUT / "db" / "migrations",
        writer=files.writer(),
    ).close()
    content = path.read_bytes()
    for match in (outer, outer[0]):
        offset, value = int(match.get("offset", "")), match.get("value", "")
        mark = value.encode("ascii").decode("unicode_escape").encode("latin-1")
        assert content[offset : offset + len(mark)] == mark


def test_every_type_of_file_has_a_picture():
    root = ElementTree.parse(FILES / "quality-desktop.xml").getroot()
    names = [icon.get("name") for icon in root.iter(f"{MIME}icon")]
    assert names
    for name in [*names, _menu_entry()["Icon"]]:
        assert (CHECKOUT / "resources" / "program" / f"{name}.svg").is_file()

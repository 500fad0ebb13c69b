"""The installer for Windows: what its script promises to put there is what it takes away again."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from installer.windows import build, icons, start
from quality_desktop import __version__

CHECKOUT = Path(__file__).resolve().parents[2]
HERE = CHECKOUT / "installer" / "windows"
SCRIPT = (HERE / "installer.nsi").read_text(encoding="utf-8")
INSTALLATION, REMOVAL = SCRIPT.split("Section Uninstall")


def _macro(name: str) -> str:
    found = re.search(rf"^!macro {name}\b.*?^!macroend", SCRIPT, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found.group()


def _opened() -> dict[str, str]:
    """Extensions that the installer takes, and their pictures."""
    found = re.findall(r'^  !insertmacro OpenWithUs "(\S+)" .* "(\S+)"$', SCRIPT, re.MULTILINE)
    return dict(found)


def test_it_needs_no_administrator_and_touches_one_user_only():
    assert re.findall(r"^RequestExecutionLevel (\w+)", SCRIPT, re.MULTILINE) == ["user"]
    assert "$LOCALAPPDATA" in SCRIPT
    assert not re.search(r"HKLM|HKCR|HKEY_LOCAL|SetShellVarContext all|\$PROGRAMFILES", SCRIPT)


def test_windows_and_linux_open_the_same_kinds_of_files():
    types = ElementTree.parse(CHECKOUT / "installer/linux/files/quality-desktop.xml")
    globs = {str(one.get("pattern")) for one in types.iter() if one.tag.endswith("glob")}
    assert globs == {f"*{extension}" for extension in _opened()}


def test_every_kind_of_file_has_a_picture_that_the_tree_brings():
    assert sorted(_opened().values()) == sorted(build.OF_FILES)
    for name in build.OF_FILES:
        assert (build.DRAWINGS / name).with_suffix(".svg").is_file()


def test_what_it_puts_there_it_removes_and_nothing_else():
    """A folder that is removed whole must be ours whole: «data» of a portable program lies beside."""
    macro = _macro("RemoveProgram")
    folders = set(re.findall(r'RMDir /r "\$INSTDIR\\(.+?)"', macro))
    files = set(re.findall(r'Delete "\$INSTDIR\\(.+?)"', macro))
    files = {name.replace("${WINDOW}", "Quality-Desktop.exe") for name in files}
    assert folders == {"app", "libraries", "python", "licences"}
    assert files == {"Quality-Desktop.exe", "quality-desktop-cli.exe", *build.OF_FILES}
    assert not re.search(r'RMDir /r "?\$INSTDIR"?$', SCRIPT, re.MULTILINE)


def test_a_folder_with_other_files_is_refused_before_anything_in_it_is_touched():
    looked = _macro("LookWhose")
    for of_ours in (
        r'"$INSTDIR" != "$LOCALAPPDATA\Programs\${ID}"',
        r'"$INSTDIR" != "$0"',
        r'FileExists} "$INSTDIR\${WINDOW}"',
        r'FileExists} "$INSTDIR\data\logs\quality-desktop.log"',
    ):
        assert of_ours in looked
    guard, emptying = "!insertmacro RefuseOthersFolder", "!insertmacro RemoveProgram"
    _before, section = INSTALLATION.split("\nSection\n")
    for part in (section, REMOVAL):
        assert 0 <= part.index(guard) < part.index(emptying)
        assert part.count(emptying) == 1
        assert "RMDir /r" not in part
    assert SCRIPT.count(emptying) == 2
    page = "!define MUI_PAGE_CUSTOMFUNCTION_LEAVE StayWhileOthers\n!insertmacro MUI_PAGE_DIRECTORY"
    assert page in SCRIPT


def test_an_installation_that_breaks_off_can_be_begun_again():
    """The folder is known for ours before the first file of it is removed."""
    known = r'WriteRegStr HKCU "Software\${ID}" "Folder" "$INSTDIR"'
    assert SCRIPT.count(known) == 1
    _before, section = INSTALLATION.split("\nSection\n")
    assert section.index(known) < section.index("!insertmacro RemoveProgram")


def test_every_key_and_link_that_is_made_is_removed():
    keys = set(re.findall(r'^  WriteReg\w+ HKCU "([^"]+)"', INSTALLATION, re.MULTILINE))
    assert keys - {r"${CLASSES}\${extension}"} - set(
        re.findall(r'DeleteRegKey HKCU "([^"]+)"', REMOVAL)
    ) == {key for key in keys if key.startswith(r"${CLASSES}\${class}")}
    assert r'DeleteRegKey HKCU "${CLASSES}\${class}"' in _macro("CloseWithUs")
    links = set(re.findall(r'CreateShortcut "([^"]+)"', INSTALLATION))
    assert links <= set(re.findall(r'Delete "([^"]+)"', REMOVAL))
    for extension in _opened():
        assert f'!insertmacro CloseWithUs "{extension}"' in REMOVAL


def test_the_command_of_a_file_survives_blanks_in_both_paths():
    assert """'"$INSTDIR\\${WINDOW}" "%1"'""" in _macro("OpenWithUs")


def test_a_silent_installation_never_waits_for_an_answer():
    boxes = [line for line in SCRIPT.splitlines() if "MessageBox " in line and ";" not in line[:1]]
    assert boxes
    assert all("/SD " in line for line in boxes)


def test_sentences_of_the_installer_are_russian():
    said = re.findall(
        r'(?:insertmacro Refuse|PAGE_TEXT|_TEXT|TEXT_TOP|OTHERS) "([^"$][^"]+)"', SCRIPT
    )
    assert len(said) >= 6
    assert all(re.search("[а-яё]", sentence) for sentence in said)


def test_the_version_can_be_told_in_numbers():
    """Windows compares versions by four whole numbers."""
    assert re.fullmatch(r"\d+\.\d+\.\d+", __version__)


@pytest.mark.parametrize(
    ("end", "code", "said"), [(None, 0, ""), (0, 0, ""), (3, 3, ""), ("Нет.", 1, "Нет.\n")]
)
def test_the_starter_ends_as_the_program_ends(end, code, said, capsys):
    assert start.exit_code(SystemExit(end)) == code
    assert capsys.readouterr().err == said


def test_the_starter_runs_the_program():
    done = subprocess.run(
        [sys.executable, HERE / "start.py", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == __version__


def test_an_icon_has_every_size_that_windows_asks_for(tmp_path):
    target = tmp_path / "made.ico"
    icons.write_icon(build.DRAWINGS / "quality-desktop.svg", target)
    with Image.open(target) as opened:
        assert opened.info["sizes"] == {(size, size) for size in icons.SIZES}


def test_the_pages_of_the_installer_have_a_picture_of_the_size_that_they_prescribe(tmp_path):
    target = tmp_path / "side.bmp"
    icons.write_side(build.DRAWINGS / "quality-desktop.svg", target)
    with Image.open(target) as opened:
        assert (opened.format, opened.size, opened.mode) == ("BMP", (164, 314), "RGB")
        assert len(opened.getcolors() or ()) > 2
    assert rf'"${{ICONS}}\{target.name}"' in SCRIPT


def test_a_drawing_that_is_none_is_refused(tmp_path, qtlog):
    broken = tmp_path / "broken.svg"
    broken.write_text("<svg", encoding="utf-8")
    with qtlog.disabled(), pytest.raises(ValueError, match="no drawing"):
        icons.write_icon(broken, tmp_path / "made.ico")

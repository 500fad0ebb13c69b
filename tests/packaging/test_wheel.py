"""The wheel brings everything that the program needs at run time, and runs from anywhere."""

import ensurepip
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
SHIPPED = ("resources", "forms", "db")

pytestmark = [pytest.mark.packaging, pytest.mark.slow]


def _run(*command: str | Path, cwd: Path) -> str:
    result = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=CHECKOUT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Python that has the wheel installed and borrows the libraries of this one."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, symlinks=sys.platform != "win32")
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = home / scripts / "python"
    # Pip runs from its own wheel: to install it first takes five times as long.
    pip = next(_bundled_wheels().glob("pip-*.whl")) / "pip"
    options = ("--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    _run(python, pip, "install", *options, wheel, cwd=home)
    site = Path(
        _run(
            python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home
        ).strip()
    )
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python


def _bundled_wheels() -> Path:
    """Where Python keeps the wheel of pip that it would install; Debian has a folder of its own."""
    elsewhere = sysconfig.get_config_var("WHEEL_PKG_DIR")
    return Path(elsewhere) if elsewhere else Path(ensurepip.__file__).parent / "_bundled"


def _files(folder: Path) -> set[str]:
    return {
        path.relative_to(CHECKOUT).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.mark.parametrize("folder", SHIPPED)
def test_every_bundled_file_is_in_the_wheel(wheel: Path, folder: str):
    prefix = "quality_desktop/_bundled/"
    with zipfile.ZipFile(wheel) as archive:
        names = {name.removeprefix(prefix) for name in archive.namelist() if prefix in name}
    assert {name for name in names if name.startswith(f"{folder}/")} == _files(CHECKOUT / folder)


def test_the_wheel_holds_neither_tests_nor_installer(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist()}
    assert tops == {"quality_desktop", f"{'-'.join(wheel.name.split('-')[:2])}.dist-info"}


def test_an_installed_program_finds_its_files_from_anywhere(installed: Path):
    program = "from quality_desktop.paths import bundled; print(bundled().root)"
    root = Path(_run(installed, "-I", "-c", program, cwd=Path("/")).strip())
    assert root.parts[-2:] == ("quality_desktop", "_bundled")
    assert installed.parents[1] in root.parents
    for folder in SHIPPED:
        assert (root / folder).is_dir()


def test_the_installed_command_lists_its_samples_from_anywhere(installed: Path):
    command = installed.with_name("quality-desktop")
    assert "ishimbay" in _run(command, "samples", cwd=Path("/"))

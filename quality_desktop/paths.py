"""Where the bundled folders and the user's own folders are.

Only the composition root and the command line import this module; everyone else is handed a path.
The program runs from three places: a PyInstaller bundle, an installed wheel and a checkout. In each
of them ``resources/``, ``forms/`` and ``db/`` stand side by side in one folder, the bundled root.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PROGRAM_FOLDER_NAME = "quality_desktop"
PORTABLE_MARKER = "portable"
PORTABLE_DATA = "data"

# The folders that this version ships; a place that lacks one of them is not a bundled root.
_SHIPPED = ("resources", "forms", "db")


class BundledFilesMissingError(Exception):
    """The files that belong to the program were found nowhere: a broken installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundled:
    """Read-only folders that came with the program.

    Attributes:
        root: The folder that holds ``resources/``, ``forms/`` and ``db/``.
    """

    root: Path

    @property
    def fonts(self) -> Path:
        """Fonts of the papers and of the window, each with its licence."""
        return self.root / "resources" / "fonts"

    @property
    def icons(self) -> Path:
        """SVG icons of the window."""
        return self.root / "resources" / "icons"

    @property
    def program_icon(self) -> Path:
        """The picture of the program itself."""
        return self.root / "resources" / "program" / "quality-desktop.svg"

    @property
    def parts(self) -> Path:
        """The list of everything bundled (CycloneDX); only a package has one."""
        return self.root / "resources" / "bundled.cdx.json"

    @property
    def wording(self) -> Path:
        """Wording templates of the papers."""
        return self.root / "resources" / "wording"

    @property
    def site_style(self) -> Path:
        """Style sheet of the website tab."""
        return self.root / "resources" / "site" / "style.css"

    @property
    def help(self) -> Path:
        """Pages of the built-in help."""
        return self.root / "resources" / "help"

    @property
    def language(self) -> Path:
        """Word lists of Russian grammar: exceptions, heads of positions."""
        return self.root / "resources" / "language"

    @property
    def exchange_words(self) -> Path:
        """Words by which keys and passwords are told over the telephone."""
        return self.root / "resources" / "exchange" / "words.txt"

    @property
    def forms(self) -> Path:
        """Definitions of the monitoring forms and indicators that come with every new file."""
        return self.root / "forms"

    @property
    def migrations(self) -> Path:
        """The Alembic environment with its versions."""
        return self.root / "db" / "migrations"

    @property
    def reference(self) -> Path:
        """Dated catalogues that every district shares."""
        return self.root / "db" / "reference"

    @property
    def samples(self) -> Path:
        """Sample districts that a new file can be made from."""
        return self.root / "db" / "samples"


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFolders:
    """Folders and files of the person at the computer; each is made when first written to.

    Attributes:
        root: The folder of the program's own data of this user.
    """

    root: Path

    @property
    def settings_file(self) -> Path:
        """The settings in TOML."""
        return self.root / "settings.toml"

    @property
    def logs(self) -> Path:
        """Rotating log files and crash reports."""
        return self.root / "logs"

    @property
    def keys(self) -> Path:
        """The user's own key of exchange, and the senders compared by telephone."""
        return self.root / "keys"

    @property
    def backups(self) -> Path:
        """Copies of files that are made before dangerous steps."""
        return self.root / "backups"


def bundled_root(candidates: Iterable[Path] | None = None) -> Path:
    """Finds the folder that holds the bundled folders.

    Args:
        candidates: Places to try, best first; by default those of a PyInstaller bundle, of a wheel
            and of a checkout.

    Returns:
        The first place that has every folder this version ships.

    Raises:
        BundledFilesMissingError: No place has them; the message lists what was tried.
    """
    tried = tuple(_usual_places() if candidates is None else candidates)
    for place in tried:
        if all((place / name).is_dir() for name in _SHIPPED):
            return place
    wanted = ", ".join(f"{name}/" for name in _SHIPPED)
    places = "; ".join(str(place) for place in tried)
    raise BundledFilesMissingError(
        f"Программа установлена не полностью: рядом с ней нет папок {wanted}. "
        f"Установите её заново. Искали здесь: {places}."
    )


def bundled() -> Bundled:
    """Returns the bundled folders of the running program.

    Raises:
        BundledFilesMissingError: As of `bundled_root`.
    """
    return Bundled(root=bundled_root())


def user_folders(
    *,
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
    program: Path | None = None,
) -> UserFolders:
    """Tells where this user's settings, logs and backups live, without Qt.

    A file called ``portable`` next to the program keeps everything in ``data`` beside it, so that
    the program can live on a memory stick. Otherwise Windows uses ``LOCALAPPDATA`` and every other
    system the XDG data folder.

    Args:
        environment: Environment variables; by default those of the process.
        platform: A value of ``sys.platform``.
        program: The folder of the program; by default that of the running one.
    """
    variables = os.environ if environment is None else environment
    beside = program_folder() if program is None else program
    if (beside / PORTABLE_MARKER).is_file():
        return UserFolders(root=beside / PORTABLE_DATA)
    if platform == "win32":
        base = _absolute(variables.get("LOCALAPPDATA")) or Path.home() / "AppData" / "Local"
    else:
        base = _absolute(variables.get("XDG_DATA_HOME")) or Path.home() / ".local" / "share"
    return UserFolders(root=base / PROGRAM_FOLDER_NAME)


def program_folder() -> Path:
    """Returns the folder of a bundle's executable, otherwise the one that holds the package."""
    if getattr(sys, "frozen", False):
        return Path(sys.executable).resolve().parent
    return Path(__file__).resolve().parents[1]


def _usual_places() -> Iterable[Path]:
    """Yields the bundle of PyInstaller, the inside of an installed wheel and the checkout."""
    unpacked: str | None = getattr(sys, "_MEIPASS", None)
    if unpacked is not None:
        yield Path(unpacked)
    package = Path(__file__).resolve().parent
    yield package / "_bundled"
    yield package.parent


def _absolute(text: str | None) -> Path | None:
    """Returns an absolute path, or None: the XDG specification says to ignore relative ones."""
    path = Path(text) if text else None
    return path if path is not None and path.is_absolute() else None

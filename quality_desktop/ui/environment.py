"""What the composition root hands to every part of the window."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quality_desktop.settings import Settings
from quality_desktop.ui.look import Look
from quality_desktop.ui.preferences import Preferences
from quality_desktop.ui.widgets.messages import Messages


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Folders and the few objects that the whole window shares.

    Attributes:
        fonts: Folder of the fonts of papers.
        wording: Folder of wording templates.
        site_style: Style sheet of the website tab.
        language: Folder of the data of Russian grammar.
        reference: Folder of dated catalogues.
        forms: Folder of shipped definitions of forms and indicators.
        samples: Folder of sample districts.
        migrations: Folder of migrations of the file.
        help: Folder of help pages.
        parts: The list of everything bundled; only a package has one.
        user_folder: The user's own folder of the program.
        backups: Folder for copies of files that an opening changes.
        keys: Folder of the user's own key and of the senders compared by telephone.
        exchange_words: Words by which keys and passwords are told.
        preferences: What the program remembers about its user.
        look: Colours and icons.
        messages: The only way to tell the user something in a dialog.
    """

    fonts: Path
    wording: Path
    site_style: Path
    language: Path
    reference: Path
    forms: Path
    samples: Path
    migrations: Path
    help: Path
    parts: Path
    user_folder: Path
    backups: Path
    keys: Path
    exchange_words: Path
    preferences: Preferences
    look: Look
    messages: Messages

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return self.preferences.settings

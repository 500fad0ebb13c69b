"""The first file of a user: made from the answers of the first start, or from the sample at once."""

from __future__ import annotations

from typing import Final

from quality_desktop.domain.errors import QualityError
from quality_desktop.settings import Settings
from quality_desktop.ui.environment import Environment
from quality_desktop.ui.file_actions import FileActions
from quality_desktop.ui.preferences import usual_folder

_UNNAMED: Final = "Наш район"
_LONGEST_NAME: Final = 80


class FirstFile:
    """Makes files without asking where: in the folder of the settings, under a name that is free."""

    def __init__(self, files: FileActions, environment: Environment) -> None:
        self._files = files
        self._environment = environment

    def begin(self, answers: Settings) -> None:
        """Remember the answers and make the file of the district.

        Args:
            answers: Settings with the answers of the user.
        """
        self._environment.preferences.apply(lambda _settings: answers)
        self._make(answers.district or _UNNAMED, None)

    def sample(self) -> None:
        """Make a file of the first sample and open it."""
        from quality_desktop.services.district_file import samples

        try:
            [first, *_others] = samples.available(samples_folder=self._environment.samples)
        except (QualityError, ValueError) as error:
            self._refuse(getattr(error, "sentence", "Образцов в программе нет."))
            return
        self._make(f"Образец – {first.title.partition(',')[0]}", first.name)

    def _make(self, title: str, sample: str | None) -> None:
        from quality_desktop.services.district_file.files import SUFFIX
        from quality_desktop.services.file_names import free_path, safe_name

        folder = usual_folder(self._environment.settings)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._refuse(
                f"Папку «{folder}» нельзя создать ({error.strerror}): "
                "укажите другую в меню «Файл» → «Настройки…»."
            )
            return
        self._files.create(
            free_path(folder, safe_name(title, longest=_LONGEST_NAME), SUFFIX), sample
        )

    def _refuse(self, sentence: str) -> None:
        self._environment.messages.refuse(None, sentence)

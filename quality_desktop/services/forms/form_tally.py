"""How many forms of a batch became what; the parts add up to the whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from quality_desktop.services.forms.received_forms import FormsPreview, Verdict

_WORDS = (
    ("written", "записано"),
    ("ready", "можно записать"),
    ("with_errors", "с ошибками"),
    ("choose", "нужно выбрать один из ответов"),
    ("held", "нужно указать школу"),
    ("already", "уже загружено"),
    ("empty", "не заполнено"),
    ("refused", "не принято"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Forms of a batch by what became of them; a file that holds no form counts as one.

    Attributes:
        total: All of them; the sum of the eight that follow.
        written: Written just now.
        ready: Can be written.
        with_errors: Some of their answers cannot be taken.
        choose: One of several answers of a school is to be chosen.
        held: Nobody can tell whose answer it is.
        already: Taken before.
        empty: Nothing is filled in.
        refused: Cannot be taken.
        partly_filled: Those of all in which some required elements are not answered.
        skipped: Files that are no tables; they are not among the forms.
    """

    total: int
    written: int
    ready: int
    with_errors: int
    choose: int
    held: int
    already: int
    empty: int
    refused: int
    partly_filled: int
    skipped: int

    @classmethod
    def of(cls, preview: FormsPreview, *, written: Collection[Verdict] = ()) -> Tally:
        """Count the forms of a preview.

        Args:
            preview: What was read.
            written: Forms with these verdicts were written.
        """
        left = {
            verdict: 0 if verdict in written else len(preview.of(verdict)) for verdict in Verdict
        }
        return cls(
            total=len(preview.received),
            written=len(preview.of(*written)),
            ready=left[Verdict.READY],
            with_errors=left[Verdict.WITH_ERRORS],
            choose=left[Verdict.CHOOSE],
            held=left[Verdict.HELD],
            already=left[Verdict.ALREADY],
            empty=left[Verdict.EMPTY],
            refused=left[Verdict.REFUSED],
            partly_filled=sum(each.is_partly_filled for each in preview.received),
            skipped=len(preview.skipped),
        )

    @property
    def sentence(self) -> str:
        """The count, such as «Прочитано форм: 5. Записано: 3, не принято: 2», with the files left alone."""
        if not self.skipped:
            return self.of_forms
        return f"{self.of_forms} Пропущено файлов, которые не таблицы: {self.skipped}."

    @property
    def of_forms(self) -> str:
        """The count of the forms alone."""
        parts = [f"{word}: {count}" for name, word in _WORDS if (count := getattr(self, name))]
        text = f"Прочитано форм: {self.total}."
        if parts:
            said = ", ".join(parts)
            text += f" {said[:1].upper()}{said[1:]}."
        if self.partly_filled:
            text += f" Заполнено не полностью: {self.partly_filled}."
        return text

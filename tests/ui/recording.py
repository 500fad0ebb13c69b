"""Messages that nobody has to click away: what was said is kept, answers are given beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from quality_desktop.ui.widgets.messages import Answer, Kind, Messages, safe_answer


class RecordingMessages(Messages):
    """Records instead of showing.

    Attributes:
        refusals: Sentences of refusals.
        told: Sentences of information.
        questions: Questions that were asked.
        offered: Keys of the answers that each question offered.
        paths: Files and folders to answer with, in order; None stands for a changed mind.
        proposals: Where the program proposed to save.
    """

    def __init__(self) -> None:
        self.refusals: list[str] = []
        self.told: list[str] = []
        self.questions: list[str] = []
        self.offered: list[tuple[str, ...]] = []
        self.paths: list[Path | None] = []
        self.proposals: list[Path] = []
        self._answers: list[str] = []

    def answer_next(self, key: str) -> None:
        """Answer the next question with this key; without it the safe answer is given."""
        self._answers.append(key)

    @override
    def refuse(self, parent: QWidget | None, sentence: str) -> None:
        self.refusals.append(sentence)

    @override
    def tell(self, parent: QWidget | None, sentence: str, details: str = "") -> None:
        self.told.append(sentence)

    @override
    def ask(
        self,
        parent: QWidget | None,
        question: str,
        answers: Sequence[Answer],
        *,
        details: str = "",
        kind: Kind = Kind.QUESTION,
    ) -> str:
        self.questions.append(question)
        self.offered.append(tuple(answer.key for answer in answers))
        safe = safe_answer(answers)
        if not self._answers:
            return safe.key
        key = self._answers.pop(0)
        if all(answer.key != key for answer in answers):
            raise AssertionError(f"«{question}» has no answer {key!r}")
        return key

    @override
    def file_to_open(
        self, parent: QWidget | None, title: str, folder: Path, pattern: str = ""
    ) -> Path | None:
        return self.paths.pop(0)

    @override
    def files_to_open(
        self, parent: QWidget | None, title: str, folder: Path, pattern: str
    ) -> tuple[Path, ...]:
        chosen = self.paths.pop(0)
        return () if chosen is None else (chosen,)

    @override
    def file_to_save(
        self, parent: QWidget | None, title: str, proposal: Path, pattern: str = ""
    ) -> Path | None:
        self.proposals.append(proposal)
        return self.paths.pop(0)

    @override
    def folder(self, parent: QWidget | None, title: str, folder: Path) -> Path | None:
        return self.paths.pop(0)

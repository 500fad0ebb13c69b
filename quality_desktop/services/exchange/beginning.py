"""Beginning with a copy of a colleague's file, for whom a new file was made and nothing entered yet.

Decision: what the program fills a new file with is not joined to the same of another file unasked.

- Why: an empty file and one made from a sample, or by another version of the program, hold the same
  records with other content: 37 calculations are for no indicator here and for one of the programme
  there. Merged, each of them is a disagreement, though no person has ever said anything about it.
- Instead of: a rule of the merge by which a record that nobody has changed gives way. Which of two
  shipped cells is the right one the log does not tell (two samples, two versions), every office would
  have to give the same answer for ever, and a change that gives way unseen is what the merge promises
  never to have.
- Instead of: throwing away the log of the new file. It may have been copied or sent already.
- So: one button makes a new file beside the open one, with the whole log of the sender in it. The new
  file is a copy of the sender's, as if it had been handed over, and later packages of both are known
  by each other. The file that was open stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Final

from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.errors import QualityError
from quality_desktop.services.district_file import files as district_files
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.services.exchange.progress import Progress, unwatched
from quality_desktop.services.exchange.received_files import ReceivedFile, Verdict
from quality_desktop.services.exchange.senders import Trust, pin
from quality_desktop.services.file_names import free_path
from quality_desktop.storage.store import Store

_STEPS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A new file that begins where a colleague's stands.

    Attributes:
        path: Where it is.
        sentence: What was done.
    """

    path: Path
    sentence: str


def better_beginning(*, store: Store, files: Iterable[ReceivedFile]) -> ReceivedFile | None:
    """The received file with a copy of which it is better to begin than to merge.

    Args:
        store: The file; names of the office are no work that would be lost.
        files: What could be merged.

    Returns:
        The file that brings most; None when somebody has worked in the open file already, or when
        nothing whole would bring disagreements.
    """
    found = [
        (one.plan.new_changes, one)
        for one in files
        if one.verdict is Verdict.READY and one.is_whole and one.plan and one.plan.questions
    ]
    if not found or store.has_work_beside(Municipality):
        return None
    return max(found, key=lambda pair: pair[0])[1]


def refusal_of_nothing(*, store: Store, log: Path, family: str) -> str:
    """Why a whole file that somebody has only just made is not taken into one that knows more.

    Its cells, filled by the program later than ours, would win over what people have entered here.

    Args:
        store: The open file.
        log: The clean log of everything that the sender has.
        family: Of the sender's file, hexadecimal; a copy of the open file holds nothing that differs.

    Returns:
        Empty when something was entered in it, or when it was begun with more than the open file.
    """
    if family == store.family.hex() or not store.is_only_begun(log, Municipality):
        return ""
    return "в нём ещё ничего не введено, принимать нечего"


def begin(
    *,
    store: Store,
    desk: ExchangeDesk,
    file: ReceivedFile | None,
    accept_sender: bool = False,
    progress: Progress | None = None,
) -> Begun:
    """Make a new file beside the open one from everything that a received file holds.

    The names of the office that the sender's file leaves empty are taken from the open file.

    Args:
        store: The file that is open; it is only read.
        desk: This computer.
        file: Of ``better_beginning``, while its preview is open.
        accept_sender: The user has compared the words of a new sender: know them from now on.
        progress: Steps done, of how many, in words; what it raises leaves no file and no new sender.

    Raises:
        QualityError: The preview is closed, or the new file, or the list of known senders, cannot be written.
    """
    told = progress or unwatched
    if file is None or file.log is None or file.arrival is None:
        raise QualityError("Присланный файл уже закрыт: выберите его снова.")
    told(0, _STEPS, "Создание файла")
    old = store.path
    path = free_path(old.parent, f"{old.stem} – копия отправителя", old.suffix)
    writer = district_files.writer(author=store.author)
    made = Store.create(path, migrations=desk.migrations, writer=writer, places=store.places)
    try:
        with made:
            told(1, _STEPS, "Перенос того, что прислано")
            made.merge(file.log, file.arrival)
            told(2, _STEPS, "Сведения о районе")
            _keep_names(made, store)
        told(_STEPS, _STEPS, "Готово")
        if accept_sender and file.sender is not None and file.trust is Trust.NEW:
            # Last: who tries again, or thinks better of it, must find the sender as new as before.
            pin(desk=desk, card=file.sender)
    except BaseException:
        made.close()
        path.unlink(missing_ok=True)
        raise
    sender = f" «{file.arrival.peer}»" if file.arrival.peer else ""
    return Begun(
        path=path,
        sentence=f"Открывается новый файл «{path.name}» – копия файла отправителя{sender}. Прежний файл "
        f"«{old.name}» остался на месте; он больше не нужен.",
    )


def _keep_names(made: Store, old: Store) -> None:
    """Fill what the sender's file does not say of the office."""
    ours = next(iter(old.all(Municipality)), None)
    theirs = next(iter(made.all(Municipality)), None)
    if ours is None or theirs is None:
        return
    missing: dict[str, Any] = {
        field.name: getattr(ours, field.name)
        for field in fields(theirs)
        if getattr(theirs, field.name) in ("", None)
    }
    filled = replace(theirs, **missing)
    if filled != theirs:
        with made.work("Сведения о районе из прежнего файла") as work:
            work.put(filled)
            work.commit()

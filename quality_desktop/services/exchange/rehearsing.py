"""What received files would do: they are merged into a copy of the file, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from quality_desktop.domain.errors import QualityError
from quality_desktop.language.numbers import counted
from quality_desktop.services.exchange.acquaintance import moment
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.services.exchange.effects import Effect, effect
from quality_desktop.services.exchange.journal_notes import held
from quality_desktop.services.exchange.received_files import ReceivedFile, Verdict
from quality_desktop.services.exchange.senders import Trust
from quality_desktop.sheets.text_cleaning import clean_text
from quality_desktop.storage.exchange_journal import Exchange
from quality_desktop.storage.store import Store, Writer


def rehearse(
    store: Store,
    desk: ExchangeDesk,
    folder: Path,
    files: Sequence[ReceivedFile],
    progress: Callable[[int], None],
) -> tuple[list[ReceivedFile], Effect | None]:
    """Merge everything into a copy of the file, and tell what that did.

    Args:
        store: The file; it is only read.
        desk: This computer.
        folder: Where the copy goes; it stays there.
        files: What may be merged, in any order.
        progress: Called with the number of files done.

    Returns:
        The files in the order in which they can be merged, those that lack what they rest on last;
        and what all of it does, None when nothing is new.
    """
    if not files:
        return [], None
    path = folder / f"copy{store.path.suffix}"
    store.back_up(path)
    writer = Writer(author=store.author, host="", program_version="")
    with closing(Store.open(path, migrations=desk.migrations, writer=writer)) as copy:
        planned, lacking = _all_in_order(copy, files, progress)
        is_new = any(one.verdict is Verdict.READY for one in planned)
        return [*planned, *lacking], effect(before=store, after=copy) if is_new else None


def sentence(path: Path, what: str) -> str:
    """What is said of a file, with its name before it: a sentence goes on with a small letter."""
    if what[1:2].islower():
        what = what[0].lower() + what[1:]
    return f"«{clean_text(path.name)}»: {what.rstrip('.')}."


def shown_conflicts(count: int) -> str:
    """«, 2 расхождения»; nothing for none."""
    if not count:
        return ""
    return ", " + counted(count, "расхождение", "расхождения", "расхождений")


def nothing_new(file: ReceivedFile, journal: Iterable[Exchange]) -> str:
    """What is said of a file all of which is here, shown or taken back."""
    mark = None if file.arrival is None else file.arrival.origin or file.arrival.fingerprint
    undone = (one for one in journal if one.is_undone)
    if mark and any(mark in (one.origin, one.fingerprint) for one in undone):
        return (
            "этот файл уже был принят, но приём отменён: чтобы вернуть принятое, откройте «Журнал "
            "обменов» и нажмите «Вернуть приём…»"
        )
    own = "это ваш собственный пакет: " if file.trust is Trust.OWN else ""
    return f"{own}всё, что в нём есть, у вас уже есть"


def lacking(file: ReceivedFile) -> ReceivedFile:
    """A file whose base is nowhere."""
    base = file.base
    made = moment(base.made_ms) if base else None
    which = f"«{clean_text(base.file)}»" if base else ""
    when = f" от {made:%d.%m.%Y %H:%M}" if made else ""
    why = (
        f"пакет продолжает пакет {which}{when}, которого в вашем файле нет: сначала примите тот пакет "
        "или попросите прислать весь файл"
    )
    return replace(file, verdict=Verdict.LACKS_BASE, plan=None, sentence=sentence(file.path, why))


def _all_in_order(
    copy: Store, files: Sequence[ReceivedFile], progress: Callable[[int], None]
) -> tuple[list[ReceivedFile], list[ReceivedFile]]:
    """Each file after what it rests on, so that a refused one takes those that follow it with it."""
    taken = set(held(copy.exchanges()))
    waiting = list(files)
    planned: list[ReceivedFile] = []
    while True:
        here = next((one for one in waiting if one.follows(taken)), None)
        if here is None:
            return planned, [lacking(one) for one in waiting]
        waiting.remove(here)
        found = _planned(copy, here)
        planned.append(found)
        if found.verdict is not Verdict.REFUSED:
            taken.add(found.package)
        progress(len(planned))


def _planned(copy: Store, file: ReceivedFile) -> ReceivedFile:
    if file.log is None or file.arrival is None:
        return file
    try:
        plan = copy.plan_merge(file.log)
        if plan.new_changes:
            copy.merge(file.log, file.arrival)
    except QualityError as error:
        told = sentence(file.path, error.sentence)
        return replace(file, verdict=Verdict.REFUSED, sentence=told)
    warnings = (*file.warnings, *(one.text for one in plan.warnings))
    if not plan.new_changes:
        said = nothing_new(file, copy.exchanges())
        told, verdict = sentence(file.path, said), Verdict.NOTHING_NEW
    else:
        changes = counted(plan.new_changes, "изменение", "изменения", "изменений")
        told = sentence(file.path, f"новое – {changes}{shown_conflicts(plan.questions)}")
        verdict = Verdict.READY
    return replace(file, verdict=verdict, plan=plan, warnings=warnings, sentence=told)

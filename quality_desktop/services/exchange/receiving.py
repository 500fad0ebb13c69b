"""Receiving: packages and files of colleagues looked at, then merged; one bad file never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.errors import QualityError
from quality_desktop.exchange.judging import Judged
from quality_desktop.exchange.quarantine import Quarantine
from quality_desktop.exchange.quarantine import Received as Quarantined
from quality_desktop.exchange.refusing import Reason
from quality_desktop.exchange.wrapping import is_side_file
from quality_desktop.language.numbers import counted
from quality_desktop.services.district_file import backups
from quality_desktop.services.exchange.acquaintance import Acquaintance, acquaintance, moment
from quality_desktop.services.exchange.beginning import better_beginning, refusal_of_nothing
from quality_desktop.services.exchange.desk import ExchangeDesk, is_open_file
from quality_desktop.services.exchange.journal_notes import Note, held, taken_in
from quality_desktop.services.exchange.progress import Progress, unwatched
from quality_desktop.services.exchange.received_files import (
    FileOutcome,
    Received,
    ReceivedFile,
    ReceivedPreview,
    Verdict,
)
from quality_desktop.services.exchange.rehearsing import (
    lacking,
    nothing_new,
    rehearse,
    sentence,
    shown_conflicts,
)
from quality_desktop.services.exchange.senders import Trust, pin
from quality_desktop.storage.exchange_journal import Arrival
from quality_desktop.storage.header import schema_version
from quality_desktop.storage.store import Store

_MOST_FILES = 1_000
_ITSELF = "это тот самый файл, который открыт: выберите присланный"


def preview(
    *,
    store: Store,
    desk: ExchangeDesk,
    paths: Sequence[Path],
    passwords: Sequence[str] = (),
    with_outside_edits: bool = False,
    progress: Progress | None = None,
) -> ReceivedPreview:
    """Look at received files; nothing is written into the office's file.

    Args:
        store: The file.
        desk: This computer.
        paths: Packages, files of the district, or folders with them, in any order.
        passwords: Tried on every closed package.
        with_outside_edits: Take also what was changed in a file beside the program.
        progress: Files done, of how many, in words.

    Returns:
        To be closed: it holds a folder with what was received.
    """
    told = progress or unwatched
    given = tuple(_spread(store, paths))
    files = tuple(path for path in given if not is_open_file(store, path))
    own = tuple(_refused(path, _ITSELF) for path in given if path not in files)
    steps = 2 * len(files) + 1
    quarantine = Quarantine(store.path, desk.temporary)
    try:
        judged = quarantine.judge(
            files,
            version=schema_version(desk.migrations),
            passwords=passwords,
            with_outside_edits=with_outside_edits,
            progress=lambda done: told(done, steps, "Проверка файлов"),
        )
        found = _sorted_out(store, desk, judged, takes_outside=with_outside_edits)
        shown = _rehearsed(
            store,
            desk,
            quarantine,
            found,
            lambda done: told(len(files) + done, steps, "Сравнение с вашим файлом"),
        )
        told(steps, steps, "Готово")
    except BaseException:
        quarantine.close()
        raise
    return replace(shown, files=(*shown.files, *own))


def _rehearsed(
    store: Store,
    desk: ExchangeDesk,
    quarantine: Quarantine,
    found: tuple[list[ReceivedFile], list[ReceivedFile]],
    progress: Callable[[int], None],
) -> ReceivedPreview:
    """What files that may be merged would do; the others stand behind them."""
    candidates, others = found
    planned, effect = rehearse(store, desk, quarantine.folder, candidates, progress)
    return ReceivedPreview(
        files=(*planned, *others),
        effect=effect,
        quarantine=quarantine,
        beginning=better_beginning(store=store, files=planned),
    )


def _sorted_out(
    store: Store,
    desk: ExchangeDesk,
    judged: Generator[Quarantined],
    *,
    takes_outside: bool,
) -> tuple[list[ReceivedFile], list[ReceivedFile]]:
    """What may be merged, and the rest."""
    candidates: list[ReceivedFile] = []
    others: list[ReceivedFile] = []
    with closing(judged):
        for found in judged:
            one = _looked_at(store, desk, found, takes_outside=takes_outside)
            (candidates if one.verdict is Verdict.READY else others).append(one)
    return candidates, others


def receive(
    *,
    store: Store,
    desk: ExchangeDesk,
    preview: ReceivedPreview,
    accept_senders: bool = False,
    progress: Progress | None = None,
) -> Received:
    """Merge what can be merged, each file with its line in the journal, after a copy of the file.

    Args:
        store: The file.
        desk: This computer.
        preview: What was shown; it is closed by its owner.
        accept_senders: The user has compared the words of new senders: know them from now on.
        progress: Files done, of how many, in words.

    Raises:
        QualityError: The list of known senders cannot be kept; nothing was merged.
    """
    told = progress or unwatched
    journal = store.exchanges()
    wanted = list(_worth_noting(preview, taken_in(journal)))
    taken = {*held(journal), *_all_here(preview)}
    if accept_senders:  # first: a list that cannot be kept must not look like a refused merge
        _remember_senders(desk, wanted)
    copy = None
    if any(one.verdict is Verdict.READY for one in wanted):
        copy = backups.before(store=store, step=backups.Reason.MERGE)
    outcomes: list[FileOutcome] = []
    changes = Changes()
    for number, one in enumerate(wanted):
        told(number, len(wanted), one.name)
        if not one.follows(taken):  # what it rests on was refused a moment ago
            outcomes.append(_not_taken(lacking(one)))
            continue
        outcome, touched = _merge(store, one, copy)
        outcomes.append(outcome)
        changes |= touched
        if outcome.is_taken:
            taken.add(one.package)
    told(len(wanted), len(wanted), "Готово")
    outcomes += [_not_taken(one) for one in preview.files if one not in wanted]
    return Received(files=tuple(outcomes), changes=changes, backup=copy, sentence=_total(outcomes))


def _spread(store: Store, paths: Iterable[Path]) -> Iterator[Path]:
    """Files as they were given, folders as the files in them; each file once."""
    seen = set[Path]()
    for path in paths:
        for one in _in_folder(store, path) if path.is_dir() else (path,):
            if one.absolute() not in seen:
                seen.add(one.absolute())
                yield one
            if len(seen) > _MOST_FILES:
                raise QualityError(f"Выбрано больше {_MOST_FILES} файлов: выберите меньше.")


def _in_folder(store: Store, folder: Path) -> list[Path]:
    """What somebody who names a folder means: not the open file and what programs keep beside it."""
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return [folder]  # which is refused as no file
    return [
        path
        for path in inside
        if not path.is_dir() and not is_side_file(path.name) and not is_open_file(store, path)
    ]


def _looked_at(
    store: Store, desk: ExchangeDesk, found: Quarantined, *, takes_outside: bool
) -> ReceivedFile:
    judged = found.judged
    if judged is None or found.log is None:
        return _refused(found.path, found.refusal, _VERDICTS[found.reason])
    who = acquaintance(
        store=store, desk=desk, found=found, judged=judged, takes_outside=takes_outside
    )
    file = _described(found, judged, who)
    why = who.refusal
    if not why and file.is_whole:
        why = refusal_of_nothing(store=store, log=found.log, family=judged.office.family)
    if not why:
        return file
    verdict = Verdict.UNTRUSTED if who.is_stopped else Verdict.REFUSED
    return replace(file, verdict=verdict, sentence=sentence(found.path, why), warnings=())


_VERDICTS = {
    Reason.REFUSED: Verdict.REFUSED,
    Reason.NEEDS_PASSWORD: Verdict.NEEDS_PASSWORD,
    Reason.WRONG_PASSWORD: Verdict.WRONG_PASSWORD,
}


def _described(found: Quarantined, judged: Judged, who: Acquaintance) -> ReceivedFile:
    told = judged.manifest
    chosen = "" if told is None else told.chosen
    note = Note(chosen=chosen, shown=() if told is None else told.received)
    return ReceivedFile(
        path=found.path,
        verdict=Verdict.READY,
        sentence="",
        warnings=who.warnings,
        is_loud=who.trust is Trust.UNSIGNED,
        trust=who.trust,
        sender=who.sender,
        sent_at=moment(judged.last_ms),
        recipient="" if told is None else told.recipient,
        chosen=chosen,
        outside_edits=judged.outside or 0,
        log=found.log,
        arrival=Arrival(
            peer=who.sender.name,
            peer_site=bytes.fromhex(judged.site) if judged.site else None,
            peer_key=who.sender.key,
            file_name=found.path.name,
            fingerprint=judged.sha256,
            origin=None if told is None else bytes.fromhex(told.package),
            note=note.to_text(),
        ),
        base=None if told is None else told.base,
        is_whole=told is None or (told.base is None and not told.is_partial),
    )


def _remember_senders(desk: ExchangeDesk, files: Iterable[ReceivedFile]) -> None:
    cards = {one.sender.key: one.sender for one in files if one.sender and one.trust is Trust.NEW}
    for card in cards.values():
        pin(desk=desk, card=card)


def _all_here(preview: ReceivedPreview) -> Iterator[str]:
    """Packages that bring nothing: what rests on them stands."""
    return (one.package for one in preview.files if one.verdict is Verdict.NOTHING_NEW)


def _worth_noting(preview: ReceivedPreview, taken: frozenset[str]) -> Iterator[ReceivedFile]:
    """Files that get a line of the journal: news, and packages that show what their senders have."""
    noted = set(taken)
    for one in preview.files:
        is_shown = one.verdict is Verdict.NOTHING_NEW and one.trust is not Trust.OWN
        if one.verdict is Verdict.READY or (is_shown and one.package and one.package not in noted):
            noted.add(one.package)
            yield one


def _merge(store: Store, file: ReceivedFile, copy: Path | None) -> tuple[FileOutcome, Changes]:
    if file.log is None or file.arrival is None:
        return _not_taken(file), Changes()
    arrival = replace(file.arrival, backup="" if copy is None else str(copy))
    try:
        done = store.merge(file.log, arrival)
    except QualityError as error:
        told = sentence(file.path, error.sentence)
        return _not_taken(replace(file, verdict=Verdict.REFUSED, sentence=told)), Changes()
    changes = counted(done.new_changes, "изменение", "изменения", "изменений")
    what = f"принято, новое – {changes}{shown_conflicts(done.conflicts)}"
    if not done.new_changes:
        what = nothing_new(file, store.exchanges())
    outcome = FileOutcome(
        file=file,
        is_taken=True,
        new_changes=done.new_changes,
        conflicts=done.conflicts,
        exchange=done.exchange,
        sentence=sentence(file.path, what),
    )
    return outcome, done.changes


def _not_taken(file: ReceivedFile) -> FileOutcome:
    return FileOutcome(file=file, is_taken=False, sentence=file.sentence)


def _total(outcomes: Sequence[FileOutcome]) -> str:
    new = sum(one.new_changes for one in outcomes)
    conflicts = sum(one.conflicts for one in outcomes)
    if not new:
        is_refused = any(one.is_refused for one in outcomes)
        what = "Ничего не принято" if is_refused else "Нового ничего нет"
        return f"{what}: в вашем файле ничего не изменилось."
    told = counted(new, "изменение", "изменения", "изменений")
    bringing = sum(one.new_changes > 0 for one in outcomes)
    where = counted(bringing, "файла", "файлов", "файлов")
    return f"Принято {told} из {where}{shown_conflicts(conflicts)}."


def _refused(path: Path, why: str, verdict: Verdict = Verdict.REFUSED) -> ReceivedFile:
    return ReceivedFile(path=path, verdict=verdict, sentence=sentence(path, why))

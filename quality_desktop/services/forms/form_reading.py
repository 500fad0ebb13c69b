"""Forms on their way back: a preview that writes nothing, then one confirmed write."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.answers import Answer
from quality_desktop.domain.collection.monitoring import Collection as SentForm
from quality_desktop.domain.collection.monitoring import (
    Origin,
    Submission,
    Value,
    collection_id,
    submission_id,
    value_id,
)
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.services.district_file import backups
from quality_desktop.services.forms.form_examining import Examiner
from quality_desktop.services.forms.form_facts import with_school_remark
from quality_desktop.services.forms.form_files import chosen_files
from quality_desktop.services.forms.form_judging import Judge
from quality_desktop.services.forms.form_rivals import settle_rivals
from quality_desktop.services.forms.received_forms import FormsPreview, ReceivedForm, Verdict
from quality_desktop.sheets.cells import Book, Refusal
from quality_desktop.sheets.form_book_in import FormFinder
from quality_desktop.sheets.reader import Reader
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int, str], None]

_NO_FORM = "В файле нет формы этой программы: нужен файл, который разослало управление."


def preview(
    *,
    store: Store,
    paths: Sequence[Path],
    year: int | None = None,
    schools: Mapping[str, Id] | None = None,
    reader: Reader | None = None,
    progress: Progress | None = None,
) -> FormsPreview:
    """Look into answers of schools; nothing is written.

    Args:
        store: The file.
        paths: Files, and folders with everything in them.
        year: School year that is expected; any when omitted.
        schools: Key of a held form -> school that a person named for it.
        reader: Kept by whoever reads again and again; one for this preview when omitted.
        progress: Told how many files are read, of how many, and which comes.

    Raises:
        QualityError: A path is not there. What is wrong with a file is said in the preview.
    """
    chosen = chosen_files(paths)
    with ExitStack() as stack:
        books = reader or stack.enter_context(Reader())
        books.start(len(chosen.tables))  # they wake up while the file of the office is asked
        reading = books.books(chosen.tables)
        first = next(
            reading, None
        )  # the others are being read while the file of the office is asked
        examiner = Examiner(store=store, judge=Judge(store=store, year=year))
        finder = FormFinder()
        received: list[ReceivedForm] = []
        total = len(chosen.tables)
        for done, book in enumerate(() if first is None else chain((first,), reading)):
            path = chosen.tables[done]
            if progress is not None:
                progress(done, total, path.name)
            received.extend(_of_book(book, path, finder, examiner, schools or {}))
        if progress is not None:
            progress(total, total, "")
    return FormsPreview(
        received=settle_rivals(received, examiner.earlier_fingerprints), skipped=chosen.skipped
    )


def _of_book(
    book: Book | Refusal,
    path: Path,
    finder: FormFinder,
    examiner: Examiner,
    named: Mapping[str, Id],
) -> list[ReceivedForm]:
    if isinstance(book, Refusal):
        return [_refused(path, book.sentence.removeprefix(f"«{book.name}»: "))]
    found = finder.forms(book)
    if not found:
        return [_refused(path, _NO_FORM)]
    return [
        examiner.examined(form, path=path, decided=named.get(form_key(path, form.sheet.name)))
        for form in found
    ]


def save(
    *,
    store: Store,
    preview: FormsPreview,
    accepted: Collection[str] | None = None,
    is_partial: bool = False,
    today: date | None = None,
) -> Changes:
    """Write answers that a person accepted, after a copy, in one step that is undone as one.

    Args:
        store: The file.
        preview: From ``preview``.
        accepted: Keys of forms to write; when omitted all that are ready, and with ``is_partial`` those
            with errors too.
        is_partial: Take forms with errors, too: see ``ReceivedForm.to_write``.
        today: Date of receipt.

    Raises:
        QualityError: Two answers of one school were accepted, a form cannot be accepted, or the answers in
            the file changed since the preview. Nothing is written then.
    """
    verdicts = (Verdict.READY, Verdict.WITH_ERRORS) if is_partial else (Verdict.READY,)
    if accepted is None:
        chosen = preview.of(*verdicts)
    else:
        chosen = tuple(each for each in preview.received if each.key in accepted)
        _refuse_unfit(chosen, is_partial=is_partial)
    _refuse_rivals(chosen)
    if not chosen:
        return Changes()
    backups.before(store=store, step=backups.Reason.IMPORT)
    with store.work(_intent(chosen)) as work:
        for received in chosen:
            _write(work, received, today or date.today())
        return work.commit()


def form_key(path: Path, sheet: str) -> str:
    """Key of a form in a preview."""
    return f"{path}|{sheet}"


def _refused(path: Path, sentence: str) -> ReceivedForm:
    return ReceivedForm(
        key=form_key(path, ""), file=path.name, path=str(path), sentence=sentence, remarks={}
    )


def _refuse_unfit(chosen: Sequence[ReceivedForm], *, is_partial: bool) -> None:
    for received in chosen:
        if not received.verdict.can_be_written:
            raise QualityError(f"«{received.file}» записать нельзя: {received.sentence}")
        if received.errors and not is_partial:
            raise QualityError(
                f"В «{received.file}» есть ошибки: исправьте их или запишите только верные ответы."
            )


def _refuse_rivals(chosen: Sequence[ReceivedForm]) -> None:
    seen: dict[tuple[Id | None, Id | None, int], ReceivedForm] = {}
    for received in chosen:
        key = (received.school, None if received.form is None else received.form.id, received.year)
        if key in seen:
            raise QualityError(
                f"Ответы «{seen[key].file}» и «{received.file}» – одной школы: выберите один из них."
            )
        seen[key] = received


def _intent(chosen: Sequence[ReceivedForm]) -> str:
    one = f"Ответ школы «{chosen[0].school_name}»"
    what = one if len(chosen) == 1 else f"Ответы школ ({len(chosen)})"
    changed = sum(each.changed for each in chosen)
    return f"{what}, изменено прежних значений: {changed}" if changed else what


def _write(work: UnitOfWork, received: ReceivedForm, today: date) -> None:
    form, school = received.form, received.school
    if form is None or school is None:
        raise QualityError(f"«{received.file}» записать нельзя: {received.sentence}")
    written: dict[Id, Value] = {}
    for change in received.to_write:
        key = value_id(change.element, school, received.year)
        known = work.get(Value, key)
        if Answer.of(known) != change.before:
            raise QualityError(
                f"Пока вы смотрели, ответ «{change.title}» школы «{received.school_name}» изменили: "
                "прочитайте ответы ещё раз."
            )
        written[change.element] = Value(
            id=key,
            element=change.element,
            school=school,
            year=received.year,
            digits=change.after.digits,
            decimals=change.after.decimals,
            text=change.after.text,
            absence=change.after.absence,
            origin=Origin.FORM.value,
            note="" if known is None else known.note,
        )
    for element, remark in received.remarks.items():
        key = value_id(element, school, received.year)
        value = written.get(element) or work.get(Value, key)
        if value is None:
            value = Value(id=key, element=element, school=school, year=received.year)
        written[element] = replace(value, note=with_school_remark(value.note, remark))
    work.put_all(written.values())
    _note(work, received, form.id, school, today)


def _note(work: UnitOfWork, received: ReceivedForm, form: Id, school: Id, today: date) -> None:
    key = collection_id(form, received.year)
    if work.get(SentForm, key) is None:
        work.put(SentForm(id=key, form=form, year=received.year))
    answer = submission_id(key, school)
    known = work.get(Submission, answer) or Submission(id=answer, collection=key, school=school)
    work.put(
        replace(
            known,
            received=today,
            file_name=received.file,
            fingerprint=received.fingerprint,
            sender=received.sender,
        )
    )

"""Forms on their way to the schools: a workbook for each, and a letter that goes with them."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.monitoring import (
    Collection as SentForm,
)
from quality_desktop.domain.collection.monitoring import (
    Submission,
    collection_id,
    submission_id,
)
from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import FileReadOnlyError, Problem, QualityError, Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.file_names import safe_name
from quality_desktop.services.forms import form_letter
from quality_desktop.services.forms.form_facts import (
    AskedForm,
    KnownAnswers,
    asked_form,
    district,
    known_answers,
    period,
    school_name,
    workbook_facts,
)
from quality_desktop.services.office import directory
from quality_desktop.services.paperwork.printing import Folders
from quality_desktop.sheets.form_book_out import form_workbook
from quality_desktop.storage.disk import replace as put_in_place
from quality_desktop.storage.disk import temporary_beside
from quality_desktop.storage.failures import explained
from quality_desktop.storage.refusals import read_only
from quality_desktop.storage.store import Store

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenForms:
    """What a sending left in the folder.

    Attributes:
        files: Workbooks in the order of the schools.
        letter: The covering letter; None when none was asked for.
        problems: What the office should mend before it sends the letter and the forms.
        changes: What was touched in the file: that these schools are to answer, and by when.
    """

    files: tuple[Path, ...]
    letter: Path | None
    problems: tuple[Problem, ...]
    changes: Changes


def write_forms(
    *,
    store: Store,
    form: Id,
    year: int,
    folder: Path,
    schools: Collection[Id] | None = None,
    due: date | None = None,
    letter: Folders | None = None,
    progress: Progress | None = None,
) -> WrittenForms:
    """Write the workbook of every school, and note who is to answer by when.

    A file that is there already with the same content stays. A different file of the same name may be the
    answer of a school, so then nothing is written at all.

    Args:
        store: The file.
        form: Which form.
        year: School year.
        folder: Where to; made when absent.
        schools: Which schools; every active one when omitted.
        due: By when the answers are wanted; the date that is set already when omitted.
        letter: Bundled folders, to write the covering letter too.
        progress: Told how many workbooks are written, of how many, and whose comes.

    Raises:
        QualityError: There is nobody to write to, the form asks nothing in this year, a file of this name is
            there, the folder cannot be written, or the file cannot, where the sending is noted.
    """
    if store.is_read_only:
        raise read_only(store.path)
    asked = asked_form(store=store, form=form, year=year)
    chosen = _chosen(store, schools)
    sent = store.get(SentForm, collection_id(form, year))
    due = due or (None if sent is None else sent.due)
    books = _workbooks(store, asked, chosen, due, progress)
    contents = {folder / name: content for name, content in books.items()}
    problems = _problems(asked, district(store=store).email, due)
    _refuse_other_files(contents)
    letter_path = None
    if letter is not None:
        written = form_letter.covering_letter(store=store, asked=asked, due=due, folders=letter)
        problems.extend(written.problems)
        letter_path = folder / form_letter.file_name(written)
        contents[letter_path] = written.content
    _save(contents, folder)
    changes = _note(store, asked, chosen, due)
    if progress is not None:
        progress(len(chosen), len(chosen), "")
    return WrittenForms(
        files=tuple(path for path in contents if path != letter_path),
        letter=letter_path,
        problems=tuple(problems),
        changes=changes,
    )


def _workbooks(
    store: Store,
    asked: AskedForm,
    schools: Sequence[School],
    due: date | None,
    progress: Progress | None,
) -> dict[str, bytes]:
    """Name of the file -> workbook of a school."""
    municipality = district(store=store)
    known = known_answers(store=store, asked=asked)
    names = file_names(schools, asked)
    found: dict[str, bytes] = {}
    for done, school in enumerate(schools):
        if progress is not None:
            progress(done, len(schools), school_name(school))
        facts = workbook_facts(
            asked=asked,
            municipality=municipality,
            school=school,
            known=known.get(school.id, KnownAnswers()),
            due=due,
        )
        found[names[school.id]] = form_workbook(facts)
    return found


def file_names(schools: Sequence[School], asked: AskedForm) -> dict[Id, str]:
    """School -> name of its workbook: safe in any system, no two alike even where case is not told."""
    taken: set[str] = set()
    found: dict[Id, str] = {}
    for school in schools:
        parts = (part for part in (school.code, school_name(school)) if part)
        who = safe_name(" ".join(dict.fromkeys(parts)))
        base = f"{who} – {safe_name(asked.form.title)} {asked.year}-{(asked.year + 1) % 100:02}"
        choices = (base, *(f"{base} ({place})" for place in range(2, len(schools) + 2)))
        name = next(choice for choice in choices if choice.casefold() not in taken)
        taken.add(name.casefold())
        found[school.id] = f"{name}.xlsx"
    return found


def _chosen(store: Store, schools: Collection[Id] | None) -> list[School]:
    known = directory.schools(store=store)
    chosen = [s for s in known if (s.is_active if schools is None else s.id in schools)]
    if not chosen:
        raise QualityError(
            "Некому писать: в справочнике нет действующих школ, добавьте их в «Справочники» → «Школы»."
            if schools is None
            else "Не выбрано ни одной школы: отметьте школы, которым нужна форма."
        )
    return chosen


def _problems(asked: AskedForm, email: str, due: date | None) -> list[Problem]:
    found = []
    if not email:
        found.append(
            Problem(
                text="В формах не указано, куда вернуть ответ: впишите электронную почту в карточке "
                "муниципалитета.",
                severity=Severity.WARNING,
            )
        )
    if due is None:
        found.append(
            Problem(
                text=f"Для формы «{asked.form.title}» не указан срок ответа.",
                severity=Severity.WARNING,
            )
        )
    return found


def _refuse_other_files(contents: Mapping[Path, bytes]) -> None:
    others = [
        path for path, content in contents.items() if path.exists() and not _holds(path, content)
    ]
    if others:
        more = f" и ещё {len(others) - 1}" if len(others) > 1 else ""
        raise QualityError(
            f"В папке уже есть «{others[0].name}»{more}: это могут быть ответы школ. Выберите пустую папку."
        )


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.is_file() and path.read_bytes() == content
    except OSError as error:
        raise FileReadOnlyError(
            f"Файл «{path}» не открывается: закройте его в другой программе или выберите другую папку."
        ) from error


def _save(contents: Mapping[Path, bytes], folder: Path) -> None:
    """Write all files; when one cannot be written, those that were new go away again."""
    if folder.exists() and not folder.is_dir():
        raise QualityError(f"«{folder}» – файл, а не папка: выберите папку для форм.")
    made: list[Path] = []
    try:
        with explained(folder):
            folder.mkdir(parents=True, exist_ok=True)
        for path, content in contents.items():
            if _holds(path, content):
                continue
            is_new = not path.exists()
            with explained(path), temporary_beside(path) as temporary:
                temporary.write_bytes(content)
                put_in_place(temporary, path)
            if is_new:
                made.append(path)
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _note(store: Store, asked: AskedForm, schools: Sequence[School], due: date | None) -> Changes:
    key = collection_id(asked.form.id, asked.year)
    with store.work(f"Рассылка формы «{asked.form.title}» за {period(asked.year)}") as work:
        sent = work.get(SentForm, key)
        if sent is None:
            sent = SentForm(id=key, form=asked.form.id, year=asked.year)
        work.put(replace(sent, due=due))
        for school in schools:
            answer = submission_id(key, school.id)
            known = work.get(Submission, answer)
            if known is None:
                work.put(Submission(id=answer, collection=key, school=school.id))
            elif not known.is_expected:
                work.put(replace(known, is_expected=True))
        return work.commit()

"""Exam results from files: what is in them, what would change, and then one write.

Reading changes nothing; what cannot be told is asked, what contradicts itself is held, and the
same file again changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from quality_desktop.domain.changes import Changes
from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import Problem, QualityError, Severity
from quality_desktop.domain.examination.exam_catalogue import ExamCatalogue
from quality_desktop.services.district_file import backups
from quality_desktop.services.exam_results.adding_schools import adding_own
from quality_desktop.services.exam_results.column_mappings import explanations
from quality_desktop.services.exam_results.districts_of_rows import (
    about_absent,
    all_districts,
    districts_beside,
)
from quality_desktop.services.exam_results.exam_reference import exam_catalogue
from quality_desktop.services.exam_results.result_change import ResultChange
from quality_desktop.services.exam_results.results_plan import (
    FoundRow,
    ResultsPlan,
    plan,
    written_schools,
)
from quality_desktop.services.exam_results.school_matching import (
    Choice,
    Decision,
    SchoolMatcher,
    SchoolQuestion,
    matcher,
    remembered,
)
from quality_desktop.services.office.directory import MUNICIPALITY_ID
from quality_desktop.sheets.cells import Book, Refusal
from quality_desktop.sheets.reader import read_books
from quality_desktop.sheets.results.context import Context
from quality_desktop.sheets.results.reading import read_results
from quality_desktop.sheets.results.rows import BookReading, Given, TableReading, UnknownTable
from quality_desktop.storage.store import Store
from quality_desktop.storage.unit_of_work import UnitOfWork

_ENDINGS = frozenset({".xlsx", ".xlsm", ".csv", ".txt", ".tsv"})
_YEARS = range(2000, 2100)
_GRADES = range(12)
_TEMPORARY = ("~$", ".")

Progress = Callable[[int, int, str], None]
"""Told how many files are done, of how many, and which comes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSummary:
    """What was found in a file.

    Attributes:
        refusal: Why nothing of it was read; empty when it was read.
        tables: Its tables of known layouts.
        problems: What is wrong in it.
        results: How many results its tables hold.
    """

    name: str
    refusal: str = ""
    tables: tuple[TableReading, ...] = ()
    problems: tuple[Problem, ...] = ()
    results: int = 0

    @property
    def needs(self) -> frozenset[str]:
        """What a person has to say of its tables: fields of ``Given``."""
        return frozenset[str]().union(*(table.needs for table in self.tables))


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownLayout:
    """A table whose columns a person has to explain once."""

    file: str
    table: UnknownTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPreview:
    """What the files hold and what writing them would do.

    Attributes:
        rows: Rows of all files, for counting again.
        plan: What would happen with the decisions made so far.
        municipality: The district whose schools are wanted; empty for the office's own.
        municipalities: Districts that the files name, in columns or in the names of schools.
        decisions: The decisions made so far.
    """

    files: tuple[FileSummary, ...] = ()
    unknown_layouts: tuple[UnknownLayout, ...] = ()
    rows: tuple[FoundRow, ...] = ()
    plan: ResultsPlan = field(default_factory=ResultsPlan)
    municipality: str = ""
    municipalities: tuple[str, ...] = ()
    decisions: tuple[tuple[str, Decision], ...] = ()

    @property
    def new(self) -> tuple[ResultChange, ...]:
        """Results that the office does not have yet."""
        return self.plan.new

    @property
    def changed(self) -> tuple[ResultChange, ...]:
        """Results that would change."""
        return self.plan.changed

    @property
    def same(self) -> int:
        """Results that would not change."""
        return self.plan.same

    @property
    def unknown_schools(self) -> tuple[SchoolQuestion, ...]:
        """Schools that wait for a decision; their results are held."""
        return self.plan.questions

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, files that were refused first."""
        refused = (Problem(text=each.refusal) for each in self.files if each.refusal)
        own = (problem for each in self.files for problem in each.problems)
        return (
            *refused,
            *own,
            *about_absent(self.municipality, self.municipalities, self.rows),
            *self.plan.problems,
        )

    @property
    def has_errors(self) -> bool:
        """True when something of the files would not be taken."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def is_empty(self) -> bool:
        """True when writing would change nothing."""
        return not (self.new or self.changed or self.plan.codes)


def preview(
    *,
    store: Store,
    paths: Sequence[Path],
    reference: Path | None = None,
    given: Given | None = None,
    municipality: str = "",
    progress: Progress | None = None,
) -> ResultsPreview:
    """Read files with exam results; nothing is written.

    Args:
        store: The file of the office.
        paths: Files, or folders of files.
        reference: Folder of the catalogues.
        given: What a person says of files that do not say it themselves.
        municipality: Only schools under this district are wanted.
        progress: Told of every file.

    Raises:
        QualityError: A folder or a catalogue cannot be read, or what a person says is not in the
            catalogue. A file that cannot be read is a refusal among the others.
    """
    catalogue = exam_catalogue(store=store, reference=reference)
    context = Context(
        catalogue=catalogue,
        given=_known(given or Given(), catalogue),
        explanations=explanations(store=store),
    )
    files: list[FileSummary] = []
    unknown: list[UnknownLayout] = []
    rows: list[FoundRow] = []
    for book in _books(paths, progress):
        if isinstance(book, Refusal):
            files.append(FileSummary(name=book.name, refusal=book.sentence))
            continue
        reading = read_results(book, context)
        files.append(_summary(reading))
        unknown.extend(UnknownLayout(file=book.name, table=table) for table in reading.unknown)
        rows.extend(
            FoundRow(file=book.name, row=row) for table in reading.tables for row in table.rows
        )
    found = ResultsPreview(
        files=tuple(files),
        unknown_layouts=tuple(unknown),
        rows=tuple(rows),
        municipality=municipality,
        municipalities=all_districts(rows),
    )
    return decide(store=store, preview=found, decisions={})


def decide(
    *, store: Store, preview: ResultsPreview, decisions: Mapping[str, Decision]
) -> ResultsPreview:
    """The same files with decisions about their schools; nothing is written.

    Args:
        store: The file of the office.
        preview: What was read.
        decisions: Key of a question -> decision; added to those made before.
    """
    made = {**dict(preview.decisions), **decisions}
    matching = _matcher(store, preview)
    found = plan(
        rows=preview.rows,
        matcher=matching,
        decisions=_wanted(preview, matching, made),
        store=store,
    )
    return replace(preview, plan=found, decisions=tuple(made.items()))


def adding_all(preview: ResultsPreview) -> dict[str, Decision]:
    """Decisions that add every school nobody knows.

    Doubtful ones, other districts' ones and names that are not of a school wait for a person.
    """
    return adding_own(preview.unknown_schools)


def save(
    *, store: Store, preview: ResultsPreview, decisions: Mapping[str, Decision] | None = None
) -> Changes:
    """Write the results, after a copy of the file, in one step that can be undone as one.

    Results that wait for a decision or contradict each other stay out. Decisions are remembered.

    Args:
        store: The file of the office.
        preview: What was read.
        decisions: Further decisions about schools.

    Returns:
        What was touched; nothing when all of it was there already.

    Raises:
        QualityError: A result that would be replaced is not the one that the preview showed.
            Nothing is written then.
    """
    made = {**dict(preview.decisions), **(decisions or {})}
    names = ", ".join(file.name for file in preview.files if not file.refusal)
    backups.before(store=store, step=backups.Reason.IMPORT)
    with store.work(f"Загрузка результатов: {_short(names)}") as work:
        matching = _matcher(work, preview)
        wanted = _wanted(preview, matching, made)
        written = written_schools(preview.rows, matching)
        # Planned again: the file of the office may have changed since the preview.
        found = plan(rows=preview.rows, matcher=matching, decisions=wanted, store=work)
        _refuse_unseen(preview, found, is_decided=decisions is None)
        work.put_all(_own_district(work, preview) if found.added else ())
        work.put_all(found.added)
        work.put_all(change.after for change in found.codes)
        work.put_all(remembered({w.key: w for w in written.values()}, made, found.names))
        work.put_all(change.after for change in (*found.new, *found.changed))
        return work.commit()


def _own_district(work: UnitOfWork, preview: ResultsPreview) -> Iterator[Municipality]:
    """The office's district by the first file, in whose absence any other file would pass for its own.

    Its card is the office's to fill and to correct.
    """
    named = [preview.municipality] if preview.municipality else list(districts_beside(preview.rows))
    known = work.get(Municipality, MUNICIPALITY_ID)
    is_named = any(
        name
        for record in work.all(Municipality)
        for name in (record.name, record.official_name, record.abbreviation)
    )
    if len(named) == 1 and not is_named and not work.all(School):
        yield replace(known or Municipality(id=MUNICIPALITY_ID), name=" ".join(named[0].split()))


def _refuse_unseen(preview: ResultsPreview, found: ResultsPlan, *, is_decided: bool) -> None:
    """Nobody has agreed to replace what was typed or read after the preview was shown.

    Args:
        preview: What was shown.
        found: What would be written now.
        is_decided: No decision came after the preview, so that it showed every result.

    Raises:
        QualityError: Something else stands now where a result would be written.
    """
    seen = {change.after.id: change.before for change in (*preview.new, *preview.changed)}
    for change in found.changed:
        is_seen = change.after.id in seen
        if (is_seen or is_decided) and seen.get(change.after.id) != change.before:
            raise QualityError(
                f"Пока вы смотрели, результат школы «{change.school_name}» изменили: "
                "прочитайте файлы ещё раз."
            )


def _known(given: Given, catalogue: ExamCatalogue) -> Given:
    """What a person says, by the codes of the catalogue.

    Raises:
        QualityError: There is no such procedure, subject, year or grade.
    """
    procedure, subject = catalogue.procedure(given.procedure), catalogue.subject(given.subject)
    if given.procedure and not procedure:
        raise QualityError(f"Процедуры «{given.procedure}» нет: укажите, например, vpr или ege.")
    if given.subject and not subject:
        raise QualityError(f"Предмета «{given.subject}» нет: укажите, например, math или russian.")
    if given.year is not None and given.year not in _YEARS:
        raise QualityError(f"Год {given.year} не подходит: укажите год из четырёх цифр.")
    if given.grade is not None and given.grade not in _GRADES:
        raise QualityError(f"Класса {given.grade} нет: укажите от 1 до 11.")
    return replace(given, procedure=procedure, subject=subject)


def _books(paths: Sequence[Path], progress: Progress | None) -> Iterator[Book | Refusal]:
    files = [file for path in paths for file in _files(path)]
    for done, book in enumerate(read_books(files)):
        if progress is not None:
            progress(done + 1, len(files), book.name)
        yield book


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        return [path]
    try:
        found = sorted(path.iterdir())
    except OSError as error:
        raise QualityError(f"Папку «{path.name}» прочитать нельзя ({error.strerror}).") from error
    tables = [
        file
        for file in found
        if file.suffix.lower() in _ENDINGS and not file.name.startswith(_TEMPORARY)
    ]
    if not tables:
        raise QualityError(f"В папке «{path.name}» нет таблиц XLSX и CSV: укажите другую.")
    return tables


def _summary(reading: BookReading) -> FileSummary:
    problems = [p for table in reading.tables for p in table.problems]
    return FileSummary(
        name=reading.name,
        tables=reading.tables,
        problems=tuple(_named(reading, problem) for problem in (*reading.problems, *problems)),
        results=sum(len(table.rows) for table in reading.tables),
    )


def _named(reading: BookReading, problem: Problem) -> Problem:
    """A problem that says in which file it is."""
    text = problem.text
    if reading.name in text:
        return problem
    if reading.is_text and ", ячейка" in text:  # a text table has no sheets
        text = f"Ячейка{text.split(', ячейка', 1)[1]}"
    return replace(problem, text=f"«{reading.name}»: {text[:1].lower()}{text[1:]}")


def _matcher(store: Store | UnitOfWork, preview: ResultsPreview) -> SchoolMatcher:
    return matcher(
        store=store,
        municipality=preview.municipality,
        beside=districts_beside(preview.rows),
        named=preview.municipalities,
    )


def _wanted(
    preview: ResultsPreview, matching: SchoolMatcher, made: Mapping[str, Decision]
) -> dict[str, Decision]:
    """The decisions, and that other districts are left out when a person named the district."""
    if not preview.municipality:
        return dict(made)
    others = (w for w in written_schools(preview.rows, matching).values() if w.is_foreign)
    return {**{w.key: Decision(choice=Choice.SKIP) for w in others}, **made}


def _short(names: str) -> str:
    return names if len(names) <= 60 else names[:59] + "…"

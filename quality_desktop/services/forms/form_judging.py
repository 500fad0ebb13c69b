"""Whose answer a form is, and whether it may be read: form, version, year, municipality, school."""

from __future__ import annotations

from dataclasses import dataclass, field

from quality_desktop.domain.collection.monitoring import Form
from quality_desktop.domain.directory import Municipality, School
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id
from quality_desktop.domain.school_naming.school_names import KnownSchool, Match, SchoolDirectory
from quality_desktop.services.folding import folded
from quality_desktop.services.forms.form_facts import AskedForm, asked_form, period, school_name
from quality_desktop.services.office import directory, office
from quality_desktop.sheets.form_facts import CODE_WORD
from quality_desktop.sheets.form_found import FoundForm
from quality_desktop.storage.store import Store

_SHOWN = 60  # letters of a line that are repeated in a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whose answer a form is.

    Attributes:
        school: The school; None while a person has to name it.
        name: Name of the school, or what the form says.
        sentence: Why a person has to name it; a warning when the school is known.
        candidates: Schools it may be from, the likeliest first.
    """

    school: Id | None
    name: str
    sentence: str = ""
    candidates: tuple[Id, ...] = ()


@dataclass(slots=True)
class Judge:
    """Knows the forms and schools of the file; reads them once for a whole batch."""

    store: Store
    year: int | None
    _forms: dict[Id, Form] = field(default_factory=dict)
    _schools: dict[Id, School] = field(default_factory=dict)
    _asked: dict[tuple[Id, int], AskedForm] = field(default_factory=dict)
    _directory: SchoolDirectory | None = None
    _ours: Municipality | None = field(init=False)

    def __post_init__(self) -> None:
        """Read what every form is judged by."""
        self._forms = {form.id: form for form in self.store.all(Form)}
        self._ours = office.municipality(store=self.store)
        self._schools = {s.id: s for s in directory.schools(store=self.store)}

    def asked(self, found: FoundForm) -> AskedForm:
        """The form of this file that a workbook answers.

        Raises:
            QualityError: It must not be read; the sentence says why and what to do.
        """
        if found.refusal:
            raise QualityError(found.refusal)
        form = self._form(found)
        meta = found.meta
        self._refuse_other_municipality(found)
        if meta.version > form.version:
            raise QualityError(
                f"Форма версии {meta.version}, а в этом файле района версия {form.version}: откройте файл "
                "района, из которого её разослали."
            )
        if self.year is not None and meta.year != self.year:
            raise QualityError(f"Форма за {period(meta.year)}, а ожидается {period(self.year)}.")
        _refuse_other_period(found)
        key = (form.id, meta.year)
        if key not in self._asked:
            self._asked[key] = asked_form(store=self.store, form=form.id, year=meta.year)
        return self._asked[key]

    def identity(self, found: FoundForm, decided: Id | None) -> Identity:
        """The school that a form is from.

        Args:
            found: The form.
            decided: The school that a person named.
        """
        if decided is not None and decided in self._schools:
            return Identity(school=decided, name=school_name(self._schools[decided]))
        said = found.identity
        school = self._schools.get(found.meta.school)
        if school is None:
            return self._by_words(said)
        match = self._matched(said) if found.is_identity_changed or found.hidden is None else None
        is_another = match is not None and (
            found.is_identity_changed or match.school not in (None, school.id)
        )
        if match is not None and is_another:
            others = match.candidates if match.school is None else (match.school,)
            return Identity(
                school=None,
                name=said,
                sentence=f"Форма выслана школе «{school_name(school)}», а в ней вписано «{said}»: "
                "укажите, чей это ответ.",
                candidates=tuple(dict.fromkeys((school.id, *others))),
            )
        return Identity(school=school.id, name=school_name(school))

    def name(self, school: Id) -> str:
        """Name of a school."""
        return school_name(self._schools[school])

    def _form(self, found: FoundForm) -> Form:
        meta = found.meta
        form = self._forms.get(meta.form)
        same_code = [each for each in self._forms.values() if each.code == meta.code]
        if form is None and len(same_code) == 1:
            form = same_code[0]
        if form is None:
            self._refuse_other_municipality(found)
            raise QualityError(
                f"Формы «{meta.code}» в этом файле района нет: проверьте, тот ли файл района открыт."
            )
        return form

    def _refuse_other_municipality(self, found: FoundForm) -> None:
        ours = self._ours
        if ours is None or ours.id == found.meta.municipality:
            return
        name = "" if found.hidden is None else found.hidden.municipality_name
        if name and folded(name) == folded(ours.name):
            return  # the same district in a file that was begun anew
        shown = f" («{name}»)" if name else ""
        raise QualityError(f"Форма разослана другим муниципалитетом{shown}, а не «{ours.name}».")

    def _by_words(self, said: str) -> Identity:
        """A school whose record was made anew is known by its code and name."""
        match = self._matched(said)
        if match.school is not None:
            return Identity(school=match.school, name=school_name(self._schools[match.school]))
        return Identity(
            school=None,
            name=said,
            sentence=f"Школа «{said}» в справочнике не найдена. {match.reason} Укажите школу или добавьте "
            "её в «Справочники».",
            candidates=match.candidates,
        )

    def _matched(self, said: str) -> Match:
        if self._directory is None:  # most batches need no names taken apart
            self._directory = SchoolDirectory(
                KnownSchool(
                    id=school.id,
                    code=school.code,
                    names=(school.full_name, school.short_name),
                    address=school.address,
                )
                for school in self._schools.values()
            )
        name, _, code = said.partition(CODE_WORD)
        return self._directory.match(code, name)


def _refuse_other_period(found: FoundForm) -> None:
    """The line above the table is what the school believed it was answering for."""
    wanted = period(found.meta.year)
    said = " ".join(found.period.split())
    if said and not said.startswith(wanted):
        shown = said.partition(".")[0][:_SHOWN]
        raise QualityError(
            f"Учебный год в форме исправлен: её выслали за {wanted}, а в ней «{shown}». Разошлите форму за "
            "нужный год или попросите школу вернуть прежний."
        )

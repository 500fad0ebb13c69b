"""Codes that files give to schools of the directory: offered where the directory has none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from quality_desktop.domain.directory import School
from quality_desktop.domain.errors import Problem, Severity
from quality_desktop.domain.records import Id
from quality_desktop.domain.school_naming.school_name_parts import code_key


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """A school of the directory that would get the code of a file."""

    before: School
    after: School

    @property
    def school_name(self) -> str:
        """What tables call the school."""
        return self.before.short_name or self.before.full_name


@dataclass(slots=True)
class SchoolCodes:
    """Codes beside the schools of the files, with the first place of each."""

    _places: dict[Id, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def see(self, school: Id, code: str, place: str) -> None:
        """Note the code that a file gives to a school.

        Args:
            school: The school of the directory.
            code: The code as the file writes it; what is no code of schools does not count.
            place: Where it stands, for a sentence.
        """
        key = code_key(code)
        if key:
            self._places[school].setdefault(key, place)

    def changes(
        self, schools: Iterable[School]
    ) -> tuple[tuple[CodeChange, ...], tuple[Problem, ...]]:
        """Schools that would get a code, and codes that contradict each other.

        Args:
            schools: The whole directory.
        """
        directory = {school.id: school for school in schools}
        holders: dict[str, set[Id]] = defaultdict(set)
        for school in directory.values():
            if key := code_key(school.code):
                holders[key].add(school.id)
        for known, codes in self._places.items():
            if known in directory and not directory[known].code.strip():
                for code in codes:
                    holders[code].add(known)
        changes: list[CodeChange] = []
        problems: list[Problem] = []
        for known, codes in self._places.items():
            if known not in directory:
                continue
            told = list(_contradictions(directory[known], codes, holders, directory))
            problems.extend(told)
            if not told and not directory[known].code.strip():
                (code,) = codes
                after = replace(directory[known], code=code if code[:1].isdigit() else code.upper())
                changes.append(CodeChange(before=directory[known], after=after))
        return tuple(changes), tuple(problems)


def _contradictions(
    school: School,
    codes: Mapping[str, str],
    holders: Mapping[str, set[Id]],
    directory: Mapping[Id, School],
) -> Iterator[Problem]:
    """Warnings: results are not touched by a code, but the directory would be."""
    name = school.short_name or school.full_name or school.code
    known = code_key(school.code)
    if not school.code.strip() and len(codes) > 1:
        listed = " и ".join(codes)
        place = next(iter(codes.values()))
        yield _warning(
            f"{place}: у школы «{name}» в таблицах два кода ({listed}): код в справочник не записан, "
            "впишите верный на вкладке «Справочник»."
        )
        return
    for code, place in codes.items():
        if known.isdigit() and code.isdigit() and code != known:
            yield _warning(
                f"{place}: у школы «{name}» код {code}, а в справочнике {known}: код справочника "
                "не изменён, сверьте его."
            )
        others = [directory[each] for each in holders[code] if each != school.id]
        if others and not school.code.strip():
            other = others[0].short_name or others[0].full_name
            yield _warning(
                f"{place}: код {code} стоит и у школы «{name}», и у школы «{other}»: "
                f"школе «{name}» код не записан."
            )


def _warning(text: str) -> Problem:
    return Problem(text=text, severity=Severity.WARNING)

"""Sample districts, and the catalogues and definitions that every new file starts with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.collection.monitoring import Form
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.records import Id, Record
from quality_desktop.services.district_file.record_files import read_records
from quality_desktop.services.indicators import shipped_definitions
from quality_desktop.services.made_up import district as made_up
from quality_desktop.services.toml_files import read_toml

_ABOUT = "sample.toml"
_NO_PLACE = 1000
_NOT_RECORDS = frozenset({_ABOUT, "mends.toml"})
_CATALOGUES = (
    "directions.toml",
    "cycle.toml",
    shipped_definitions.CATALOGUE,
    "risk-rules.toml",
    "risk-factors.toml",
    "recommendations.toml",
    "norms.toml",
    "context-index.toml",
    "holidays.toml",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleInfo:
    """A sample district as the first-run page offers it.

    Attributes:
        name: Name of its folder, used on the command line.
        title: What the user sees.
        description: What is in it, one or two sentences.
    """

    name: str
    title: str
    description: str


def available(*, samples_folder: Path) -> tuple[SampleInfo, ...]:
    """The samples in the folder: those with a place of their own first, then by name.

    Raises:
        QualityError: The description of a sample cannot be read.
    """
    files = samples_folder.glob(f"*/{_ABOUT}")
    return tuple(_info(about) for about in sorted(files, key=lambda path: (_place(path), path)))


def load(*, sample: str | None, samples_folder: Path, reference: Path, forms: Path) -> list[Record]:
    """Records of the catalogues and definitions, and of a sample district when one is named.

    Args:
        sample: Name of the sample; None for an empty district.
        samples_folder: Folder of the samples.
        reference: Folder of the catalogues.
        forms: Folder of the definitions of forms and indicators.

    Raises:
        QualityError: There is no such sample, or a file of it is wrong; the sentence names the
            file and the entry.
    """
    records, known = _catalogues(reference)
    if sample is None:
        return records + shipped_definitions.read(forms=forms, known=known)
    names = [info.name for info in available(samples_folder=samples_folder)]
    if sample not in names:
        raise QualityError(f"Образца «{sample}» нет. Есть: {', '.join(names) or 'ни одного'}.")
    folder = samples_folder / sample
    files = [path for path in sorted(folder.glob("*.toml")) if path.name not in _NOT_RECORDS]
    own, known = read_records(files, namespace=sample, known=known)
    shipped = _with_act(folder / _ABOUT, shipped_definitions.read(forms=forms, known=known))
    return records + own + shipped + _made_up(folder / _ABOUT, shipped)


def _catalogues(reference: Path) -> tuple[list[Record], dict[str, Id]]:
    files = [reference / name for name in _CATALOGUES]
    return read_records(files, namespace="reference", known={})


def _with_act(about: Path, shipped: Sequence[Record]) -> list[Record]:
    """The definitions with the act of this district that demands the data: another one has its own."""
    told = read_toml(about)
    act, formulas = str(told.get("forms_source", "")), told.get("formula_sources", {})

    def own(record: Record) -> Record:
        if isinstance(record, Form) and act:
            return replace(record, source=act)
        if isinstance(record, Calculation) and record.source in formulas:
            return replace(record, source=str(formulas[record.source]))
        return record

    return [own(record) for record in shipped]


def _made_up(about: Path, shipped: Sequence[Record]) -> list[Record]:
    """Schools and figures of a sample that has no real ones: ``[made_up]`` in its description."""
    asked = read_toml(about).get("made_up")
    if asked is None:
        return []
    try:
        return made_up.district(
            seed=asked["seed"], schools=asked["schools"], years=asked["years"], definitions=shipped
        )
    except KeyError as error:
        raise QualityError(
            f"Файл {about.parent.name}/{_ABOUT}: в разделе made_up не указано поле {error}."
        ) from error


def _place(about: Path) -> int:
    found = read_toml(about).get("place", _NO_PLACE)
    return found if isinstance(found, int) else _NO_PLACE


def _info(about: Path) -> SampleInfo:
    data = read_toml(about)
    try:
        return SampleInfo(
            name=about.parent.name, title=data["title"], description=data["description"]
        )
    except KeyError as error:
        raise QualityError(
            f"Файл {about.parent.name}/{_ABOUT}: не указано поле {error}."
        ) from error

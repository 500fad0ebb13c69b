"""The office's library of recommendations: its conditions and texts, changed as the office likes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from quality_desktop.domain.at_risk.profile import Level, Recommendation, RecommendationTemplate
from quality_desktop.domain.changes import Changes
from quality_desktop.domain.collection.bands import Condition
from quality_desktop.domain.collection.indicators import Calculation
from quality_desktop.domain.errors import QualityError
from quality_desktop.domain.examination.exams import Subject
from quality_desktop.domain.records import Id, new_id
from quality_desktop.services.school_profile.sign_figures import CODES

if TYPE_CHECKING:
    from quality_desktop.storage.store import Store

FIELDS: Final = ("{school}", "{figure}", "{bound}", "{district}", "{work}")
"""What a text may hold in braces."""
_NEW: Final = "Новая рекомендация: впишите текст и условие"
_OWN: Final = "управление"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateEdit:
    """A new value of a template.

    Attributes:
        value: A text; a code of ``Level`` for ``level``; «>= 30» for ``condition``.
    """

    template: Id
    field: Literal["level", "sign", "condition", "text"]
    value: str


def library(*, store: Store) -> tuple[RecommendationTemplate, ...]:
    """The templates in their order."""
    found = store.all(RecommendationTemplate)
    return tuple(sorted(found, key=lambda one: (one.place, one.code)))


def sign_titles(*, store: Store) -> Mapping[str, str]:
    """What a template may look at: code -> words."""
    calculations = {one.code: one.title for one in store.all(Calculation)}
    narrowed = {
        f"{code}.{subject.code}": f"{title}: {subject.title.lower()}"
        for code, title in CODES.items()
        if code.startswith("work.")
        for subject in store.all(Subject)
    }
    return {**CODES, **narrowed, **calculations}


def edit(*, store: Store, edits: Sequence[TemplateEdit]) -> Changes:
    """Change templates in one step; recommendations made of them stay until composed again.

    Raises:
        QualityError: A template is gone, a condition is not understood, nobody computes the
            figure, or the text is empty.
    """
    known = sign_titles(store=store)
    changed: dict[Id, RecommendationTemplate] = {}
    for one in edits:
        before = changed.get(one.template) or _of(store, one.template)
        changed[one.template] = _with(before, one, known)
    with store.work("Изменить библиотеку рекомендаций") as work:
        work.put_all(changed.values())
        return work.commit()


def add(*, store: Store) -> Changes:
    """Add a template without a condition: it says nothing until it has one."""
    last = max((one.place for one in store.all(RecommendationTemplate)), default=0)
    key = new_id()
    with store.work("Добавить рекомендацию в библиотеку") as work:
        work.put(
            RecommendationTemplate(
                id=key, code=f"own-{key.hex[-12:]}", text=_NEW, source=_OWN, place=last + 1
            )
        )
        return work.commit()


def remove(*, store: Store, template: Id) -> Changes:
    """Take a template out of the library; recommendations made of it become the office's own."""
    _of(store, template)
    with store.work("Удалить рекомендацию из библиотеки") as work:
        work.put_all(
            replace(one, template=None) for one in work.all(Recommendation, template=template)
        )
        work.delete(RecommendationTemplate, template)
        return work.commit()


def _of(store: Store, key: Id) -> RecommendationTemplate:
    found = store.get(RecommendationTemplate, key)
    if found is None:
        raise QualityError("Этой рекомендации в библиотеке больше нет.")
    return found


def _with(
    found: RecommendationTemplate, one: TemplateEdit, known: Mapping[str, str]
) -> RecommendationTemplate:
    clean = one.value.strip()
    match one.field:
        case "level":
            return replace(found, level=Level(clean).value)
        case "sign":
            return replace(found, sign=_sign(clean, known))
        case "condition":
            Condition.of(_ascii(clean))
            relation, bound = _ascii(clean).split()
            return replace(found, relation=relation, bound=bound)
        case "text":
            if not clean:
                raise QualityError("Впишите текст рекомендации.")
            return replace(found, text=clean)


def _sign(text: str, known: Mapping[str, str]) -> str:
    """The code of a figure from its code or its words."""
    if text in known:
        return text
    by_title = {title.casefold(): code for code, title in known.items()}
    if text.casefold() in by_title:
        return by_title[text.casefold()]
    raise QualityError(f"Показателя «{text}» нет: выберите его из списка.")


def _ascii(text: str) -> str:
    """«≥ 12,5 %» -> «>= 12.5»."""
    plain = text.replace("≥", ">=").replace("≤", "<=").replace(",", ".").replace("%", "")
    sign = plain.rstrip("0123456789. \u00a0\u202f-")
    return f"{sign.strip()} {plain[len(sign) :].strip()}"

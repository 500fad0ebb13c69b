"""Several answers of one school: which is the same again, and where a person must choose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from quality_desktop.domain.errors import Severity
from quality_desktop.domain.records import Id
from quality_desktop.services.forms.received_forms import FormProblem, ReceivedForm, Verdict

_KNOWN = (Verdict.READY, Verdict.WITH_ERRORS, Verdict.ALREADY)
_EMPTY = "пусто"
_Whose = tuple[Id | None, Id | None, int]


def settle_rivals(
    received: Sequence[ReceivedForm], earlier: Callable[[ReceivedForm], frozenset[str]]
) -> tuple[ReceivedForm, ...]:
    """Say which forms are copies of each other and which stand against each other.

    Nobody assumes that the newer file is the right one.

    Args:
        received: Forms in the order of the files.
        earlier: Fingerprints of answers of the same school that were taken before and replaced since.
    """
    groups: dict[_Whose, list[ReceivedForm]] = {}
    for each in received:
        if each.verdict in _KNOWN:
            groups.setdefault(_whose(each), []).append(each)
    settled: dict[str, ReceivedForm] = {}
    for group in groups.values():
        settled.update((each.key, each) for each in _settled(group))
    for each in received:
        found = settled.get(each.key, each)
        if found.verdict in (Verdict.READY, Verdict.WITH_ERRORS) and (
            found.fingerprint in earlier(found)
        ):
            settled[each.key] = replace(
                found,
                verdict=Verdict.CHOOSE,
                sentence="Этот ответ уже загружали, а после него загружен другой: выберите его, только если "
                "надо вернуть прежние значения.",
            )
    return tuple(settled.get(each.key, each) for each in received)


def _settled(group: Sequence[ReceivedForm]) -> Iterable[ReceivedForm]:
    firsts: dict[str, ReceivedForm] = {}
    for each in group:
        first = firsts.setdefault(each.fingerprint, each)
        if first is not each:
            yield replace(
                each,
                verdict=Verdict.ALREADY,
                sentence=f"Те же ответы, что в «{first.file}»: второй раз они не нужны.",
            )
    if len(firsts) < 2:
        yield from firsts.values()
        return
    for each in firsts.values():
        others = [other for other in firsts.values() if other is not each]
        rivals = tuple(other.key for other in others)
        if each.verdict is Verdict.ALREADY:
            yield replace(each, rivals=rivals)
            continue
        files = ", ".join(f"«{other.file}»" for other in others)
        yield replace(
            each,
            verdict=Verdict.CHOOSE,
            sentence=f"От школы «{each.school_name}» есть и другой ответ: {files}. Сравните и выберите один.",
            rivals=rivals,
            problems=(*each.problems, *(p for other in others for p in _differences(each, other))),
        )


def _differences(one: ReceivedForm, other: ReceivedForm) -> Iterator[FormProblem]:
    """What the office would have after the one and after the other, where that is not the same."""
    mine = {change.element: change for change in one.changes}
    theirs = {change.element: change for change in other.changes}
    for element, change in {**theirs, **mine}.items():
        before = change.before_shown
        here, there = (
            of[element].after_shown if element in of else before for of in (mine, theirs)
        )
        if here != there:
            yield FormProblem(
                text=f"{change.title}: с этим ответом будет «{here or _EMPTY}», а с «{other.file}» – "
                f"«{there or _EMPTY}».",
                file=one.file,
                sheet=one.sheet,
                cell=mine[element].cell if element in mine else "",
                severity=Severity.WARNING,
                elements=(element,),
            )


def _whose(received: ReceivedForm) -> _Whose:
    return received.school, None if received.form is None else received.form.id, received.year

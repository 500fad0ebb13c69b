"""Whose file it is and who sends it: what a judged file is to this office and to this user."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from quality_desktop.domain.directory import Municipality
from quality_desktop.exchange.judging import Judged
from quality_desktop.exchange.manifest import Office
from quality_desktop.exchange.quarantine import Received as Quarantined
from quality_desktop.exchange.senders import Sender
from quality_desktop.language.numbers import counted
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.services.exchange.senders import SenderCard, Trust, card_of, trust
from quality_desktop.storage.signing import local_moment
from quality_desktop.storage.store import Store

_IF_NEW: Final = (
    "если ваш файл новый, лучше начать с копии файла отправителя, и не придётся решать, чьи сведения "
    "верны"
)
_MADE_APART: Final = (
    "Файл отправителя создан отдельно от вашего, и одно и то же может оказаться записано дважды: "
    f"после слияния посмотрите двойные записи; {_IF_NEW}."
)
_NAMELESS: Final = (
    f"В вашем файле район ещё не назван, данные района {{which}} станут его данными: {_IF_NEW}."
)
_RENAMED: Final = (
    "Район в присланном файле назван иначе: «{other}», у вас – «{own}»; если это другой район, не "
    "принимайте файл."
)
_UNSIGNED: Final = (
    "не подписан, кто его прислал и не изменён ли он в пути, проверить нельзя: спросите отправителя "
    "по телефону."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquaintance:
    """What a judged file is to this office and to this user.

    Attributes:
        refusal: Why it is not taken, without the name of the file; empty when it may be.
        is_stopped: Its sender's key is another than the one compared.
        warnings: What to know before.
    """

    trust: Trust
    sender: SenderCard
    refusal: str
    is_stopped: bool
    warnings: tuple[str, ...]


def acquaintance(
    *, store: Store, desk: ExchangeDesk, found: Quarantined, judged: Judged, takes_outside: bool
) -> Acquaintance:
    """Compare a judged file with this office and with the senders one knows."""
    refusal, warnings = _office(_own_office(store), judged.office)
    level, sender = _sender(desk, judged)
    warnings += _sender_warnings(level, sender, judged)
    warnings += _file_warnings(found, judged, takes_outside=takes_outside)
    is_stopped = level is Trust.CHANGED
    if is_stopped and not refusal:
        refusal = (
            f"«{sender.name}» подписывает другим ключом, чем тот, что вы сверяли: возможно, это новый "
            "компьютер, а возможно, пакет подделан. Позвоните отправителю и сверьте слова: "
            f"{sender.spoken}"
        )
    return Acquaintance(
        trust=level,
        sender=sender,
        refusal=refusal,
        is_stopped=is_stopped,
        warnings=tuple(warnings),
    )


def moment(milliseconds: int) -> datetime | None:
    """Local time; None for a file nobody wrote to."""
    return local_moment(milliseconds) if milliseconds else None


def _own_office(store: Store) -> Office:
    offices = store.all(Municipality)
    return Office(
        family=store.family.hex(),
        municipalities=tuple(one.id.bytes.hex() for one in offices),
        name=next((one.name for one in offices if one.name), ""),
    )


def _office(own: Office, other: Office) -> tuple[str, list[str]]:
    """Why a file of that office is not taken, and what to know when it is.

    Ids of the municipality prove nothing: every file that was made empty, or from one sample, has the
    same. Copies of one file are known by their first transaction; of files made apart the names speak.
    """
    is_same = _is_same_name(own.name, other.name)
    if own.family == other.family:
        is_other = own.name and other.name and not is_same
        return "", [_RENAMED.format(other=other.name, own=own.name)] if is_other else []
    if not own.name:
        which = f"«{other.name}»" if other.name else "отправителя"
        return "", [_NAMELESS.format(which=which)]
    if not other.name:
        return "", ["В присланном файле район не назван: проверьте, что это файл вашего района."]
    if is_same:
        return "", [_MADE_APART]
    return (
        f"это данные района «{other.name}», а открыт файл района «{own.name}»: попросите прислать "
        "пакет вашего района"
    ), []


def _sender(desk: ExchangeDesk, judged: Judged) -> tuple[Trust, SenderCard]:
    told = judged.manifest
    if told is None or not judged.is_signed:
        return Trust.UNSIGNED, SenderCard(name=judged.author, host=judged.host)
    sender = Sender(key=told.origin.key, name=told.origin.name, host=told.origin.host)
    return trust(desk=desk, sender=sender), card_of(desk=desk, sender=sender)


def _sender_warnings(level: Trust, sender: SenderCard, judged: Judged) -> list[str]:
    if level is Trust.UNSIGNED:
        what = "Файл района" if judged.manifest is None else "Пакет"
        return [f"{what} {_UNSIGNED}"]
    if level is Trust.NEW:
        who = f"«{sender.name}» ({sender.host})"
        return [f"Новый отправитель {who}: позвоните и сверьте слова ключа – {sender.spoken}."]
    return []


def _file_warnings(found: Quarantined, judged: Judged, *, takes_outside: bool) -> list[str]:
    warnings = []
    if judged.has_wal:
        warnings.append(
            "Файл скопирован, пока был открыт чужой программой, и часть данных могла остаться у "
            "отправителя: попросите прислать пакет обмена."
        )
    if found.has_journal:
        warnings.append(
            "Рядом с файлом лежит незаконченная запись, последние изменения отправителя могли в "
            "него не попасть: попросите закрыть файл и прислать пакет обмена."
        )
    if judged.outside is None:
        warnings.append(
            "Журнал файла слишком велик: не сверялось, менял ли кто-нибудь данные помимо программы."
        )
    elif judged.outside:
        values = counted(judged.outside, "значение", "значения", "значений")
        end = "они будут приняты как новые." if takes_outside else "они приняты не будут."
        warnings.append(f"В файле изменено помимо программы: {values}; {end}")
    return warnings


def _is_same_name(one: str, other: str) -> bool:
    """«Ишимбайский район» and «муниципальный район Ишимбайский район» are one district."""
    words, others = _words(one), _words(other)
    return bool(words and others) and (words <= others or others <= words)


def _words(name: str) -> frozenset[str]:
    return frozenset(name.lower().replace("ё", "е").split())

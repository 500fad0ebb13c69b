"""Whom one knows: a key of one's own, eight words, colleagues compared by telephone."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.domain.errors import QualityError
from quality_desktop.exchange.senders import Sender
from quality_desktop.services.exchange import senders
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.services.exchange.senders import Trust


def desk_in(folder: Path) -> ExchangeDesk:
    bundled = paths.bundled()
    return ExchangeDesk(
        keys=folder / "keys", words=bundled.exchange_words, migrations=bundled.migrations
    )


@pytest.fixture
def desk(tmp_path: Path) -> ExchangeDesk:
    return desk_in(tmp_path)


def sender(card: senders.SenderCard, **changed: str) -> Sender:
    return Sender(**{"key": card.key, "name": card.name, "host": card.host, **changed})


def test_the_key_is_made_once_and_is_the_owners_alone(desk: ExchangeDesk):
    first = senders.own_card(desk=desk, author="Анна")
    assert senders.own_card(desk=desk, author="Анна") == first
    assert len(first.words) == 8
    assert first.spoken == " ".join(first.words)
    if os.name == "posix":
        assert stat.S_IMODE((desk.keys / "own.key").stat().st_mode) == 0o600


def test_a_sender_is_new_then_known_then_forgotten(desk: ExchangeDesk, tmp_path: Path):
    card = senders.own_card(desk=desk_in(tmp_path / "boris"), author="Борис")
    assert senders.trust(desk=desk, sender=sender(card)) is Trust.NEW
    senders.pin(desk=desk, card=card)
    assert senders.trust(desk=desk, sender=sender(card)) is Trust.KNOWN
    assert senders.known(desk=desk) == (card,)
    senders.forget(desk=desk, key=card.key)
    assert senders.trust(desk=desk, sender=sender(card)) is Trust.NEW


def test_one_name_with_another_key_is_a_stop_until_it_is_pinned_too(
    desk: ExchangeDesk, tmp_path: Path
):
    office = senders.own_card(desk=desk_in(tmp_path / "office"), author="Борис  Петров")
    home = senders.own_card(desk=desk_in(tmp_path / "home"), author="борис петров")
    senders.pin(desk=desk, card=office)
    assert senders.trust(desk=desk, sender=sender(home)) is Trust.CHANGED
    senders.pin(desk=desk, card=home)
    assert {one.key for one in senders.known(desk=desk)} == {office.key, home.key}
    assert senders.trust(desk=desk, sender=sender(office)) is Trust.KNOWN


@pytest.mark.parametrize(
    "alike",
    ["Иванова А. П.", "ИВАНОВА А.П", "Иванова\u200b А.П.", "Иванoва A.П.", "Иванова\u00a0А. П."],
)
def test_a_name_that_looks_like_a_known_one_is_no_new_acquaintance(
    desk: ExchangeDesk, tmp_path: Path, alike: str
):
    known = senders.own_card(desk=desk_in(tmp_path / "office"), author="Иванова А.П.")
    other = senders.own_card(desk=desk_in(tmp_path / "home"), author=alike)
    senders.pin(desk=desk, card=known)
    assert senders.trust(desk=desk, sender=sender(other)) is Trust.CHANGED


def test_ones_own_packages_are_ones_own(desk: ExchangeDesk):
    card = senders.own_card(desk=desk, author="Анна")
    assert senders.trust(desk=desk, sender=sender(card, name="Кто угодно")) is Trust.OWN


def test_a_spoilt_list_is_set_aside_and_everybody_is_new_again(desk: ExchangeDesk, tmp_path: Path):
    card = senders.own_card(desk=desk_in(tmp_path / "boris"), author="Борис")
    senders.pin(desk=desk, card=card)
    (desk.keys / "senders.json").write_text('[{"key": 5}]', encoding="utf-8")
    assert senders.known(desk=desk) == ()
    assert (desk.keys / "senders.json.broken").exists()


def test_a_spoilt_key_is_said_and_not_replaced_behind_the_users_back(desk: ExchangeDesk):
    senders.own_card(desk=desk, author="Анна")
    (desk.keys / "own.key").write_bytes(b"short")
    with pytest.raises(QualityError, match="испорчен"):
        senders.own_card(desk=desk, author="Анна")
    assert (desk.keys / "own.key").read_bytes() == b"short"

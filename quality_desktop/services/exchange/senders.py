"""Whom one knows: the own card, senders compared by telephone."""

from __future__ import annotations

import platform
from dataclasses import dataclass

from quality_desktop.exchange.keys import fingerprint, own_key
from quality_desktop.exchange.senders import Sender, Trust, read_senders, trust_of, write_senders
from quality_desktop.exchange.words import read_words, spoken
from quality_desktop.services.exchange.desk import ExchangeDesk

__all__ = ["SenderCard", "Trust", "card_of", "forget", "known", "own_card", "pin", "trust"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderCard:
    """A sender as the user is shown one.

    Attributes:
        name: Name of the person as the package tells it.
        host: Name of the computer.
        key: Public key, hexadecimal; empty when nothing was signed.
        words: The eight words to compare by telephone; none when nothing was signed.
    """

    name: str
    host: str
    key: str = ""
    words: tuple[str, ...] = ()

    @property
    def spoken(self) -> str:
        """The words in one line."""
        return " ".join(self.words)


def own_card(*, desk: ExchangeDesk, author: str) -> SenderCard:
    """The user's own card, to be read to others; the key is made when there is none.

    Args:
        desk: This computer.
        author: Name of the user.
    """
    public = own_key(desk.keys).public
    return card_of(desk=desk, sender=Sender(key=public.hex(), name=author, host=platform.node()))


def known(*, desk: ExchangeDesk) -> tuple[SenderCard, ...]:
    """Senders compared by telephone, by name."""
    return tuple(card_of(desk=desk, sender=one) for one in read_senders(desk.keys))


def pin(*, desk: ExchangeDesk, card: SenderCard) -> None:
    """Remember a sender whose words were compared; another key of the same name stays known, too.

    Args:
        desk: This computer.
        card: A signed sender.
    """
    others = [one for one in read_senders(desk.keys) if one.key != card.key]
    write_senders(desk.keys, [*others, Sender(key=card.key, name=card.name, host=card.host)])


def forget(*, desk: ExchangeDesk, key: str) -> None:
    """Know a sender no longer: a key was lost, a colleague has left."""
    write_senders(desk.keys, [one for one in read_senders(desk.keys) if one.key != key])


def card_of(*, desk: ExchangeDesk, sender: Sender) -> SenderCard:
    """A sender with the words of the key."""
    words = spoken(fingerprint(bytes.fromhex(sender.key)), read_words(desk.words))
    return SenderCard(name=sender.name, host=sender.host, key=sender.key, words=words)


def trust(*, desk: ExchangeDesk, sender: Sender) -> Trust:
    """What a signed package's sender is to the user."""
    own = own_key(desk.keys).public.hex() if (desk.keys / "own.key").exists() else None
    return trust_of(sender, read_senders(desk.keys), own)

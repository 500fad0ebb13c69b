"""What the exchange needs of this computer, from what the whole window shares."""

from __future__ import annotations

from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.ui.environment import Environment


def desk_of(environment: Environment) -> ExchangeDesk:
    """The desk of this user on this computer."""
    return ExchangeDesk(
        keys=environment.keys,
        words=environment.exchange_words,
        migrations=environment.migrations,
    )

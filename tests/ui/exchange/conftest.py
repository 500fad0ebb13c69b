"""Colleagues with copies of the file that the window shows."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from quality_desktop import paths
from quality_desktop.services.exchange.desk import ExchangeDesk
from quality_desktop.storage.store import Store, Writer
from quality_desktop.ui.environment import Environment
from tests.services.exchange.offices import Colleague
from tests.ui.conftest import WRITER

Join = Callable[[str, Path], Colleague]
"""Gives somebody a copy of a closed file."""


@pytest.fixture
def me(environment: Environment) -> str:
    """The user of the window, by the name in the settings."""
    environment.preferences.apply(lambda known: replace(known, author=WRITER.author))
    return WRITER.author


@pytest.fixture
def join(tmp_path: Path) -> Iterator[Join]:
    """Colleagues on other computers."""
    bundled = paths.bundled()
    with ExitStack() as stack:

        def give(name: str, file: Path) -> Colleague:
            home = tmp_path / name
            home.mkdir()
            copy = Path(shutil.copy(file, home / "район.quality"))
            writer = Writer(author=name, host=f"ПК {name}", program_version="0")
            store = Store.open(copy, migrations=bundled.migrations, writer=writer)
            stack.enter_context(store)
            desk = ExchangeDesk(
                keys=home / "keys",
                words=bundled.exchange_words,
                migrations=bundled.migrations,
                temporary=home,
            )
            return Colleague(name=name, store=store, desk=desk, outbox=home)

        yield give

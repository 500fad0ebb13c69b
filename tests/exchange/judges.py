"""One judging process for many tests: starting one takes longer than judging a small file."""

from collections.abc import Iterator

import pytest

from quality_desktop import paths
from quality_desktop.exchange import quarantine
from quality_desktop.exchange.judging_process import JudgingProcess
from quality_desktop.storage.header import schema_version


class _Lent(JudgingProcess):
    """A process that its users do not end."""

    def close(self) -> None:
        """Stay for the next test."""

    def end(self) -> None:
        """End the process."""
        super().close()


@pytest.fixture(scope="session")
def judging_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JudgingProcess]:
    """The process; its watch is older than the first test that uses it."""
    made = _Lent(version=schema_version(paths.bundled().migrations), largest=0)
    folder = tmp_path_factory.mktemp("first")
    (folder / "first").write_bytes(b"rubbish")
    made.judge(folder / "first", folder)
    yield made
    made.end()


@pytest.fixture
def shared_judges(judging_process: JudgingProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every quarantine asks the one process, which is a real one."""
    monkeypatch.setattr(quarantine, "JudgingProcess", lambda **_: judging_process)

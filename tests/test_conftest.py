"""The fixtures that guard every test do fail a test that deserves it."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

LEFT_BEHIND = {
    "thread": """
        import threading
        def test_it(request):
            done = threading.Event()
            request.session.config.left = done
            threading.Thread(target=done.wait, name="forgotten").start()
        def test_end(request):
            request.session.config.left.set()
        """,
    "qt_thread": """
        from PySide6.QtCore import QThread
        def test_it(qapp, request):
            thread = QThread(objectName="forgotten")
            request.session.config.left = thread
            thread.start()
        def test_end(request):
            request.session.config.left.quit()
            request.session.config.left.wait()
        """,
    "window": """
        from PySide6.QtWidgets import QWidget
        def test_it(qapp, request):
            request.session.config.left = QWidget(objectName="forgotten")
        """,
}


@pytest.fixture
def inner(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A suite of its own under our conftest."""
    pytester.makeconftest(Path(__file__).with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nqt_api = pyside6\n")
    for name in ("CI", "QUALITY_DESKTOP_TOOLS_ARE_PROMISED"):
        monkeypatch.delenv(name, raising=False)
    return pytester


def _run(inner: pytest.Pytester) -> pytest.RunResult:
    return inner.runpytest_subprocess("-p", "no:randomly", "-p", "no:cacheprovider")


@pytest.mark.slow
def test_a_test_that_leaves_something_behind_fails_with_advice(inner: pytest.Pytester):
    inner.makepyfile(**{f"test_{kind}": source for kind, source in LEFT_BEHIND.items()})
    result = _run(inner)
    assert result.parseoutcomes()["errors"] == len(LEFT_BEHIND)
    result.stdout.fnmatch_lines(
        [
            "E *The test left behind:",
            "E *- the QThread 'forgotten': *",
            "E *The test left behind:",
            "E *- the thread 'forgotten': *",
            "E *The test left behind:",
            "E *- the window QWidget 'forgotten': *",
            *(f"ERROR test_{kind}.py::test_it - *" for kind in sorted(LEFT_BEHIND)),
        ]
    )


@pytest.mark.slow
def test_an_error_in_the_log_fails_a_test_that_does_not_look_at_the_log(inner: pytest.Pytester):
    inner.makepyfile(
        """
        import logging
        def test_unaware():
            logging.getLogger("quality_desktop.storage").error("lost")
        def test_aware(caplog):
            logging.getLogger("quality_desktop.storage").error("lost")
            assert "lost" in caplog.text
        """
    )
    _run(inner).assert_outcomes(passed=2, errors=1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("promised", "outcome"),
    [
        ({}, {"skipped": 1}),
        ({"CI": "true"}, {"failed": 1}),
        ({"QUALITY_DESKTOP_TOOLS_ARE_PROMISED": "1"}, {"failed": 1}),
    ],
)
def test_an_absent_tool_skips_a_test_only_where_nobody_promised_it(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, promised, outcome
):
    for name, value in promised.items():
        monkeypatch.setenv(name, value)
    inner.makepyfile("def test_it(find_tool): find_tool('no-such-program')")
    _run(inner).assert_outcomes(**outcome)

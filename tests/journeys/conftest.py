"""Journeys start where a person starts: with the real window."""

from tests.ui.conftest import (  # noqa: F401 - fixtures are found by being here
    _clipboard_left_empty,
    _made_files,
    empty_file,
    environment,
    make_window,
    messages,
    sample_file,
)

"""What every model says about indexes."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

Index = QModelIndex | QPersistentModelIndex
NO_PARENT: Final = QModelIndex()
"""The root of a model: an invalid index, which nobody can change."""

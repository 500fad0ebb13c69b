"""Spaces that are no ordinary ones."""

from __future__ import annotations

NBSP = "\u00a0"
"""A line never ends at it."""

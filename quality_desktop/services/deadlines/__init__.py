"""Controlled dates: gathered from all that sets them, watched, marked, printed."""

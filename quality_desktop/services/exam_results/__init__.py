"""Exam results: read from files, matched with schools, typed, shown."""

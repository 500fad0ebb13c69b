"""Exam procedures, results of schools in them and the figures of a result."""

"""Objectivity of exams: marks beside the register, markers, signs that deserve a second look."""

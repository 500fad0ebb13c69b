"""Monitoring entry: the grid of schools and data elements of one school year."""

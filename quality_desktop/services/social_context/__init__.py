"""The context index of schools, and results beside it."""

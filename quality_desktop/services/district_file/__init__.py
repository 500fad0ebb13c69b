"""The office's file as a whole: opened, described, filled from samples, undone; what stands beside it."""

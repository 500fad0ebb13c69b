"""The tabs of the window; they know nothing of each other."""

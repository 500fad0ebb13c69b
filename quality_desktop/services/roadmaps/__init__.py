"""Plans of activities: shown, edited, moved, copied to the next year, read from files, printed."""

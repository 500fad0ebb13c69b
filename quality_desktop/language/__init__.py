"""Russian grammar of papers: names, positions, units, dates and numbers, the office's corrections first."""

"""Windows of what happened to the file: history, exchange with colleagues, disagreements, duplicates."""

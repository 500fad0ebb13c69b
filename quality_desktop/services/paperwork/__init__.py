"""Papers of the office: what the file can produce, a person's edits, the way out."""

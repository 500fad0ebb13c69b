"""Files with exam results: each layout recognised by its headings and read into plain rows."""

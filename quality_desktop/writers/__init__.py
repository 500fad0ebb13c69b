"""Translates a Document tree into files: DOCX and PDF of the same look."""

"""Reads workbooks and tables that came from outside as untrusted, and writes workbooks and tables out."""

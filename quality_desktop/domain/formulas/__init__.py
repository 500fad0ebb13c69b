"""Formulas of indicators: parsed, computed over columns, printed in Russian."""

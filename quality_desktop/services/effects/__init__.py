"""Measures taken for schools and what followed from them."""

"""Papers about schools at risk: the facts of each, their composition and printing."""

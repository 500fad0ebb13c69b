"""Partners of weak schools: the proposal, the office's choice, plans of interaction."""

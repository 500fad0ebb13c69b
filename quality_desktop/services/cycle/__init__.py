"""The management cycle: directions, who answers for what, the technological card."""

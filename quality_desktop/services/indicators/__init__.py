"""What is collected and how indicators are computed from it."""

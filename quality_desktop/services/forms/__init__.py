"""Forms on their way to the schools and back."""

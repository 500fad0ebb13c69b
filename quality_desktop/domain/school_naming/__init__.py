"""Which school a name or a code means."""

"""What travels between offices: packages written, sealed and opened; files from outside judged first."""

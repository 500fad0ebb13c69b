"""The built-in help: its pages read, searched, shown and printed."""

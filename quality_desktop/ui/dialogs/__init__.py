"""Windows that ask for one decision or show one page."""

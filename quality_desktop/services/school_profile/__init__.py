"""The risk profile of a school, its addressed recommendations and its card."""

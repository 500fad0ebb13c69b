"""The website tab: a tree of static pages with the proofs and papers that the office publishes."""

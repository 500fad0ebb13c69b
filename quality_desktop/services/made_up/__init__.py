"""A made-up district for the sample, tests and benchmarks."""

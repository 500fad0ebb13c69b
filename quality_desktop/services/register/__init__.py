"""The register of papers: numbers, addressees, answers, papers as they were signed."""

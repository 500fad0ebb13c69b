"""The register of proofs: what proves every position, where it is published, what is missing."""

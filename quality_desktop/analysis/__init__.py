"""Numbers over many schools at once: columns in, columns out; no database, no Qt."""

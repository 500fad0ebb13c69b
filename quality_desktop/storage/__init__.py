"""The only user of SQLAlchemy: one file of records with its change log, read and written safely."""

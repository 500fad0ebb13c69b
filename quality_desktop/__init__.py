"""Offline quality management of a district education office: the program itself."""

__version__ = "0.1.0"

"""The bridge between Reprise and Gymnasium; docs/python.md describes it."""

__version__ = "0.1.0"

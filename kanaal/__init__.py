"""Kanaal: the open channel partner platform."""

__version__ = "0.1.0"

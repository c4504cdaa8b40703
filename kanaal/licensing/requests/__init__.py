"""What resellers ask of the helpdesk about agreements: a customer that comes over, another name, another segment."""

from kanaal.licensing.requests import renaming, segments, switching

__all__ = ["renaming", "segments", "switching"]

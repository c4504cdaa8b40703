"""What resellers ask of the helpdesk about agreements: a customer that comes over, another name, another segment, and
another administrator where theirs has left.
"""

from kanaal.licensing.requests import administrators, renaming, segments, switching

__all__ = ["administrators", "renaming", "segments", "switching"]

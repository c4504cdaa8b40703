"""Characters that nobody sees: they hide in what is copied, or turn others around."""

from __future__ import annotations

import unicodedata

HARMLESS = "\t\r\n\u200c\u200d"
"""Some scripts join their letters with the last two."""


def has_unseen(text: str) -> bool:
    """Is anything in it that hides, or turns other characters around?"""
    return any(unicodedata.category(c) in ("Cc", "Cf") and c not in HARMLESS for c in text)

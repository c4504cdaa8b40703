"""The asker's own things, looked at by the very rules: what an article is about, found in one's own case (H3)."""

from kanaal.helpcentre.situations import company, contracts, licences, money, sales
from kanaal.helpcentre.situations.shown import SITUATIONS, Line, Situation, situation

__all__ = ["SITUATIONS", "Line", "Situation", "company", "contracts", "licences", "money", "sales", "situation"]

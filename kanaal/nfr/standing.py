"""Whether a company's level brings it licences for its own use now, whoever asks (N1, N5)."""

from __future__ import annotations

from kanaal.core import clock
from kanaal.nfr.permissions import nfr_places
from kanaal.nfr.queries import has_kit
from kanaal.partners.models import Partner
from kanaal.partners.policy import LevelsPolicy, MembershipPolicy
from kanaal.programme.policies import policy


def level_brings(partner: Partner) -> bool:
    """Is there a place for it that the level opens, and is the membership in force?"""
    levels = policy(LevelsPolicy)
    level = levels.get(partner.level)
    opens = level is not None and any(levels.opens(level, place.key) for place in nfr_places())
    return opens and has_kit() and is_member(partner)


def is_member(partner: Partner) -> bool:
    return partner.in_force_on(clock.today(), policy(MembershipPolicy).window_after_days)

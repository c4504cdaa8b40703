"""What a change would do, before anybody confirms it: what it costs, from when to when, and what comes of it later.

Each function raises what the action would raise. What it answers carries `seen`, which the action takes along: if a
day, a price or something else is not as it was shown by then, that is said, and nothing is done.
"""

from kanaal.licensing.previewing.adding import foresee_authorisation, foresee_removal
from kanaal.licensing.previewing.foreseen import Foreseen
from kanaal.licensing.previewing.ordering import foresee_order
from kanaal.licensing.previewing.renewing import foresee_renewal

__all__ = ["Foreseen", "foresee_authorisation", "foresee_order", "foresee_removal", "foresee_renewal"]

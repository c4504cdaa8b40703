"""Orders that were asked for only to clear what nobody wants: confirmed, they go back without anybody's asking (V6)."""

from __future__ import annotations

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.distribution import mails
from kanaal.distribution.events import ReturnRequested
from kanaal.distribution.policy import DistributionPolicy
from kanaal.licensing import returns
from kanaal.licensing.actions.returning import begin
from kanaal.licensing.events.returning import ReturnNotAsked
from kanaal.licensing.models import Order, Return
from kanaal.programme.policies import policy


def send_back_at_once(order: Order, *, by: Actor) -> Return | None:
    """Request the return that was promised, as soon as the order is answered; the order is locked.

    None where it is not such an order, something of it still waits, or nothing was confirmed. What stands in the way
    (licences that were given to users meanwhile, say) is told to the reseller, who asks anew when it is gone.
    """
    if not order.returns_at_once or order.state != "answered":
        return None
    known = returns.known_of(order)
    asked = known.all_left
    if not asked:
        return None
    found = returns.findings(known, asked, known.today)
    if not all(one.met for one in found):
        why = [str(one) for one in returns.misses(known, asked, known.today)]
        record(ReturnNotAsked(number=order.number, why=why), about=order, by=by)
        mails.return_not_asked(order, found)
        return None
    made = begin(known, asked, reason="", by=by, requested_within=policy(DistributionPolicy).answer_within)
    record(ReturnRequested(return_id=made.pk, number=made.number), about=order, by=by)
    mails.return_requested(made)
    return made

"""The record of a customer who accepts: the one that is surely it, else a new one of the reseller's own (V2, D5)."""

from __future__ import annotations

from kanaal.core.actors import CLOCK
from kanaal.customers import finding
from kanaal.customers.actions.accounts import make_account
from kanaal.customers.models import Account
from kanaal.customers.queries import numbers_of, standing
from kanaal.customers.sound import read
from kanaal.licensing.customer_details import PLAIN
from kanaal.licensing.models import CustomerInvitation

MOST_ALIKE = 20
"""So many accounts that look like the customer are weighed."""


def account_for(invitation: CustomerInvitation) -> tuple[Account, bool]:
    """The account, and whether it was made. Only what the reseller may know of is found; where others look like a new
    one, the desk is asked whether they are one company. To be called inside the action that needs it.
    """
    given = {key: getattr(invitation, key) for key in PLAIN}
    said, _faults = read(given)
    alike = finding.lookalikes(said.company, owner=invitation.partner_id, limit=MOST_ALIKE)
    same = [one.account_id for one in alike if one.likeness.verdict == "same"]
    if len(same) == 1:
        return standing(Account.locked(same[0])), False
    seen = numbers_of(one.account_id for one in alike).values()
    reason = f"{invitation.number}: {invitation.name}"
    return make_account(invitation.partner, given=given, by=CLOCK, seen=list(seen), reason=reason), True

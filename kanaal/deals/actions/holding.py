"""Holding what a decision is about, in the house's order: the customer's accounts, the opportunity, the registration.

All accounts under which a customer is known are held, not only the one at hand. Two partners who register the same
customer in the same second come one after the other, also where each has an account of their own for them.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.customers.models import Account
from kanaal.deals.customers import Customers, same_as
from kanaal.deals.models import Registration
from kanaal.sales.models import Opportunity


class CustomerChanged(Refusal):
    """The opportunity got another customer while this was under way."""

    def __init__(self) -> None:
        super().__init__(
            say(_("The customer of this deal was changed at the same moment.")),
            remedy=say(_("Look at the deal as it is now, and try again.")),
        )


def hold_deal(opportunity: Opportunity) -> Opportunity:
    """The opportunity, as it is now."""
    held = Opportunity.locked(opportunity.pk)
    held.partner, held.account = opportunity.partner, _account_of(held, opportunity)
    return held


def hold(registration: Registration) -> Registration:
    """The registration with its opportunity, where nothing is decided between rivals."""
    opportunity = hold_deal(registration.opportunity)
    held = Registration.locked(registration.pk)
    held.opportunity, held.partner = opportunity, opportunity.partner
    return held


def hold_with_customer(registration: Registration) -> tuple[Registration, Customers]:
    """The same, with every account of the customer held first: for whatever decides who is protected.

    Once it is handed in it is about the account of then. Raises CustomerChanged.
    """
    account = _account_now(registration)
    known = same_as(account)
    list(Account.objects.select_for_update().filter(pk__in=known.ids).order_by("pk").values_list("pk"))
    held = hold(registration)
    if _account_now(held).pk != account.pk:
        raise CustomerChanged
    # A rival's account may have come while we waited for the others.
    return held, same_as(account)


def _account_now(registration: Registration) -> Account:
    if registration.state == "draft":
        return Account.objects.get(opportunities=registration.opportunity_id)
    return Account.objects.get(registrations=registration.pk)


def _account_of(held: Opportunity, known: Opportunity) -> Account:
    return known.account if held.account_id == known.account_id else Account.objects.get(pk=held.account_id)

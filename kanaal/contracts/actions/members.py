"""Affiliates: companies that order with a contract of another, and whose points count for it (K3)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.contracts import permissions
from kanaal.contracts.events import AffiliateAdded, AffiliateEnded
from kanaal.contracts.knowing import today_of
from kanaal.contracts.models import Contract, Member
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers.models import Account


class MemberAlready(Refusal):
    field = "account"

    def __init__(self, account: Account, contract: Contract) -> None:
        super().__init__(
            say(_("%(account)s orders with %(number)s already."), account=name(account.name),
                number=name(contract.number)),
            remedy=say(_("Nothing is to be done: its orders count.")),
        )  # fmt: skip


class OrdersElsewhere(Refusal):
    field = "account"

    def __init__(self, account: Account, other: Contract) -> None:
        super().__init__(
            say(_("%(account)s orders with %(number)s, a contract of the same market."), account=name(account.name),
                number=name(other.number)),
            remedy=say(_("End its ordering there first, so that it is clear where its points count.")),
        )  # fmt: skip


class SignatoryStays(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("The company that signed the contract can't leave it.")),
            remedy=say(_("A contract that nobody renews ends by itself.")),
        )


class EndedAlready(Refusal):
    def __init__(self, member: Member) -> None:
        super().__init__(
            say(_("%(account)s orders with this contract no more, since %(day)s."), account=name(member.account.name),
                day=member.until),
            remedy=say(_("Nothing is to be done.")),
        )  # fmt: skip


@transaction.atomic
def add_affiliate(contract: Contract, *, account: Account, by: Actor) -> Member:
    """From today on the company orders with the contract."""
    contract = Contract.locked(contract.pk)
    account = Account.locked(account.pk)
    receipt = permissions.add_affiliate.check(by, contract)

    if contract.members.filter(account=account, until=None).exists():
        raise MemberAlready(account, contract)
    elsewhere = Member.objects.filter(account=account, until=None, contract__state="live")
    if other := elsewhere.filter(contract__segment=contract.segment).select_related("contract").first():
        raise OrdersElsewhere(account, other.contract)

    member = contract.members.create(account=account, since=today_of(contract), added_by_id=by.person_id)
    record(AffiliateAdded(account_id=account.pk, account=account.name), about=contract, by=by, receipt=receipt)
    return member


@transaction.atomic
def end_affiliate(member: Member, *, by: Actor) -> Member:
    """Today is the last day on which it orders with the contract. What it has brought stays."""
    contract = Contract.locked(member.contract_id)
    member = Member.objects.select_related("account").get(pk=member.pk)
    receipt = permissions.end_affiliate.check(by, contract)

    if not member.affiliate:
        raise SignatoryStays
    if member.until is not None:
        raise EndedAlready(member)
    member.until = today_of(contract)
    member.save(update_fields=["until"])
    fact = AffiliateEnded(account_id=member.account_id, account=member.account.name)
    record(fact, about=contract, by=by, receipt=receipt)
    return member

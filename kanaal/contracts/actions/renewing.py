"""A contract is renewed before its last day or after it; one that nobody renews is closed (K3)."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse_lazy
from django.utils.translation import gettext_noop as _

from kanaal.contracts import mails, permissions
from kanaal.contracts.events import ContractClosed, ContractRenewalAsked, ContractRenewed
from kanaal.contracts.keeping import keep
from kanaal.contracts.knowing import known_of, segment_name, segment_now
from kanaal.contracts.models import Contract
from kanaal.contracts.rules.terms import Renewal
from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.programme import releases


class LooksOtherwiseNow(Refusal):
    """What was shown before it was pressed is not so any more: an order came, or the day changed."""

    def __init__(self) -> None:
        super().__init__(
            say(_("What the renewal brings has changed since the page was opened.")),
            remedy=say(_("Read it once more below, and press the button then.")),
        )


class SegmentGone(Refusal):
    def __init__(self, segment: str) -> None:
        super().__init__(
            say(_("The programme makes no contracts for %(segment)s any more."), segment=segment_name(segment)),
            remedy=say(_("Orders go on without a contract. Ask the helpdesk what takes its place.")),
            link=reverse_lazy("new-case"),
            label=say(_("Ask the helpdesk")),
        )


@transaction.atomic
def ask_contract_renewal(contract: Contract, *, by: Actor) -> Contract:
    """Ask whoever carries renewals out to do it. Nothing changes before that."""
    contract = Contract.locked(contract.pk)
    receipt = permissions.ask_contract_renewal.check(by, contract)

    contract.renewal_asked_at, contract.renewal_asked_by_id = clock.now(), by.person_id
    contract.save(update_fields=["renewal_asked_at", "renewal_asked_by"])
    record(ContractRenewalAsked(number=contract.number), about=contract, by=by, receipt=receipt)
    mails.contract_renewal_asked(contract)
    return contract


@transaction.atomic
def renew_contract(contract: Contract, *, by: Actor, seen: str = "") -> Contract:
    """Agree on another term, which begins at the level that the points of the term before give. Orders of the gap
    count for it. `seen`: what was shown before it was pressed (`digest`). Refuses with LooksOtherwiseNow.
    """
    contract = Contract.locked(contract.pk)
    receipt = permissions.renew_contract.check(by, contract)

    known = known_of(contract)
    found = known.renewal
    if segment_now(contract.segment) is None:
        raise SegmentGone(contract.segment)
    if seen and seen != digest(found):
        raise LooksOtherwiseNow
    asker = contract.renewal_asked_by
    contract.terms.create(
        position=len(known.terms) + 1, starts=found.starts, ends=found.ends, release_id=releases.current().pk,
        made_at=clock.now(), made_by_id=by.person_id,
    )  # fmt: skip
    contract.step("change")
    contract.starts, contract.ends = found.starts, found.ends
    contract.renewal_asked_at = contract.renewal_asked_by = None
    contract.save()
    fact = ContractRenewed(found.starts.isoformat(), found.ends.isoformat(), found.level, found.gap_points)
    record(fact, about=contract, by=by, receipt=receipt)
    keep(contract, by=by)
    mails.contract_renewed(contract, found, asker)
    return contract


@transaction.atomic
def close_contract(contract: Contract, *, by: Actor = CLOCK) -> bool:
    """The time to renew it has passed. Orders of the gap count for no term; answers whether it was closed now."""
    contract = Contract.locked(contract.pk)
    permissions.close_contract.check(by, contract)
    if not contract.is_live or known_of(contract).renewal.phase != "over":
        return False
    contract.step("close")
    contract.renewal_asked_at = contract.renewal_asked_by = None
    contract.save(update_fields=["state", "renewal_asked_at", "renewal_asked_by"])
    record(ContractClosed(number=contract.number), about=contract, by=by)
    mails.contract_closed(contract)
    return True


def digest(found: Renewal) -> str:
    """What a renewal was shown to bring, so that nobody agrees to another one."""
    parts = (
        found.starts.isoformat(),
        found.ends.isoformat(),
        found.level,
        str(found.gap_points),
        str(found.points_before),
    )
    return "|".join(parts)

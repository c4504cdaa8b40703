"""Saying whom a reporter means by a name that nobody is called by (R1)."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.sellthrough import permissions
from kanaal.sellthrough.events import ResellerRecognised
from kanaal.sellthrough.models import ResellerName, SaleLine
from kanaal.sellthrough.periods import hold_gate, locked_periods, open_period
from kanaal.sellthrough.rates import compute_waiting
from kanaal.sellthrough.reading.people import key_of_name


class NobodyByThisName(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("No line of this reporter waits under this name.")),
            remedy=say(_("A colleague may have been first. Look at the list as it is now.")),
        )


@transaction.atomic
def recognise_reseller(reporter: str, named: str, partner: Partner, *, by: Actor) -> int:
    """All lines that this reporter wrote under a name are the partner's, and those to come. Answers how many there are.

    Those of a month that was locked meanwhile counted for nobody, and count in the first open one now.

    Raises NobodyByThisName.
    """
    hold_gate()
    partner = Partner.locked(partner.pk)
    permissions.recognise_reseller.check(by, partner)
    waiting = SaleLine.objects.filter(reporter=reporter, partner__isnull=True, reseller=named)
    if not waiting.exists():
        raise NobodyByThisName
    ResellerName.objects.update_or_create(
        reporter=reporter, key=key_of_name(named),
        defaults={"partner": partner, "said_at": clock.now(), "said_by_id": by.person_id},
    )  # fmt: skip
    many = _give(waiting, partner)
    compute_waiting()
    record(ResellerRecognised(reporter=reporter, name=named, lines=many), about=partner, by=by)
    return many


def _give(waiting: QuerySet[SaleLine], partner: Partner) -> int:
    region = policy(RegionsPolicy).get(partner.region)
    base, locked, many = region.currency if region else "", locked_periods(), 0
    for period in sorted(set(waiting.order_by().values_list("period", flat=True).distinct())):
        of_month = waiting.filter(period=period)
        many += of_month.update(partner=partner, base_currency=base, period=open_period(period, locked))
    same = SaleLine.objects.filter(partner=partner, amount_base__isnull=True, currency=base)
    same.update(rate=Decimal(1), amount_base=F("amount"))
    return many

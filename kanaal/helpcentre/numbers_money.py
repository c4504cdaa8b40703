"""What articles say of contracts and rebates: the programme's rules in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from kanaal.contracts.policy import ContractsPolicy, PaymentOptionsPolicy
from kanaal.core import formats, markdown
from kanaal.programme.filling import Rules, block
from kanaal.programme.policy import RegionsPolicy
from kanaal.rebates.policy import RebateRatesPolicy, RebateRegion, RebateRegionsPolicy, RebatesPolicy

LATE_TERM = {
    "on-renewal": gettext_noop(
        "Before its last day, the new term follows the old one. Renewed later, it begins on the day of renewal, and "
        "what was ordered in between counts for it."
    ),
    "after-end": gettext_noop(
        "The new term follows the old one without a gap, even if it is renewed later; what was ordered in between "
        "counts for it."
    ),
}
RENEWED_BY = {
    "distributor": gettext_noop("The distributor that takes its orders carries it out."),
    "desk": gettext_noop("The vendor's desk carries it out."),
}

TOLD_TWICE = {
    "distributor": gettext_noop(
        "Does your own report tell of a sale that the distributor reported, too, it counts once: as the distributor "
        "reported it."
    ),
    "reseller": gettext_noop(
        "Does a distributor report a sale that you reported yourself, too, it counts once: as you reported it."
    ),
    "both": gettext_noop("What you report yourself counts as what a distributor reports does."),
}


@block("contracts.late_renewal")
def late_renewal(pack: Rules, language: str) -> str:
    """When the term begins of a contract that is renewed after its end (K3)."""
    if not pack.has(ContractsPolicy):
        return ""
    with translation.override(language):
        return _(LATE_TERM[pack.section(ContractsPolicy).late_term])


@block("contracts.renewed_by")
def renewed_by(pack: Rules, language: str) -> str:
    if not pack.has(ContractsPolicy):
        return ""
    with translation.override(language):
        return _(RENEWED_BY[pack.section(ContractsPolicy).renewed_by])


@block("contracts.payment_options")
def payment_options(pack: Rules, language: str) -> str:
    """Each way in which a contract can be paid (K2)."""
    if not pack.has(PaymentOptionsPolicy):
        return ""
    options = pack.section(PaymentOptionsPolicy).payment_options
    return "\n".join(
        f"- **{markdown.quote(one.name.in_(language))}** – {markdown.quote(one.text.in_(language))}" for one in options
    )


@block("rebates.every")
def every(pack: Rules, language: str) -> str:
    """How often a cycle is computed; the beginning of a sentence."""
    if not pack.has(RebatesPolicy):
        return ""
    months = pack.section(RebatesPolicy).cycle_months
    with translation.override(language):
        return ngettext("Each month", "Every %(count)s months", months) % {"count": formats.number(months)}


@block("rebates.told_twice")
def told_twice(pack: Rules, language: str) -> str:
    """Whose report counts where a distributor and the reseller both tell of a sale."""
    if not pack.has(RebatesPolicy):
        return ""
    with translation.override(language):
        return _(TOLD_TWICE[pack.section(RebatesPolicy).told_twice])


@block("rebates.rates")
def rates(pack: Rules, language: str) -> str:
    """Each rule by which rebates are given, in the order in which they are tried."""
    if not pack.has(RebateRatesPolicy):
        return ""
    tried = pack.section(RebateRatesPolicy).rebate_rates
    return "\n".join(f"- {markdown.quote(one.text.in_(language))}" for one in tried)


@block("rebates.bounds")
def bounds(pack: Rules, language: str) -> str:
    """The minimum, and what is held back for how long, in each region that has rebates."""
    if not pack.has(RebateRegionsPolicy):
        return ""
    regions = pack.section(RegionsPolicy)
    with translation.override(language):
        lines = []
        for one in pack.section(RebateRegionsPolicy).rebate_regions:
            region = regions.get(one.region)
            if region is not None:
                lines.append(f"- **{markdown.quote(region.name.in_(language))}** – {_bound(one, region.currency)}")
    return "\n".join(lines)


def _bound(one: RebateRegion, currency: str) -> str:
    values = {
        "minimum": formats.money(Decimal(one.minimum), currency),
        "percent": formats.number(one.holdback),
        "days": formats.number(one.release_days),
    }
    return _(HELD_BACK if one.holdback else CARRIED) % values


CARRIED = gettext_noop("less than %(minimum)s is carried over")
HELD_BACK = gettext_noop(
    "less than %(minimum)s is carried over; %(percent)s%% is held back until %(days)s days after the cycle"
)

"""Who may compute, propose, approve and pay a cycle, and say to which deal a line belongs (R2)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.decisions import Condition, Finding, condition, door, met, permission, unmet
from kanaal.core.texts import Text, name, say
from kanaal.people import roles
from kanaal.people.models import StaffRole
from kanaal.people.permissions import ASK_A_MANAGER, is_staff, staff_is
from kanaal.programme import releases
from kanaal.programme.lacking import lacking
from kanaal.programme.policies import policy
from kanaal.rebates import permissions_partner, permissions_paying, queries
from kanaal.rebates.models import Cycle, Match
from kanaal.rebates.policy import RebatesPolicy


def _kinds_for(part: str) -> tuple[str, ...]:
    """The kinds of staff whom the programme names for a part; none where it has no rebates."""
    if not releases.exists() or not releases.current().pack.has(RebatesPolicy):
        return ()
    found: tuple[str, ...] = getattr(policy(RebatesPolicy), part)
    return found


def _called(kinds: Iterable[str]) -> Text:
    labels = [Text(str(StaffRole.Kind(kind).label)) for kind in kinds]
    return reduce(lambda one, two: say(_("%(one)s or %(two)s"), one=one, two=two), labels)


def named_for(*parts: str) -> Condition[Any]:
    """Staff of a kind that the programme names for one of these parts (`proposed_by`, `approved_by`)."""

    def ask(actor: Actor, subject: object) -> Finding:
        kinds = tuple(dict.fromkeys(kind for part in parts for kind in _kinds_for(part)))
        if not kinds:
            return lacking(_("the programme has no rebates"))
        if roles.staff_kind(actor) in kinds:
            return met(_("you act as %(role)s"), role=_called(kinds))
        return unmet(_("this is for staff who act as %(role)s"), role=_called(kinds), remedy=say(ASK_A_MANAGER))

    return Condition("staff_" + "_or_".join(parts), ask)


@condition
def clock_or_staff(actor: Actor, cycle: Cycle) -> Finding:
    """The clock computes by night; staff whenever they like."""
    if actor.kind == "clock":
        return met(_("the clock may"))
    return named_for("proposed_by", "approved_by").ask(actor, cycle)


def cycle_is(*states: str) -> Condition[Cycle]:
    """Is it in one of these states? Says in which it is."""

    def ask(actor: Actor, cycle: Cycle) -> Finding:
        if cycle.state in states:
            return met(_("the cycle is: %(state)s"), state=cycle.state_label)
        return unmet(_("the cycle is: %(state)s"), state=cycle.state_label, remedy=say(_REMEDIES[cycle.state]))

    return Condition("cycle_is_" + "_or_".join(states), ask)


_REMEDIES = {
    "open": _("It can be proposed once it is over and has been computed."),
    "computed": _("It has to be proposed first."),
    "proposed": _("Finance approves it, or sends it back."),
    "approved": _("What it holds is fixed. What comes late goes into the next cycle."),
    "paid": _("What it holds is fixed. What comes late goes into the next cycle."),
}


@condition
def earlier_ones_closed(actor: Actor, cycle: Cycle) -> Finding:
    """What is carried over and released comes from the one before: they are closed in their order."""
    first = queries.first_open_before(cycle)
    if first is None:
        return met(_("all cycles before it are approved"))
    return unmet(
        _("the cycle %(key)s before it is: %(state)s"),
        key=name(first.key),
        state=first.state_label,
        remedy=say(_("Cycles are approved in their order.")),
        link=reverse("rebate-cycle", args=[first.pk]),
        label=say(_("Look at %(key)s"), key=name(first.key)),
    )


@condition
def proposed_by_another(actor: Actor, cycle: Cycle) -> Finding:
    """Four eyes."""
    if cycle.proposed_by_id is None or cycle.proposed_by_id != actor.person_id:
        return met(_("it was not you who proposed it"))
    return unmet(_("you proposed it yourself"), remedy=say(_("Ask a colleague to look at it: two people sign.")))


@condition
def line_not_counted(actor: Actor, match: Match) -> Finding:
    """What has counted in a closed cycle stays; until then one may say otherwise."""
    entry = match.counted
    if entry is None:
        return met(_("the line has not counted in a cycle that is proposed or approved"))
    return unmet(
        _("the line has counted in %(key)s"),
        key=name(entry.cycle.key),
        remedy=say(_("What a cycle holds is fixed once it is proposed. A wrong line is corrected by its reporter.")),
    )


@condition
def partner_is_known(actor: Actor, match: Match) -> Finding:
    if match.partner_id is not None:
        return met(_("we know whose line it is"))
    return unmet(
        _("nobody knows yet whose line it is"),
        remedy=say(_("Say first which partner the report means by this reseller.")),
    )


mends: Condition[Any] = staff_is("manager", "agent")

see_rebates = door(_("see the rebates"), is_staff)
open_cycle = permission(_("begin a cycle"), clock_or_staff)
ask_to_compute = permission(
    _("have this cycle computed"), named_for("proposed_by", "approved_by"), cycle_is("open", "computed")
)
compute_cycle = permission(_("compute this cycle"), clock_or_staff, cycle_is("open", "computed"))
propose_cycle = permission(
    _("propose this cycle"), named_for("proposed_by"), cycle_is("computed"), earlier_ones_closed
)  # fmt: skip
send_back_cycle = permission(
    _("send this cycle back"), named_for("proposed_by", "approved_by"), cycle_is("proposed")
)  # fmt: skip
approve_cycle = permission(
    _("approve this cycle"), named_for("approved_by"), cycle_is("proposed"), proposed_by_another, earlier_ones_closed
)
pay_cycle = permission(_("mark this cycle as paid"), named_for("approved_by"), cycle_is("approved"))
choose_deal = permission(_("choose the deal of this line"), mends, partner_is_known, line_not_counted)
dismiss_line = permission(_("dismiss this line"), mends, line_not_counted)
undo_choice = permission(_("take back what was said of this line"), mends, line_not_counted)
ask_partner = permission(_("ask the partner about this line"), mends, partner_is_known)

# What partners may stands in permissions_partner, what finance may with payments in permissions_paying.
see_own_rebates = permissions_partner.see_own_rebates
dispute_entry = permissions_partner.dispute_entry
ask_about_missing_line = permissions_partner.ask_about_missing_line
amend_entry = permissions_partner.amend_entry
settle_missing_line = permissions_partner.settle_missing_line
make_payment_file = permissions_paying.make_payment_file
download_payment_file = permissions_paying.download_payment_file
settle_payment_file = permissions_paying.settle_payment_file
return_payment = permissions_paying.return_payment
see_payments = permissions_paying.see_payments

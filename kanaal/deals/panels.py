"""What registrations add to pages of lower rooms: a card on the opportunity, objections to changing it, the customer's
merges, and one's own data (L5).
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.customers.hanging import hangs
from kanaal.deals import permissions
from kanaal.deals.models import NamedAccount, Registration
from kanaal.deals.queries import latest_of, live_of
from kanaal.deals.shown import TONES, reason_of, waited_text
from kanaal.people import held
from kanaal.people.models import Person
from kanaal.sales.hooks import Panel, edit_check, opportunity_panel
from kanaal.sales.models import Opportunity

WHILE_IN_REVIEW = frozenset(
    f"change.{one}" for one in ("account", "need", "families", "amount", "currency", "deal_type", "segment")
) | {"lines"}
WHILE_PROTECTED = frozenset(f"change.{one}" for one in ("account", "need", "deal_type"))


class InReview(Refusal):
    """What is being decided upon must not change under the desk's eyes; nor what was approved become another deal."""

    def __init__(self, registration: Registration) -> None:
        super().__init__(
            say(
                _("Its registration %(number)s is %(state)s, and is about the deal as it was handed in."),
                number=name(registration.number),
                state=registration.state_label,
            ),
            remedy=say(_("Withdraw the registration first, and register the deal as it is then; or copy the deal.")),
            link=reverse("registration", args=[registration.number]),
            label=say(_("Look at the registration")),
        )


@edit_check
def about_what_was_handed_in(opportunity: Opportunity, intention: str, actor: Actor) -> None:
    if intention not in WHILE_IN_REVIEW:
        return
    live = live_of(opportunity)
    if live is None or live.state == "draft":
        return
    if live.is_waiting or intention in WHILE_PROTECTED:
        raise InReview(live)


@opportunity_panel
def registration_card(opportunity: Opportunity, actor: Actor) -> Panel | None:
    """Where its registration stands, or the way to one."""
    latest = latest_of(opportunity)
    if latest is None and (not opportunity.is_open or actor.acts_as("staff")):
        return None
    if latest is not None:
        latest.opportunity, latest.partner = opportunity, opportunity.partner
    live = latest is not None and latest.is_live
    begins = opportunity.is_open and not live and not actor.acts_as("staff")
    may_begin = permissions.begin_registration.explain(actor, opportunity) if begins else None
    context = {
        "registration": latest,
        "deal": opportunity,
        "staff": actor.acts_as("staff"),
        "tone": TONES[latest.state] if latest else "neutral",
        "waited": waited_text(latest) if latest else None,
        "reason": reason_of(latest) if latest else None,
        "promise": latest.promised_at - latest.waiting_since
        if latest and latest.state == "submitted" and latest.promised_at and latest.waiting_since
        else None,
        "may_begin": may_begin,
    }
    html = render_to_string("deals/card.html", context)
    return Panel(say(_("Deal registration")), "shield-check", html, order=10, primary=True)


def my_registrations(person: Person) -> held.Section:
    """What a person handed in for their company."""
    rows = [
        {"number": one.number, "state": one.state_label, "submitted_at": one.submitted_at}
        | {"answers": one.content.get("answers", {}), "question": one.question, "note": one.decline_note}
        for one in Registration.objects.filter(submitted_by=person).order_by("-pk")
    ]
    columns = [("number", say(_("Number"))), ("state", say(_("State"))), ("submitted_at", say(_("Handed in")))]
    return held.Section("registrations", say(_("Deals that you registered")), rows, columns)


held.SECTIONS.append(my_registrations)
hangs(Registration, label=_("deal registrations"), partner="partner")
hangs(NamedAccount, label=_("marks as a named account"), stays=True)

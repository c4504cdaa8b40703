"""What registrations do when something lower is reported: deals that close, change hands, accounts that merge; people
who are erased; and how a decision is taken once more.
"""

from __future__ import annotations

from typing import Any

from kanaal.core.decisions import Decision
from kanaal.core.events import on
from kanaal.core.models import Event
from kanaal.deals import mails, permissions, rules
from kanaal.deals.actions.keeping import close_registration
from kanaal.deals.deciding import deal_from, explained
from kanaal.deals.events import (
    RegistrationApproved,
    RegistrationClosed,
    RegistrationDeclined,
    RegistrationExpired,
    RegistrationPlaceLost,
    RegistrationReversed,
    RegistrationWithdrawn,
)
from kanaal.deals.models import DeskAbsence, Registration
from kanaal.deals.policy import DealRulesPolicy
from kanaal.deals.tasks import reconsider_rivals
from kanaal.people import erasure
from kanaal.people.models import Person
from kanaal.people.replaying import actor_of
from kanaal.programme.policies import policy
from kanaal.programme.replay import replays
from kanaal.sales.events import (
    OpportunityBooked,
    OpportunityCancelled,
    OpportunityExpired,
    OpportunityHandedOver,
    OpportunityLost,
)


def _live(event: Event) -> Registration | None:
    """The registration of the opportunity that an event is about, as far as it is alive."""
    found = Registration.objects.filter(opportunity=event.about_id, state__in=Registration.LIVE)
    return found.select_related("opportunity__partner", "opportunity__account", "opportunity__owner", "partner").first()


@on(OpportunityBooked)
def keep_what_won(fact: OpportunityBooked, event: Event) -> None:
    """A protection that led to the order stays what it is, for the rebate; what was undecided has no use any more."""
    registration = _live(event)
    if registration is not None and registration.state != "approved":
        close_registration(registration, by=actor_of(event))


def end_with_the_deal(fact: Any, event: Event) -> None:
    """Others may register the customer's need from now on."""
    registration = _live(event)
    if registration is not None:
        close_registration(registration, by=actor_of(event))


for ended in (OpportunityLost, OpportunityCancelled, OpportunityExpired):
    on(ended)(end_with_the_deal)


@on(OpportunityHandedOver)
def tell_the_new_owner(fact: OpportunityHandedOver, event: Event) -> None:
    registration = _live(event)
    if registration is not None:
        mails.registration_handed_over(registration)


def let_others_in(fact: Any, event: Event) -> None:
    """It stands in nobody's way any more: who lost to it is judged again, soon and in order."""
    reconsider_rivals.enqueue(event.about_id)


for over in (
    RegistrationDeclined,
    RegistrationWithdrawn,
    RegistrationExpired,
    RegistrationClosed,
    RegistrationPlaceLost,
    RegistrationReversed,
):
    on(over)(let_others_in)


@replays(RegistrationApproved.__name__, RegistrationDeclined.__name__)
def decide_again(event: Event) -> Decision:
    """The same deal before the same release's rules; or the same agent before the same permission."""
    if event.data["how"] == "rule":
        deal = deal_from(event.data["deal"])
        return explained(rules.judge(deal, policy(DealRulesPolicy).rules), deal.currency)
    registration = Registration.objects.get(pk=event.data["registration_id"])
    registration.state, registration.promised_at = event.data["was"], event.at
    asked = {
        ("RegistrationApproved", "desk"): permissions.approve_registration,
        ("RegistrationApproved", "deemed"): permissions.deem_approved_registration,
    }.get((event.name, event.data["how"]), permissions.decline_registration)
    return asked.explain(actor_of(event), registration)


def lock_registrations(person: Person) -> None:
    owned = Registration.objects.filter(opportunity__owner=person).order_by("pk")
    list(owned.select_for_update(of=("self",)).values_list("pk", flat=True))


def empty_registrations(person: Person, erased: erasure.Erased) -> None:
    """What an erased person of the partner wrote goes from what they handed in; that it was decided stays (L5)."""
    for registration in Registration.objects.filter(submitted_by=person).iterator(chunk_size=500):
        registration.content = {**registration.content, "answers": {}}
        registration.question = registration.decline_note = ""
        registration.save(update_fields=["content", "question", "decline_note"])
    DeskAbsence.objects.filter(person=person).delete()


erasure.LOCKS.append(lock_registrations)
erasure.ERASERS.append(empty_registrations)

"""What licensing adds to pages of lower rooms: what hangs on a customer, one's own data, what somebody without a role
can do.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.texts import name, say
from kanaal.customers.hanging import hangs
from kanaal.licensing.models import Agreement, CustomerInvitation, NoticeTo
from kanaal.licensing.queries_inviting import invitations_waiting_for
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.wordings import called
from kanaal.people import held, roles
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of

hangs(Agreement, label=_("agreements"), partner="partner")
hangs(CustomerInvitation, label=_("invitations of the customer"), partner="partner")

# --- invitations of customers


def my_customer_invitations(person: Person) -> held.Section:
    """Invitations to the person's own verified addresses, to administer an agreement."""
    found = CustomerInvitation.objects.filter(email__in=addresses_of(person)).select_related("partner").order_by("-pk")
    rows = [
        {"number": one.number, "customer": one.name, "company": one.partner.name, "email": one.email}
        | {"name": one.admin_name, "state": one.state_label, "made_at": one.made_at, "until": one.until}
        for one in found
    ]
    columns = [("customer", say(_("Customer"))), ("company", say(_("Invited by"))), ("state", say(_("State")))]
    columns.append(("until", say(_("Valid until"))))
    return held.Section("customer_invitations", say(_("Invitations to administer an agreement")), rows, columns)


def agreement_card(actor: Actor) -> Iterable[roles.Card]:
    """For somebody who is nobody here yet, and whose address was invited: no mail is needed to take it up."""
    person = Person.objects.filter(pk=actor.person_id or 0).first()
    waiting = invitations_waiting_for(addresses_of(person)).first() if person is not None else None
    if waiting is None:
        return []
    text = say(
        _("%(partner)s invites %(customer)s, and you as its administrator."),
        partner=name(waiting.partner.name),
        customer=name(waiting.name),
    )
    return [
        roles.Card(say(_("An agreement waits for you")), text, reverse("my-customer-invitations"), say(_("Look at it")))
    ]


held.SECTIONS.append(my_customer_invitations)
roles.NO_ROLE.insert(0, agreement_card)


# --- what was announced


def my_announcements(person: Person) -> held.Section:
    """What Kanaal told a person was coming for customers' licences."""
    found = NoticeTo.objects.filter(person_id=person.pk).select_related("notice__agreement").order_by("-pk")
    rows = [
        {"on": one.notice.on, "agreement": one.notice.agreement.number, "about": called(Kind(one.notice.about))}
        | {"happens_on": one.notice.happens_on, "email": one.email}
        for one in found
    ]
    columns = [("on", say(_("Announced on"))), ("agreement", say(_("Agreement"))), ("about", say(_("What is coming")))]
    columns.append(("happens_on", say(_("On"))))
    return held.Section("announcements", say(_("What was announced to you")), rows, columns)


held.SECTIONS.append(my_announcements)

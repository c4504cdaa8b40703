"""Questions about agreements. Whoever may not know that one exists gets an empty answer (V9)."""

from __future__ import annotations

from django.db.models import QuerySet

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.licensing.models import (
    Administrator,
    Agreement,
    CustomerInvitation,
    Foresight,
    Order,
    ProvisioningToken,
    Unreached,
)
from kanaal.licensing.policy import AgreementTermsPolicy
from kanaal.partners.models import Contact, Partner
from kanaal.partners.policy import PlacesPolicy
from kanaal.partners.queries import partners_seen_by
from kanaal.programme.policies import policy

CONSOLE = "resellerconsole"
"""The module behind the place in which partners look after their customers' licences."""


def agreements_seen_by(actor: Actor) -> QuerySet[Agreement]:
    """Staff see all, a contact those that are the company's customers now, an administrator the one administered."""
    if actor.acts_as("staff"):
        return Agreement.objects.all()
    if actor.acts_as("contact") and actor.person_id is not None:
        return Agreement.objects.filter(partner__in=partners_seen_by(actor))
    if actor.acts_as("administrator") and actor.role is not None:
        mine = Administrator.objects.filter(pk=actor.role.id, person=actor.person_id, active=True)
        return Agreement.objects.filter(pk__in=mine.values("agreement"))
    return Agreement.objects.none()


def agreement_called(actor: Actor, number: str) -> Agreement | None:
    """The agreement with a number, if the actor may know of it."""
    rows = agreements_seen_by(actor).select_related("partner", "account", "contact")
    return rows.filter(number=number.strip().upper()).first()


def agreement_of_partner(partner: Partner, number: str) -> Agreement | None:
    """The agreement with a number, if it is this company's customer now; asked once for each partner in hand."""
    known: dict[str, Agreement | None] = partner.__dict__.setdefault("_agreements_called", {})
    wanted = number.strip().upper()
    if wanted not in known:
        rows = Agreement.objects.filter(partner=partner, number=wanted)
        known[wanted] = rows.select_related("partner", "account__parent", "contact").first()
    return known[wanted]


def administrator_ids(person_id: int | None, number: str) -> set[int]:
    """The ids by which somebody administers an agreement now: one, or none."""
    rows = Administrator.objects.filter(person=person_id or 0, agreement__number=number.strip().upper(), active=True)
    return set(rows.values_list("pk", flat=True))


def administrator_of(actor: Actor, agreement: Agreement) -> Administrator | None:
    """The actor's own row, if they administer the agreement now, in the role in which they act."""
    if not actor.acts_as("administrator") or actor.role is None or actor.person_id is None:
        return None
    known: Administrator | None = getattr(agreement, "_administrator_who_asks", None)
    if known is not None and (known.pk, known.person_id) == (actor.role.id, actor.person_id):
        return known
    return Administrator.objects.filter(
        pk=actor.role.id, person=actor.person_id, agreement=agreement, active=True
    ).first()


def remember_administrator(administrator: Administrator) -> Agreement:
    """The agreement of an administrator who was just loaded at the door; asked who administers it, it knows them."""
    agreement = administrator.agreement
    agreement._administrator_who_asks = administrator  # type: ignore[attr-defined]
    return agreement


def primary_administrator_of(agreement: Agreement) -> Administrator | None:
    return agreement.administrators.filter(active=True, primary=True).select_related("person").first()


def own_kinds() -> list[str]:
    """The kinds of agreement under which partners have licences of their own: nobody's customers (N5)."""
    return [kind.key for kind in policy(AgreementTermsPolicy).for_use("nfr")]


def invitations_of(partner: Partner) -> QuerySet[CustomerInvitation]:
    """Invitations of its customers; the offer of its own licences is none of them."""
    return CustomerInvitation.objects.filter(partner=partner).exclude(terms__in=own_kinds()).order_by("-pk")


def orders_of(agreement: Agreement) -> QuerySet[Order]:
    """All orders of an agreement, the newest first, with what is shown of each."""
    return agreement.orders.select_related("distributor", "partner").prefetch_related("lines").order_by("-pk")


def appointed_to_console(contact: Contact) -> bool:
    """Did the primary contact appoint this one to the Reseller Console (V1)? Asked once for each contact in hand."""
    if "_console_known" not in contact.__dict__:
        contact.__dict__["_console_known"] = hasattr(contact, "console_appointment")
    known: bool = contact.__dict__["_console_known"]
    return known


def admitted_by_kind(contact: Contact) -> bool:
    """Does their kind of contact open the console, without an appointment (`audience` of the pack)?"""
    places = (place for place in policy(PlacesPolicy).places if place.module == CONSOLE)
    return any(contact.kind in place.audience for place in places)


# --- administrators, users and directories

DIRECTORY = "directory"
"""The kind of role in which a customer's directory acts: its id is that of the token with which it came in."""


def token_of(actor: Actor, agreement: Agreement) -> ProvisioningToken | None:
    """The token with which a directory acts, if it is one of the agreement's and good now."""
    if actor.kind != "client" or not actor.acts_as(DIRECTORY) or actor.role is None:
        return None
    found = ProvisioningToken.objects.filter(pk=actor.role.id, agreement=agreement).first()
    return found if found is not None and found.is_good_at(clock.now()) else None


# --- whom the clock can't reach


def unreached() -> QuerySet[Unreached]:
    """Whom what is coming will not reach, with all that the desk's list shows."""
    return Unreached.objects.filter(agreement__state="live").select_related("agreement__partner")


def latest_foresight() -> Foresight | None:
    return Foresight.objects.order_by("-on").first()

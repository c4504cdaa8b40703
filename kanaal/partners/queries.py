"""Questions about partners and their people. Whoever may not know that something exists gets an empty answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, When

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.models import Event
from kanaal.partners.models import Contact, Enrolment, Invitation, Partner
from kanaal.partners.policy import EnrolmentPolicy, LevelsPolicy
from kanaal.people import terms
from kanaal.people.models import TermsAcceptance
from kanaal.programme import releases
from kanaal.programme.policies import policy


def contact_of(actor: Actor, partner: Partner) -> Contact | None:
    """The actor's contact at a partner, active or not, as it is now; asked once for each partner in hand."""
    known: dict[int | None, Contact | None] = partner.__dict__.setdefault("_contacts_known", {})
    if actor.person_id not in known:
        mine = (
            partner.contacts.filter(person_id=actor.person_id).order_by("-active", "-pk") if actor.person_id else None
        )
        known[actor.person_id] = mine.first() if mine is not None else None
    return known[actor.person_id]


def remember_contact(contact: Contact) -> Partner:
    """The contact's partner, with the contact already known to it (saves the query of `contact_of`)."""
    partner = contact.partner
    partner.__dict__.setdefault("_contacts_known", {})[contact.person_id] = contact
    return partner


def primary_of(partner: Partner) -> Contact | None:
    """The company's primary contact; asked once for each partner in hand."""
    if "_primary_known" not in partner.__dict__:
        found = partner.contacts.filter(kind=Contact.Kind.PRIMARY, active=True)
        partner.__dict__["_primary_known"] = found.select_related("person").first()
    known: Contact | None = partner.__dict__["_primary_known"]
    return known


def remember_primary(partner: Partner, primary: Contact | None) -> None:
    """Saves the query of `primary_of`: it was read already, with its person."""
    partner.__dict__["_primary_known"] = primary


def former_contact_of(person_id: int | None) -> Contact | None:
    """Where somebody acted last who acts for nobody now."""
    mine = Contact.objects.filter(person_id=person_id or 0).select_related("partner")
    last = mine.order_by("-active", "-left_on", "-pk").first()
    return last if last and not last.active and last.left_on else None


def heirs_of(contact: Contact) -> QuerySet[Contact]:
    """To whom a leaving contact's things can go: colleagues who have access, the primary contact first."""
    others = Contact.objects.filter(partner_id=contact.partner_id, active=True, person__isnull=False)
    primary_first = Case(When(kind=Contact.Kind.PRIMARY, then=0), default=1)
    return others.exclude(pk=contact.pk).order_by(primary_first, "name", "pk")


@dataclass(frozen=True)
class Seats:
    """How many sales seats are held, of how many that the company's level has (P10)."""

    held: int
    total: int

    @property
    def too_many(self) -> int:
        """So many must be taken: after a fall of the level, perhaps."""
        return max(0, self.held - self.total)


def seats_of(partner: Partner) -> Seats:
    level = policy(LevelsPolicy).get(partner.level)
    return Seats(partner.contacts.filter(seat_since__isnull=False).count(), level.seats if level else 0)


def terms_were_accepted(partner: Partner) -> bool:
    """Are the terms of the programme as they are now those that the company accepted last (P15)?"""
    enrolment = Enrolment.objects.filter(partner=partner).values_list("pk", flat=True).first()
    ours = Q(for_kind=Partner._meta.label_lower, for_id=partner.pk)
    if enrolment is not None:
        ours |= Q(for_kind=Enrolment._meta.label_lower, for_id=enrolment)
    kept = TermsAcceptance.objects.filter(ours).order_by("-pk").first()
    if kept is None:
        return False
    key = policy(EnrolmentPolicy).terms.removeprefix("terms/")
    now = terms.text(key, release=releases.current(), language=kept.language)
    return kept.terms == key and terms.digest_of(now) == kept.digest


def company_of(actor: Actor) -> Partner | None:
    """The company for which somebody acts here, with their contact known to it; None for whoever acts as no contact."""
    if not actor.acts_as("contact") or actor.role is None or actor.person_id is None:
        return None
    found = Contact.objects.filter(pk=actor.role.id, person_id=actor.person_id, active=True)
    contact = found.select_related("partner").first()
    return remember_contact(contact) if contact else None


def partner_called(pk: int) -> Partner:
    """A partner by its id. Raises Partner.DoesNotExist."""
    return Partner.objects.get(pk=pk)


def partners_seen_by(actor: Actor) -> QuerySet[Partner]:
    """Staff see all partners; a contact sees their own; everybody else none."""
    if actor.acts_as("staff"):
        return Partner.objects.all()
    if actor.acts_as("contact") and actor.person_id is not None:
        return Partner.objects.filter(contacts__person_id=actor.person_id, contacts__active=True)
    return Partner.objects.none()


def contacts_seen_by(actor: Actor) -> QuerySet[Contact]:
    return Contact.objects.filter(partner__in=partners_seen_by(actor))


def invitations_seen_by(actor: Actor) -> QuerySet[Invitation]:
    return Invitation.objects.filter(partner__in=partners_seen_by(actor))


def open_invitations_for(email: str) -> QuerySet[Invitation]:
    """What waits for the owner of a verified address; ask this only on behalf of that owner."""
    waiting = Invitation.objects.filter(email__iexact=email, state="open", until__gte=clock.today())
    return waiting.select_related("partner")


# --- enrolment


def open_enrolment_of(person_id: int | None) -> Enrolment | None:
    """The application that a person has under way; a person has one at most."""
    return Enrolment.objects.filter(person_id=person_id, state__in=Enrolment.OPEN).first() if person_id else None


def latest_enrolment_of(person_id: int | None) -> Enrolment | None:
    """The application that a person has under way, else the one that was decided last."""
    if person_id is None:
        return None
    handed_in = Enrolment.objects.filter(person_id=person_id, submitted_at__isnull=False).order_by("-pk")
    return open_enrolment_of(person_id) or handed_in.first()


def draft_of_browser(key: str) -> Enrolment | None:
    """The application that was begun in a browser before anybody signed in; its key is the only way to it."""
    return Enrolment.objects.filter(draft_key=key, person=None, state="draft").first() if key else None


def enrolments_seen_by(actor: Actor) -> QuerySet[Enrolment]:
    """Staff see what was handed in; everybody else their own."""
    if actor.acts_as("staff"):
        return Enrolment.objects.exclude(submitted_at=None)
    return Enrolment.objects.filter(person_id=actor.person_id) if actor.person_id else Enrolment.objects.none()


def address_belongs_to_a_partner(person_id: int | None, email: str, *, but: Partner | None = None) -> bool:
    """Is a person, or their verified address, an active contact anywhere (P6)? Ask it for the address's owner only.

    A contact of `but` who was imported and has no ID yet does not count: that is the seat they are about to take.
    """
    if person_id is None:
        return False
    mine = Q(person_id=person_id) | Q(email__iexact=email) if email else Q(person_id=person_id)
    taken = Contact.objects.filter(mine, active=True)
    return (taken.exclude(partner=but, person=None) if but else taken).exists()


def acceptance_of(enrolment: Enrolment) -> TermsAcceptance | None:
    """Who accepted which terms with an enrolment, when and from where (P5)."""
    kept = TermsAcceptance.objects.filter(for_kind=Enrolment._meta.label_lower, for_id=enrolment.pk)
    return kept.order_by("-pk").first()


# --- what happened


def events_about(partner: Partner) -> QuerySet[Event]:
    """What happened at a company."""
    found = Event.objects.filter(about_kind=Partner._meta.label_lower, about_id=partner.pk)
    return found.select_related("personal")


def receipts_seen_by(actor: Actor) -> QuerySet[Event]:
    """Events that carry the decision behind them: staff see all, contacts their company's, everybody their own."""
    found = Event.objects.filter(receipt__isnull=False)
    if actor.acts_as("staff"):
        return found
    ours = partners_seen_by(actor).values("pk")
    own = Q(person_id=actor.person_id) if actor.person_id else Q(pk=None)
    return found.filter(own | Q(about_kind=Partner._meta.label_lower, about_id__in=ours))

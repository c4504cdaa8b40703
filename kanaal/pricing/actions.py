"""Taking a list as a file, opening one by hand, and telling partners about a new one (P13)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.catalogue.books import PriceList, catalogue
from kanaal.core import clock
from kanaal.core.actors import CLOCK, Actor
from kanaal.core.decisions import NotAllowed
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import name, say
from kanaal.partners.models import Contact, Partner
from kanaal.partners.rules import months_after
from kanaal.people.models import Person
from kanaal.pricing import mails, permissions
from kanaal.pricing.events import PriceListAnnounced, PriceListGranted, PriceListRevoked, PriceListTaken
from kanaal.pricing.models import Announcement, PriceListGrant
from kanaal.pricing.policy import PricingPolicy
from kanaal.pricing.queries import judged_for, readers_of
from kanaal.programme import releases
from kanaal.programme.policies import policy

CHUNK = 200
"""Partners told in one transaction."""


class NoSuchBook(Refusal):
    field = "book"

    def __init__(self, book: str) -> None:
        super().__init__(
            say(_("The programme has no price list %(book)s."), book=name(book)),
            remedy=say(_("Choose one of the lists that there are.")),
        )


class OpenAlready(Refusal):
    field = "book"

    def __init__(self) -> None:
        super().__init__(
            say(_("This price list is open to your company already.")),
            remedy=say(_("You find it among the price lists.")),
        )


class ClosedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("This price list was closed already.")), remedy=say(_("Look at the list of those that are open."))
        )


@transaction.atomic
def take_price_list(one: PriceList, partner: Partner | None, *, format: str, by: Actor, changes: bool = False) -> None:
    """Remember who took which list, on the partner's timeline; of staff, on their own."""
    partner = Partner.locked(partner.pk) if partner else None
    permissions.take_price_list.check(by, partner)
    decision = permissions.decide_list(by, partner, one)

    if not decision.allowed:
        raise NotAllowed(decision)

    fact = PriceListTaken(one.book.key, one.publication.key, format, changes)
    about = partner or Person.objects.get(pk=by.person_id or 0)
    record(fact, about=about, by=by, release_id=releases.current().pk)


def refuse_book(partner: Partner, book: str) -> None:
    """Raises NoSuchBook or OpenAlready, when the helpdesk can't open it."""
    if all(one.book.key != book for one in catalogue().lists):
        raise NoSuchBook(book)
    if any(one.open for one in judged_for(partner) if one.list.book.key == book):
        raise OpenAlready


@transaction.atomic
def grant_price_list(partner: Partner, *, book: str, by: Actor) -> PriceListGrant:
    """Open a book for a partner to whom it does not apply by itself; for as long as the programme says (*policy*)."""
    partner = Partner.locked(partner.pk)
    decision = permissions.grant_price_list.check(by, partner)

    refuse_book(partner, book)

    until = months_after(clock.today(), policy(PricingPolicy).grant_months)
    grant, _made = PriceListGrant.objects.update_or_create(
        partner=partner,
        book=book,
        revoked_at=None,
        defaults={"until": until, "granted_at": clock.now(), "granted_by_id": by.person_id},
    )
    record(PriceListGranted(book, until.isoformat()), about=partner, by=by, receipt=decision)
    return grant


@transaction.atomic
def revoke_price_list(grant: PriceListGrant, *, by: Actor) -> PriceListGrant:
    """Close it again; from this moment on the list is not the partner's any more."""
    partner = Partner.locked(grant.partner_id)
    grant = PriceListGrant.locked(grant.pk)
    permissions.revoke_price_list.check(by, partner)

    if grant.revoked_at is not None:
        raise ClosedAlready

    grant.revoked_at = clock.now()
    grant.save(update_fields=["revoked_at"])
    record(PriceListRevoked(grant.book), about=partner, by=by)
    return grant


@transaction.atomic
def announce_price_list(one: PriceList, *, by: Actor = CLOCK) -> bool:
    """Tell the next few of the partners whose list this is; answers whether there may be more. Twice is no harm."""
    row, _made = Announcement.objects.get_or_create(book=one.book.key, publication=one.publication.key)
    row = Announcement.locked(row.pk)
    permissions.announce_price_list.check(by, row)
    if row.finished_at is not None:
        return False

    next_few = readers_of(one, clock.today()).filter(pk__gt=row.reached).order_by("pk")[:CHUNK]
    ids = list(next_few.values_list("pk", flat=True))
    row.reached, row.told = ids[-1] if ids else row.reached, row.told + len(ids)
    row.finished_at = clock.now() if len(ids) < CHUNK else None
    row.save(update_fields=["reached", "told", "finished_at"])
    if ids:
        record(PriceListAnnounced(row.book, row.publication, len(ids)), about=row, by=by)
    primary = Contact.objects.filter(partner__in=ids, kind=Contact.Kind.PRIMARY, active=True).order_by("pk")
    for contact in primary.select_related("person", "partner"):
        mails.price_list_announced(one, contact)
    return row.finished_at is None

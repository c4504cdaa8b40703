"""The role that partners give a person: contact of a partner."""

from __future__ import annotations

from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Role
from kanaal.partners.models import Contact
from kanaal.partners.queries import remember_primary
from kanaal.people import roles


def _contacts_of(person_id: int) -> list[Role]:
    rows = _rows(person_id).select_related("partner").order_by("pk")
    return [Role("contact", row.pk, row.partner.name) for row in rows]


def _rows(person_id: int) -> QuerySet[Contact]:
    return Contact.objects.filter(person_id=person_id, active=True)


BESIDE: list[str] = []
"""One-to-one rows of higher modules that are read with the contact who acts, since every page asks for them."""


def _load(person_id: int, pk: int) -> tuple[Role, Contact] | None:
    """The contact, and in the same question its company's primary contact, whom pages name as the one to ask."""
    company = Contact.objects.filter(pk=pk).values("partner")
    rows = Contact.objects.filter(
        Q(pk=pk, person_id=person_id) | Q(partner=Subquery(company), kind=Contact.Kind.PRIMARY), active=True
    )
    found = list(rows.select_related("partner", "person", *BESIDE))
    row = next((one for one in found if one.pk == pk), None)
    if row is None:
        return None
    remember_primary(row.partner, next((one for one in found if one.kind == Contact.Kind.PRIMARY), None))
    return Role("contact", row.pk, row.partner.name), row


CONTACT = roles.register(
    roles.RoleKind(
        key="contact",
        label=_("contact of a partner"),
        home="portal-home",
        roles_of=_contacts_of,
        load=_load,
        rows=_rows,
    )
)

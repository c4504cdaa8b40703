"""The role that partners give a person: contact of a partner."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Role
from kanaal.partners.models import Contact
from kanaal.people import roles


def _contacts_of(person_id: int) -> list[Role]:
    rows = _rows(person_id).select_related("partner").order_by("pk")
    return [Role("contact", row.pk, row.partner.name) for row in rows]


def _rows(person_id: int) -> QuerySet[Contact]:
    return Contact.objects.filter(person_id=person_id, active=True)


BESIDE: list[str] = []
"""One-to-one rows of higher modules that are read with the contact who acts, since every page asks for them."""


def _load(person_id: int, pk: int) -> tuple[Role, Contact] | None:
    rows = Contact.objects.filter(pk=pk, person_id=person_id, active=True)
    row = rows.select_related("partner", *BESIDE).first()
    return (Role("contact", row.pk, row.partner.name), row) if row else None


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

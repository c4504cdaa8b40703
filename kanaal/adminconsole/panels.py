"""What is held of people at a customer (L5): of those who administer agreements, and of those who use licences."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import say, shown
from kanaal.licensing.models import Administrator, AdministratorInvitation, LicenceUser
from kanaal.licensing.sound import called
from kanaal.people import held
from kanaal.people.models import Person
from kanaal.people.queries import addresses_of


def my_administrations(person: Person) -> held.Section:
    """Agreements that the person administers, or did, and invitations to their addresses."""
    rows = [
        {"number": one.agreement.number, "customer": one.agreement.name, "email": one.email, "primary": one.primary}
        | {"since": one.since, "until": one.left_on}
        for one in Administrator.objects.filter(person=person).select_related("agreement").order_by("-pk")
    ]
    invited = AdministratorInvitation.objects.filter(email__in=addresses_of(person)).select_related("agreement")
    rows += [
        {"number": one.agreement.number, "customer": one.agreement.name, "email": one.email, "primary": one.primary}
        | {"invited": one.made_at, "name": one.name, "state": one.state_label}
        for one in invited.order_by("-pk")
    ]
    columns = [
        ("customer", say(_("Customer"))), ("number", say(_("Number"))), ("since", say(_("Since"))),
        ("until", say(_("Until"))), ("state", say(_("Invitation"))),
    ]  # fmt: skip
    return held.Section("administrations", say(_("Agreements that you administer")), rows, columns)


def my_licences(person: Person) -> held.Section:
    """Where an organisation named one of the person's proved addresses as a user of its licences."""
    found = LicenceUser.objects.filter(email__in=addresses_of(person)).select_related("agreement").order_by("pk")
    rows = []
    for one in found.prefetch_related("assignments", "memberships__group"):
        mine = [row for row in one.assignments.all() if row.until is None]
        rows.append(
            {
                "customer": one.agreement.name,
                "email": one.email,
                "name": one.name,
                "active": one.active,
                "since": one.made_at,
                "licences": ", ".join(shown(called(row.sku)) for row in mine),
                "groups": [row.group.name for row in one.memberships.all()],
                "received": one.resource,
            }
        )
    columns = [("customer", say(_("Organisation"))), ("since", say(_("Since"))), ("licences", say(_("Licences")))]
    note = say(_("Your organisation gives these out. If you erase your ID they go, too; it may add you again."))
    return held.Section("licences", say(_("Licences that you were given")), rows, columns, note=note)


held.SECTIONS.extend([my_administrations, my_licences])

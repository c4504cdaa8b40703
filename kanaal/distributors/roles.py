"""The role that distributors give a person."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Role
from kanaal.distributors.models import DistributorUser
from kanaal.people import roles


def _users_of(person_id: int) -> list[Role]:
    rows = _rows(person_id).select_related("distributor")
    return [Role("distributor", row.pk, row.distributor.name) for row in rows]


def _rows(person_id: int) -> QuerySet[DistributorUser]:
    return DistributorUser.objects.filter(person_id=person_id, state="active", distributor__state="active")


def _load(person_id: int, pk: int) -> tuple[Role, DistributorUser] | None:
    rows = DistributorUser.objects.filter(pk=pk, person_id=person_id, state="active", distributor__state="active")
    row = rows.select_related("distributor").first()
    return (Role("distributor", row.pk, row.distributor.name), row) if row else None


DISTRIBUTOR = roles.register(
    roles.RoleKind(
        key="distributor",
        label=_("user of a distributor"),
        home="distribution-home",
        roles_of=_users_of,
        rows=_rows,
        load=_load,
    )
)

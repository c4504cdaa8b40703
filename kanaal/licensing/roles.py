"""The role that agreements give a person: administrator at a customer (V12)."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Role
from kanaal.licensing.models import Administrator
from kanaal.partners.roles import BESIDE
from kanaal.people import roles

BESIDE.append("console_appointment")


def _administered_by(person_id: int) -> list[Role]:
    rows = _rows(person_id).select_related("agreement")
    return [Role("administrator", row.pk, row.agreement.name) for row in rows]


def _rows(person_id: int) -> QuerySet[Administrator]:
    return Administrator.objects.filter(person_id=person_id, active=True, agreement__state="live")


def _load(person_id: int, pk: int) -> tuple[Role, Administrator] | None:
    rows = Administrator.objects.filter(pk=pk, person_id=person_id, active=True, agreement__state="live")
    row = rows.select_related("agreement__partner", "agreement__contact").first()
    return (Role("administrator", row.pk, row.agreement.name), row) if row else None


ADMINISTRATOR = roles.register(
    roles.RoleKind(
        key="administrator",
        label=_("administrator of a customer"),
        home="admin-console",
        roles_of=_administered_by,
        rows=_rows,
        load=_load,
    )
)

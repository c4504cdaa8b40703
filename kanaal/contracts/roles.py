"""The administrator of a contract as a role: one for each contract that a person administers at the customer (K1)."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kanaal.contracts.models import ContractAdministrator
from kanaal.contracts.queries import administered_by, reseller_contact
from kanaal.core.actors import Role
from kanaal.people import roles

KIND = "contract_administrator"


def _role(row: ContractAdministrator) -> Role:
    return Role(KIND, row.pk, f"{row.contract.name} ({row.contract.number})")


def _roles_of(person_id: int) -> list[Role]:
    return [_role(row) for row in administered_by(person_id).select_related("contract").order_by("pk")]


def _load(person_id: int, pk: int) -> tuple[Role, ContractAdministrator] | None:
    rows = administered_by(person_id).filter(pk=pk)
    found = rows.select_related("contract__account", "contract__partner", "person")
    row = found.annotate(**reseller_contact("contract__partner")).first()
    return (_role(row), row) if row else None


CONTRACT_ADMINISTRATOR = roles.register(
    roles.RoleKind(
        key=KIND,
        label=_("administrator of a contract"),
        home="my-contract",
        roles_of=_roles_of,
        rows=administered_by,
        load=_load,
    )
)

"""Who comes into a group and who goes, read from a PATCH that says nothing else.

Directories move members one by one, all day: a group of thousands is not read, rebuilt and compared for each of them.
"""

from __future__ import annotations

import re
from typing import Any

from scim2_models import PatchOp, PatchOperation, Resource, ResourceType
from scim2_server.conditions import Conditions
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService

from kanaal.adminconsole.scim.storage import TenantStorage

ONE = re.compile(r'members\[value eq "([^"\\]+)"\]', re.IGNORECASE)
Moves = tuple[list[str], list[str]]


def moves_of(patch: PatchOp[Any]) -> Moves | None:
    """The ids of those who come and of those who go; None where the PATCH is about something else as well."""
    came: dict[str, None] = {}
    gone: dict[str, None] = {}
    for operation in patch.operations or ():
        found = _ids(operation)
        if found is None:
            return None
        to, off = (gone, came) if operation.op is PatchOperation.Op.remove else (came, gone)
        for one in found:
            off.pop(one, None)
            to[one] = None
    return list(came), list(gone)


def _ids(operation: PatchOperation[Any]) -> list[str] | None:
    path = str(operation.path or "")
    if operation.op is PatchOperation.Op.remove and (match := ONE.fullmatch(path)) and operation.value is None:
        return [match[1]]
    if operation.op is PatchOperation.Op.replace_ or path.lower() != "members" or not operation.value:
        return None
    rows = operation.value if isinstance(operation.value, list) else [operation.value]
    found = [row.get("value") if isinstance(row, dict) else getattr(row, "value", None) for row in rows]
    return [str(one) for one in found] if all(found) else None


class DirectoryHandler(ScimHandler):
    """The library's, with a short way for members. It serves one request."""

    storage: TenantStorage

    def __init__(self, service: ScimService, storage: TenantStorage) -> None:
        super().__init__(service, storage)
        self.tells_all = False

    def patch(self, request: ScimRequest) -> ScimResponse:
        self.tells_all = any(one.lower() in ("attributes", "excludedattributes") for one in request.query)
        return super().patch(request)

    def patch_resource(
        self, resource_type: ResourceType, resource_id: str, patch_op: PatchOp[Any], conditions: Conditions
    ) -> Resource[Any]:
        whole = resource_type.name != "Group" or self.tells_all or conditions != Conditions()
        moves = None if whole else moves_of(patch_op)
        if moves is None:
            return super().patch_resource(resource_type, resource_id, patch_op, conditions)
        return self.storage.move_members(resource_type, resource_id, *moves)

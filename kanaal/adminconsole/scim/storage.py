"""A customer's users and groups as a directory reads and writes them; it writes through the actions, as people do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, cast

from django.db import transaction
from django.db.models import QuerySet
from scim2_models import (
    InvalidValueException,
    NotFoundException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    ScimFilter,
    SearchRequest,
    UniquenessException,
)
from scim2_models.path import CompareOperator, Comparison, FilterNode, LogicalExpr, LogicalOperator
from scim2_server.storage import ScimStorage, SearchPage
from scim2_server.utils import parametrize

from kanaal.adminconsole.scim import mapping
from kanaal.adminconsole.scim.resources import Group, User
from kanaal.core.actors import Actor
from kanaal.core.addresses import AddressMalformed
from kanaal.licensing.actions import groups, users
from kanaal.licensing.models import Agreement, GroupMember, LicenceGroup, LicenceUser

LONGEST_NAME = 254


class TenantStorage(ScimStorage):
    """The users and groups of one agreement; nobody else's exist here. `by` is the directory that came in."""

    def __init__(self, agreement: Agreement, by: Actor, *, writes: bool) -> None:
        self.agreement, self.by, self.writes = agreement, by, writes

    def operation(self) -> Any:
        """Reading, applying and writing are one transaction, begun with the agreement's lock."""
        return self._locked() if self.writes else nullcontext()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with transaction.atomic():
            self.agreement = Agreement.locked(self.agreement.pk)
            yield

    # --- reading

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        row = self._row(resource_type, resource_id)
        return self._resources([row], leave_out_members=_leaves_out(response_parameters, "members"))[0]

    def search(
        self, resource_types: list[ResourceType], search_request: SearchRequest[Any], *, position: Any = None
    ) -> SearchPage:
        """Whatever a filter says is judged by the library; what the database can narrow, it narrows first."""
        start, count = search_request.start_index_0 or 0, search_request.count
        plain = search_request.filter is None and search_request.sort_by is None and len(resource_types) == 1
        lean = _leaves_out(search_request, "members")
        if plain:
            rows = self._rows(resource_types[0]).order_by("pk")
            page = rows[start:] if count is None else rows[start : start + count]
            return SearchPage(rows.count(), self._resources(list(page), leave_out_members=lean))
        found: list[Resource[Any]] = []
        for one in resource_types:
            rows = _narrowed(self._rows(one), search_request.filter).order_by("pk")
            found += self._resources(list(rows), leave_out_members=lean and not _asks_members(search_request))
        found = [one for one in found if search_request.filter is None or _matches(search_request.filter, one)]
        if search_request.sort_by is not None:
            found = search_request.sort(found)
        return SearchPage(len(found), found[start:] if count is None else found[start : start + count])

    # --- writing

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        if isinstance(resource, User):
            new = resource.model_copy(update={"active": resource.active is not False})  # unless told otherwise
            with _told():
                user = users.add_licence_user(self.agreement, details=_sound(new), by=self.by)
            return self._resources([user])[0]
        group = cast(Group, resource)
        made = groups.make_licence_group(
            self.agreement,
            name=_name(group),
            external_id=(group.external_id or "")[:LONGEST_NAME],
            members=self._members(group),
            by=self.by,
        )
        return self._resources([made])[0]

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        row = self._row(resource_type, resource.id or "")
        _check(row, expected_version)
        if isinstance(row, LicenceUser):
            with _told():
                changed = users.change_licence_user(row, details=_sound(cast(User, resource)), by=self.by)
            return self._resources([changed])[0]
        group = cast(Group, resource)
        done = groups.change_licence_group(
            row,
            name=_name(group),
            external_id=(group.external_id or "")[:LONGEST_NAME],
            members=self._members(group),
            by=self.by,
        )
        return self._resources([done])[0]

    def move_members(
        self, resource_type: ResourceType, resource_id: str, came: list[str], gone: list[str]
    ) -> Resource[Any]:
        """Some come, some go; answers the group without its members."""
        row = cast(LicenceGroup, self._row(resource_type, resource_id))
        joined, left = self._known(came), [int(one) for one in gone if mapping.is_id(one)]
        return mapping.to_group(groups.change_group_members(row, joined=joined, left=left, by=self.by), None)

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        """A user goes with all that is held about them (RFC 7644, 3.6); one who may come back is made inactive."""
        row = self._row(resource_type, resource_id)
        _check(row, expected_version)
        if isinstance(row, LicenceUser):
            users.remove_licence_user(row, by=self.by)
        else:
            groups.remove_licence_group(row, by=self.by)

    # --- rows

    def _rows(self, resource_type: ResourceType) -> QuerySet[Any]:
        model: Any = LicenceUser if resource_type.name == "User" else LicenceGroup
        return cast(QuerySet[Any], model.objects.filter(agreement=self.agreement))

    def _row(self, resource_type: ResourceType, resource_id: str) -> LicenceUser | LicenceGroup:
        found = None
        if mapping.is_id(resource_id):
            found = self._rows(resource_type).filter(pk=int(resource_id)).first()
        if found is None:
            raise NotFoundException(detail=f"{resource_type.name} {resource_id!r} not found")
        return cast(LicenceUser | LicenceGroup, found)

    def _resources(self, rows: list[Any], *, leave_out_members: bool = False) -> list[Resource[Any]]:
        """Rows of one kind, with whom they belong to; one question for all of them."""
        kind = {"user__in": rows} if rows and isinstance(rows[0], LicenceUser) else {"group__in": rows}
        if not rows or (leave_out_members and "group__in" in kind):
            return [mapping.to_group(row, None) for row in rows]
        belongs: dict[int, list[Any]] = {row.pk: [] for row in rows}
        of_users = "user__in" in kind
        for one in GroupMember.objects.filter(**kind).select_related("user", "group").order_by("since", "pk"):
            belongs[one.user_id if of_users else one.group_id].append(one.group if of_users else one.user)
        if of_users:
            return [mapping.to_user(row, belongs[row.pk]) for row in rows]
        return [mapping.to_group(row, belongs[row.pk]) for row in rows]

    def _members(self, group: Group) -> list[int]:
        return self._known([one.value or "" for one in group.members or ()])

    def _known(self, values: list[str]) -> list[int]:
        """Those that are users here. A name of nobody's is refused: it would be lost without a word."""
        wanted = list(dict.fromkeys(int(one) for one in values if mapping.is_id(one)))
        found = LicenceUser.objects.filter(agreement=self.agreement, pk__in=wanted)
        known = {str(pk) for pk in found.values_list("pk", flat=True)}
        if strange := next((one for one in values if one not in known), None):
            raise InvalidValueException(detail=f"No user here has the id {strange!r}.")
        return wanted


@contextmanager
def _told() -> Iterator[None]:
    """Our refusals in the protocol's words."""
    try:
        yield
    except users.AlreadyAUser as refusal:
        raise UniquenessException(detail=str(refusal.says)) from refusal
    except AddressMalformed as refusal:
        raise InvalidValueException(detail=str(refusal)) from refusal


def _sound(resource: User) -> users.UserDetails:
    if not (resource.user_name or "").strip() or len(resource.user_name or "") > LONGEST_NAME:
        raise InvalidValueException(detail=f"userName has from 1 to {LONGEST_NAME} characters.")
    return mapping.from_user(resource)


def _name(group: Group) -> str:
    called = (group.display_name or "").strip()
    if not called or len(called) > LONGEST_NAME:
        raise InvalidValueException(detail=f"displayName has from 1 to {LONGEST_NAME} characters.")
    return called


def _check(row: LicenceUser | LicenceGroup, expected: str | None) -> None:
    if expected is not None and mapping.version_of(row) != expected:
        raise PreconditionFailedException


def _leaves_out(parameters: ResponseParameters[Any] | SearchRequest[Any] | None, attribute: str) -> bool:
    """Did the directory say that it needs no such attribute? Entra asks for groups without their members."""
    if parameters is None:
        return False
    wanted = [str(one).lower() for one in parameters.attributes or ()]
    excluded = [str(one).lower() for one in parameters.excluded_attributes or ()]
    if wanted:
        return not any(one.split(".")[0].endswith(attribute) for one in wanted)
    return attribute in excluded


def _asks_members(search: SearchRequest[Any]) -> bool:
    return "members" in str(search.filter or "").lower() or "members" in str(search.sort_by or "").lower()


LIKE = {CompareOperator.eq: "", CompareOperator.sw: "__startswith", CompareOperator.co: "__contains"}
EQUALS: dict[tuple[type[Any], str], str] = {
    (LicenceUser, "externalid"): "external_id",
    (LicenceGroup, "externalid"): "external_id",
    (LicenceGroup, "displayname"): "name__iexact",
}


def _narrowed(rows: QuerySet[Any], asked: ScimFilter[Any] | None) -> QuerySet[Any]:
    """What directories ask for all day, from an index: never fewer than the filter finds, mostly no more."""
    return _narrow(rows, asked.ast) if asked is not None else rows


def _narrow(rows: QuerySet[Any], node: FilterNode) -> QuerySet[Any]:
    if isinstance(node, LogicalExpr) and node.op is LogicalOperator.and_:
        for term in node.terms:
            rows = _narrow(rows, term)
    if not isinstance(node, Comparison) or not isinstance(node.value, str):
        return rows
    attribute, value = str(node.attr_path).rpartition(":")[2].lower(), node.value
    if attribute == "username" and rows.model is LicenceUser and node.op in LIKE:
        return rows.filter(**{f"user_name{LIKE[node.op]}": users.folded(value)})
    if node.op is not CompareOperator.eq:
        return rows
    if attribute == "id":
        return rows.filter(pk=int(value)) if mapping.is_id(value) else rows.none()
    column = EQUALS.get((rows.model, attribute))
    # SQLite knows the case of ASCII alone.
    return rows.filter(**{column: value}) if column and value.isascii() else rows


def _matches(asked: ScimFilter[Any], resource: Resource[Any]) -> bool:
    """A search at the root is bound to no model yet."""
    bound = asked if asked.models else parametrize(ScimFilter, type(resource))(str(asked))
    return bool(bound.match(resource))

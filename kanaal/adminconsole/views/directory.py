"""Pages about the customer's directory: the tokens with which it comes in, and its groups (V13)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.adminconsole.doors import agreement_of, console_admin_page
from kanaal.adminconsole.forms.directory import GroupForm, TokenForm
from kanaal.adminconsole.tables import groups_table, tokens_table
from kanaal.core.links import absolute
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing import access, permissions
from kanaal.licensing.actions import groups as group_actions
from kanaal.licensing.actions import provisioning as actions
from kanaal.licensing.models import GroupMember, LicenceGroup, ProvisioningToken


@console_admin_page
def directory(request: Any) -> HttpResponse:
    """Where the directory sends its users, what it comes in with, and how to make that."""
    agreement = agreement_of(request)
    form = TokenForm(request.POST or None, initial={"days": "180"})
    if form.is_valid() and (
        made := form.run(lambda: actions.make_provisioning_token(agreement, by=request.actor, **form.cleaned_data))
    ):
        return _shown_once(request, *made)
    rows = ProvisioningToken.objects.filter(agreement=agreement).order_by("-pk")[:50]
    return page(
        request,
        "adminconsole/directory.html",
        form=form,
        table=tokens_table(rows),
        address=absolute("scim-root"),
        may_make=permissions.make_provisioning_token.explain(request.actor, agreement),
    )


def _shown_once(request: Any, token: ProvisioningToken, secret: str) -> HttpResponse:
    """The only page that ever shows the secret; it is not kept by the browser either."""
    answer = page(
        request, "adminconsole/token.html", token=token, secret=secret, address=absolute("scim-root")
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
@console_admin_page
def revoke(request: Any, pk: int) -> HttpResponse:
    token = get_object_or_404(agreement_of(request).provisioning_tokens, pk=pk)
    actions.revoke_provisioning_token(token, by=request.actor)
    messages.success(request, _("%(name)s is revoked: the directory stays outside from now on.") % {"name": token.name})
    return redirect("console-directory")


@console_admin_page
def groups(request: Any) -> HttpResponse:
    """The groups that the directory has sent, what each gives, and who waits."""
    agreement = agreement_of(request)
    found = agreement.licence_groups.annotate(size=Count("members"))
    rows = paged(found, request.GET, by=("name", "pk"))
    waiting = access.waiting_of(agreement)
    return page(request, "adminconsole/groups.html", rows=rows, table=groups_table(rows.rows, waiting))


@console_admin_page
def group(request: Any, pk: int) -> HttpResponse:
    """One group: what it gives is chosen here; who is in it, the directory says."""
    found = get_object_or_404(LicenceGroup, agreement=agreement_of(request), pk=pk)
    products = access.access_of(agreement_of(request))
    form = GroupForm(request.POST or None, initial={"sku": found.sku}, products=products)
    if form.is_valid() and form.done(
        lambda: group_actions.map_licence_group(found, sku=form.cleaned_data["sku"], by=request.actor)
    ):
        messages.success(request, _("%(name)s is saved.") % {"name": found.name})
        return redirect("console-groups")
    members = GroupMember.objects.filter(group=found).select_related("user").order_by("user__name", "pk")[:200]
    return page(request, "adminconsole/group.html", group=found, form=form, members=members)

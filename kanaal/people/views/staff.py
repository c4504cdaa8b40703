"""Who is staff: staff see the list, managers change it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.core.pages import page
from kanaal.people import permissions, queries
from kanaal.people.actions.staff import end_staff_role, grant_staff_role
from kanaal.people.forms import GrantStaffRoleForm
from kanaal.people.models import StaffRole


@login_required
def staff(request: Any) -> HttpResponse:
    """The list, and for managers the form to give somebody a role."""
    actor = request.actor
    if not permissions.see_staff.allows(actor, None):
        raise Http404
    form = GrantStaffRoleForm(request.POST or None)
    person = form.person() if request.method == "POST" and form.is_valid() else None
    if person and form.run(lambda: grant_staff_role(person, kind=form.cleaned_data["kind"], by=actor)):
        messages.success(request, _("The role is given."))
        return redirect("staff")
    granting = permissions.grant_staff_role.explain(actor, None)
    return page(request, "people/staff.html", form=form, roles=queries.staff_list(), granting=granting)


@require_POST
@login_required
def end_role(request: Any, pk: int) -> HttpResponse:
    if not permissions.see_staff.allows(request.actor, None):
        raise Http404
    role = get_object_or_404(StaffRole.objects.select_related("person"), pk=pk)
    end_staff_role(role, by=request.actor)
    messages.success(request, _("The role has ended."))
    return redirect("staff")

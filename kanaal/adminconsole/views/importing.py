"""A file of users: shown first, with every row that is left out and why; then taken in (V13)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kanaal.adminconsole import reading
from kanaal.adminconsole.doors import agreement_of, console_admin_page
from kanaal.adminconsole.forms.users import ConfirmFileForm, FileForm
from kanaal.adminconsole.tables import faults_table
from kanaal.core.pages import page
from kanaal.licensing import access, permissions
from kanaal.licensing.actions.importing_users import Imported, import_licence_users
from kanaal.licensing.sound import called

SHOWN = 200
"""Faults that are shown; the others are counted."""


@console_admin_page
def choose(request: Any) -> HttpResponse:
    """Choose a file; nothing is changed before it was shown."""
    agreement = agreement_of(request)
    permissions.import_licence_users.check(request.actor, agreement)
    form = FileForm(request.POST or None, request.FILES or None)
    products = access.access_of(agreement)
    if form.is_valid():
        content = form.cleaned_data["file"].read(reading.MOST_BYTES + 1)
        if sheet := form.run(lambda: reading.read(agreement, content, products)):
            return _preview(request, sheet, form.cleaned_data["file"].name)
    return page(request, "adminconsole/import.html", form=form, products=products)


@require_POST
@console_admin_page
def take_in(request: Any) -> HttpResponse:
    """What the page before showed. Pressed twice it changes nothing more."""
    agreement = agreement_of(request)
    permissions.import_licence_users.check(request.actor, agreement)
    form = ConfirmFileForm(request.POST)
    if not form.is_valid():
        return redirect("console-import")
    content, digest = form.cleaned_data["text"].encode(), form.cleaned_data["digest"]
    sheet = reading.read(agreement, content, access.access_of(agreement))
    if done := form.run(lambda: import_licence_users(agreement, rows=sheet.rows, file=digest, by=request.actor)):
        messages.success(request, _said(done))
        return redirect("console-users")
    return _preview(request, sheet, "", form)


def _said(done: Imported) -> str:
    says = _("Taken in: %(added)s users are new, %(changed)s are changed, %(given)s licences are given out.")
    return says % {"added": done.added, "changed": done.changed, "given": done.given}


def _preview(request: Any, sheet: reading.Sheet, file: str, form: ConfirmFileForm | None = None) -> HttpResponse:
    """`form`: what was to be taken in, and was refused."""
    return page(
        request,
        "adminconsole/import_preview.html",
        form=form,
        sheet=sheet,
        file=file,
        gives=[(called(sku), count) for sku, count in sorted(sheet.gives.items())],
        faults=faults_table(sheet.faults[:SHOWN]),
        more=max(0, len(sheet.faults) - SHOWN),
        confirm=ConfirmFileForm(initial={"text": sheet.text, "digest": sheet.digest}),
    )

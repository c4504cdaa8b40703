"""The demo's mailbox and clock. The addresses exist only where `DEMO` or `TESTING` is on (see `site.urls`)."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from kanaal.core import clock, formats, markdown
from kanaal.core.models import Mail
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.core.views import back

FARTHEST = 400
"""Days that the clock can be moved at once: enough for every anniversary."""


@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail that was promised, the newest first."""
    words = request.GET.get("q", "").strip()
    found = Mail.objects.filter(to__icontains=words) if words else Mail.objects.all()
    return page(request, "demo/mailbox.html", mails=paged(found, request.GET, by=("-pk",), size=25), words=words)


@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail as its reader sees it. Opened here it counts as read."""
    found = get_object_or_404(Mail, pk=pk)
    Mail.objects.filter(pk=pk, opened_at=None).update(opened_at=clock.now())
    # A demo is served at whatever port is free, and its mails were written at another: their links lead here.
    here = found.text.replace(settings.KANAAL_URL.rstrip("/"), request.build_absolute_uri("/").rstrip("/"))
    return page(request, "demo/mail.html", mail=found, body=markdown.linked(here))


@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the whole installation's clock on, by some days or hours."""
    days, hours = request.POST.get("days", "0"), request.POST.get("hours", "0")
    if not (
        days.isdecimal()
        and hours.isdecimal()
        and len(days + hours) < 12
        and int(days) <= FARTHEST
        and int(hours) <= 24 * FARTHEST
    ):
        raise Http404
    try:
        clock.forward(dt.timedelta(days=int(days), hours=int(hours)))
    except clock.ClockTooFar as refused:
        raise Http404 from refused
    messages.info(request, _("It is %(moment)s now.") % {"moment": formats.moment(clock.now())})
    return HttpResponseRedirect(back(request))

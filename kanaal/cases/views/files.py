"""Files of a case: for those who may see it, and so that nothing in them can run."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from kanaal.cases import permissions
from kanaal.cases.models import Attachment, IncomingMail
from kanaal.cases.queries import messages_seen_by
from kanaal.cases.sound import STORE
from kanaal.cases.views.common import find

HARMLESS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, max-age=3600",
}


@login_required
def attachment(request: Any, pk: int) -> HttpResponse:
    """Pictures that we have drawn ourselves are shown; all else is for saving only."""
    one = get_object_or_404(Attachment.objects.select_related("message"), pk=pk, refusal__isnull=True)
    case = find(request, one.message.case_id)
    if not messages_seen_by(request.actor, case).filter(pk=one.message_id).exists():
        raise Http404
    try:
        data = STORE.read(one.digest)
    except FileNotFoundError as gone:
        raise Http404 from gone
    kind = one.kind if one.inline else "application/octet-stream"
    disposition = content_disposition_header(not one.inline, one.original_name) or "attachment"
    return HttpResponse(data, content_type=kind, headers={**HARMLESS, "Content-Disposition": disposition})


@login_required
def raw_mail(request: Any, pk: int) -> HttpResponse:
    """A mail as it came, for the helpdesk to save: whoever opens it does so in a mail program, never here."""
    permissions.see_cases.check(request.actor, None)
    mail = get_object_or_404(IncomingMail, pk=pk)
    headers = {**HARMLESS, "Content-Disposition": f'attachment; filename="mail-{mail.pk}.eml"'}
    return HttpResponse(bytes(mail.raw), content_type="application/octet-stream", headers=headers)

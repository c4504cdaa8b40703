"""The programme's public pages: for visitors and partners alike, in the language of whoever reads."""

from __future__ import annotations

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kanaal.partners.policy import LevelsPolicy
from kanaal.portal.public.booklet import booklet
from kanaal.portal.public.kit import chapters, writing
from kanaal.portal.public.promises import beginning, promises
from kanaal.portal.public.reader import public, public_page
from kanaal.portal.public.shown import comparison, in_short, levels_shown, since, stairs
from kanaal.programme.models import Release
from kanaal.programme.pack import NoSuchText


@public
def public_home(request: HttpRequest, release: Release) -> HttpResponse:
    pack = release.pack
    return public_page(
        request,
        release,
        "home",
        programme=pack.programme,
        levels=in_short(pack),
        stairs=stairs(pack.section(LevelsPolicy)),
        promises=promises(pack),
        beginning=beginning(pack),
    )


@public
def levels(request: HttpRequest, release: Release) -> HttpResponse:
    shown = levels_shown(release.pack)
    tabs = [{"label": each.level.name, "url": f"#level-{each.level.key}"} for each in shown]
    tabs.append({"label": _("Side by side"), "url": "#compared"})
    return public_page(request, release, "levels", levels=shown, tabs=tabs, comparison=comparison(release.pack))


@public
def welcome_kit(request: HttpRequest, release: Release) -> HttpResponse:
    written = chapters(release.pack, get_language() or "")
    tabs = [{"label": text.title, "url": f"#{text.anchor}"} for text in written]
    return public_page(request, release, "kit", chapters=written, tabs=tabs, since=since(release))


@public
def welcome_kit_pdf(request: HttpRequest, release: Release) -> HttpResponse:
    language = get_language() or ""
    answer = HttpResponse(booklet(release, language), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="welcome-kit-{language}.pdf"'
    return answer


@public
def terms(request: HttpRequest, release: Release, key: str) -> HttpResponse:
    """Terms as they are in force (P5); what somebody accepted is kept and shown elsewhere."""
    try:
        text = writing(release.pack, f"terms/{key}", get_language() or "")
    except NoSuchText as none:
        raise Http404 from none
    return public_page(request, release, "terms", text=text, since=since(release))


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For those who watch over the installation: it answers, and so does its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Searching machines may read what visitors read, and none of the pages behind a door."""
    closed = [reverse(name) for name in ("portal-home", "home", "me", "account_login", "enrol", "my-invitations")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*closed, "/api/", "/desk/")), "Allow: /", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")

"""Certificates as tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from kanaal.core import clock, formats, tables
from kanaal.core.texts import Text
from kanaal.training.company import CertificateOfCompany, Colleague
from kanaal.training.models import Certificate

TONES = {"valid": "ok", "expired": "warn", "revoked": "bad"}


def certificates_table(rows: Iterable[Certificate]) -> tables.Table:
    """One's own certificates, with all that one can do with each."""
    today = clock.today()
    states = {state: (TONES[state], str(Text(label))) for state, label in Certificate.lifecycle.choices()}
    return tables.Table(
        caption=_("Certificates"),
        columns=[
            tables.text(_("Certificate"), "name", under="number", strong=True),
            tables.badge(_("State"), lambda row: row.standing_on(today), states),
            tables.date(_("Issued"), "issued_on"),
            tables.text(_("Valid until"), _end),
            tables.part(_("Show"), _ways),
        ],
        rows=rows,
        empty=_("You have no certificate yet. Finish a course, and it is here."),
    )


def _ways(row: Certificate) -> Any:
    """Show it, download it, take it along."""
    return format_html(
        '<span class="row"><a class="btn small" href="{}">{}</a> <a class="btn small quiet" href="{}">{}</a> '
        '<a class="btn small quiet" href="{}">{}</a></span>',
        reverse("check-certificate", args=[row.public_id]),
        _("Show"),
        reverse("certificate-pdf", args=[row.public_id]),
        _("PDF"),
        reverse("certificate-badge", args=[row.public_id]),
        _("Open Badge"),
    )


def company_table(one: CertificateOfCompany, *, may_ask: bool, me: int | None) -> tables.Table:
    """One certificate, colleague by colleague. `me` is the reader, who isn't asked but goes to the course."""
    columns = [
        tables.text(_("Name"), "contact.name", under="contact.job_title", strong=True),
        tables.badge(_("Certificate"), _held, {"held": ("ok", _("holds it")), "missing": ("neutral", _("not yet"))}),
        tables.text(_("Valid until"), _until),
    ]
    if may_ask and one.course:
        columns.append(tables.part(_("Ask"), lambda row: _ask(one, row, me)))
    return tables.Table(caption=one.name, columns=columns, rows=one.colleagues)


def _held(row: Colleague) -> str:
    return "held" if row.certificate else "missing"


def _until(row: Colleague) -> object:
    if row.certificate is None:
        return None
    return _end(row.certificate)


def _end(certificate: Certificate) -> str:
    """The last day as the reader's locale writes it (L2)."""
    return formats.date(certificate.valid_until, "medium") if certificate.valid_until else _("for good")


def _ask(one: CertificateOfCompany, row: Colleague, me: int | None) -> Any:
    if row.certificate or one.course is None:
        return ""
    if row.contact.person_id == me:
        link = '<a class="btn small" href="{}">{}</a>'
        return format_html(link, reverse("course", args=[one.course.key]), _("To the course"))
    if row.asked:
        return format_html('<span class="muted">{}</span>', _("asked"))
    url = reverse("ask-colleague", args=[row.contact.pk, one.course.key])
    button = '<button class="btn small" form="row-action" formaction="{}">{}</button>'
    return format_html(button, url, _("Ask this colleague"))

"""What a partner earns: the running cycle, what would raise it, statements down to line, rule and release (R3)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from kanaal.bankdetails.queries import details_of
from kanaal.core import clock
from kanaal.core.pages import page
from kanaal.core.paging import paged
from kanaal.licensing.sound import called
from kanaal.partners.doors import partner_of
from kanaal.rebates import permissions_partner as permissions
from kanaal.rebates import queries_partner as queries
from kanaal.rebates import raising, shown_partner, tables_partner
from kanaal.rebates.doors import rebates_page
from kanaal.rebates.shown_why import explained
from kanaal.sales.queries import opportunities_seen_by

YEAR = dt.timedelta(days=365)
SHOWN = 15


@rebates_page
def home(request: Any) -> HttpResponse:
    """Pictures and numbers of five years or of none: the same number of questions."""
    partner, today = partner_of(request), clock.today()
    rows = paged(queries.statements_and_forecasts(partner), request.GET, by=("-pk",), size=SHOWN)
    forecasts = [one for one in rows.rows if one.state == "made"][::-1]
    closed = [one for one in rows.rows if one.state != "made"]
    running = forecasts[-1] if forecasts else None
    selling = queries.selling_in(running) if running else queries.Selling([], [])
    return page(
        request, "rebates/partner_home.html", partner=partner, rows=rows, table=tables_partner.statements(closed),
        bars=shown_partner.bars_of(closed), currency=shown_partner.currency_of(partner),
        standing=queries.standing_of(partner, today - YEAR),
        forecasts=[(one, shown_partner.carried_over(one)) for one in forecasts], running=running,
        months=shown_partner.months_of(selling.months, running.currency) if running else [],
        steps=raising.steps(partner, running, selling.sold), details=details_of(partner, today),
        bounds=shown_partner.bounds_of(partner),
        may_ask=permissions.ask_about_missing_line.explain(request.actor, partner),
    )  # fmt: skip


@rebates_page
def statement(request: Any, number: str) -> HttpResponse:
    """One statement, how it adds up, by customer and line by line. Somebody else's is not there."""
    partner = partner_of(request)
    one = get_object_or_404(queries.statements_of(partner), number=number)
    lines, payment = paged(queries.lines_of(one), request.GET, by=("-pk",)), queries.payment_of(one)
    return page(
        request, "rebates/partner_statement.html", statement=one, sums=shown_partner.sums(one),
        carried=shown_partner.carried_over(one), payment=payment,
        payment_facts=shown_partner.payment_facts(one, payment, partner),
        customers=shown_partner.points(queries.by_customer(one), one.currency), lines=lines,
        table=tables_partner.lines(lines.rows, lambda sku: str(called(sku))),
        crumbs=[(_("Rebates"), "/rebates/")],
    )  # fmt: skip


@rebates_page
def line(request: Any, pk: int) -> HttpResponse:
    """Why an amount is what it is: the line, the rule, the release; and what became of it later."""
    partner = partner_of(request)
    entry = queries.entry_of(partner, pk)
    if entry is None:
        raise Http404
    one = queries.statements_of(partner).filter(cycle=entry.cycle_id).first()
    return page(
        request, "rebates/partner_line.html", **explained(entry), statement=one,
        line=shown_partner.line_facts(entry), entry_pk=str(entry.pk), product=called(entry.line.sku),
        sees_deal=opportunities_seen_by(request.actor).filter(pk=entry.opportunity_id or 0).exists(),
        may_dispute=permissions.dispute_entry.explain(request.actor, partner),
    )  # fmt: skip

"""What is owed and not paid yet, by region and month of the sale: for finance's books (R2)."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from kanaal.core.pages import page
from kanaal.core.spreadsheets import csv_answer
from kanaal.people.doors import staff_page
from kanaal.rebates import accruals, permissions

desk_page = staff_page(permissions.see_rebates)


@desk_page
def show(request: Any) -> HttpResponse:
    regions = [accruals.shown(one) for one in accruals.by_region(accruals.accrued())]
    return page(request, "rebates/accruals.html", regions=regions)


@desk_page
def export(request: Any) -> HttpResponseBase:
    return csv_answer("rebate-accruals", accruals.heading(), map(accruals.cells, accruals.accrued()))

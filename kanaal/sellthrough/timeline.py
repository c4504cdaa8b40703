"""Sales reports that a partner sent itself, in its story; its keys are recorded of the partner."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_noop as _

from kanaal.partners.belonging import strand
from kanaal.sellthrough import permissions
from kanaal.sellthrough.models import SalesReport

REPORTS = strand("sellthrough", _("Sales reports"), permissions.see_sales_reports)
REPORTS.takes(
    SalesReport,
    lambda partner: SalesReport.objects.filter(partner=partner),
    url=lambda _pk, number: reverse("sales-report", args=[number]),
)

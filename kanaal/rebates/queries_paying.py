"""Questions about payments of rebates."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet, Sum

from kanaal.rebates.models import Cycle, Payment, PaymentFile, Statement


def files_of(cycle: Cycle) -> QuerySet[PaymentFile]:
    """With how many payments each has, what they come to, and how many the bank has not executed yet."""
    rows = PaymentFile.objects.filter(cycle=cycle).select_related("cycle", "made_by").defer("body")
    return rows.annotate(
        payments_count=Count("payments"),
        payments_sum=Sum("payments__amount"),
        open_count=Count("payments", filter=Q(payments__state="ordered")),
    )


def payments_of(file: PaymentFile) -> QuerySet[Payment]:
    return Payment.objects.filter(file=file).select_related("statement__partner", "details")


def came_back(statements: QuerySet[Statement]) -> list[str]:
    """Numbers of those whose last payment the bank sent back: any that came after it would be ordered or paid."""
    rows = statements.filter(payments__state="returned").exclude(payments__state__in=Payment.LIVE)
    return list(rows.order_by("number").values_list("number", flat=True).distinct())

"""The help centre in the walks: everybody reads it, staff look after it."""

from __future__ import annotations

import datetime as dt

from kanaal.helpcentre.models import Unanswered

PAGES = [
    ("nobody", "/help/"), ("nobody", "/help/?q=exam"), ("nobody", "/help/enrol/"),
    ("nobody", "/help/sales-place-missing/"), ("anna", "/help/"), ("anna", "/help/higher-level/"),
    ("bo", "/help/no-seat/"), ("fatma", "/help/sales-place-missing/"), ("dirk", "/help/cannot-sign-in/"),
    ("dirk", "/help/sales-reports/"), ("anna", "/help/rebate-not-paid/"), ("anna", "/help/contract-renewal/"),
    ("anna", "/help/certificates-needed/"), ("bo", "/help/close-won/"), ("nobody", "/help/licences-sign-in/"),
    ("vera", "/help/why/"), ("vera", "/help/price-lists/"), ("vera", "/help/unanswered/"),
    ("auditor", "/help/unanswered/"),
]  # fmt: skip
PUBLIC = ["help", "help-article", "help-helped", "help-did-not"]
NAMES = {"kwantummechanica"}


def make_world() -> dict[str, int]:
    day = dt.date(2026, 1, 5)
    Unanswered.objects.get_or_create(
        question="kwantummechanica", language="nl", defaults={"first_on": day, "last_on": day, "times": 3}
    )
    return {}

"""Where what can still be done about a happening is done: the page, for whoever may do it."""

from __future__ import annotations

import datetime as dt

from django.urls import NoReverseMatch, reverse

from kanaal.licensing.knowing import today_of
from kanaal.licensing.models import Agreement
from kanaal.licensing.rules.authorisations import Act, Option

PAGES = {
    Act.ORDER: "console-order",
    Act.REMOVE: "console-remove",
    Act.RENEW: "console-renew",
    Act.RETURN: "console-return",
    Act.CHANGE_SETTING: "console-settings",
}
"""Of the Reseller Console. A customer asks its reseller; the desk looks on."""


def opens(option: Option, agreement: Agreement) -> dt.date | None:
    """The first day on which it can be done, where that is still to come."""
    return option.since if option.since is not None and option.since > today_of(agreement) else None


def way_to(option: Option, agreement: Agreement, role: str) -> str:
    """The address of the page, for a reader in a role; empty where they have none."""
    page = PAGES.get(option.act)
    if role != "reseller" or page is None or opens(option, agreement) is not None:
        return ""
    about = option.number if option.act is Act.RETURN else agreement.number
    for parameters in ([about], []):
        try:
            return reverse(page, args=parameters)
        except NoReverseMatch:
            continue
    return ""

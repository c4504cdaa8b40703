"""Words of what a day does though nobody does anything; of each, what it means for whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from kanaal.core.texts import numbered
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.wording_of import Wording

RESELLER, CUSTOMER, DESK = "reseller", "customer", "desk"


def _all(text: str) -> dict[str, str]:
    return dict.fromkeys((RESELLER, CUSTOMER, DESK), text)


COMING: Mapping[Kind, Wording] = {
    Kind.OVERDUE: Wording(
        "clock", "warn",
        numbered(
            "%(count)s licence of %(product)s is overdue unless it is ordered before (%(number)s).",
            "%(count)s licences of %(product)s are overdue unless they are ordered before (%(number)s).",
        ),
        numbered(
            "%(count)s licence of %(product)s became overdue (%(number)s).",
            "%(count)s licences of %(product)s became overdue (%(number)s).",
        ),
        {
            RESELLER: _(
                "Everybody can go on using them. Until they are ordered, you can "
                "authorise no further licences for this customer."
            ),
            CUSTOMER: _(
                "Everybody can go on using them. Your reseller still has to order "
                "them, and can add no further licences until then."
            ),
            DESK: _(
                "They can still be used. Until they are ordered, the reseller "
                "can authorise no further ones for this customer."
            ),
        },
    ),
    Kind.SUSPENDED: Wording(
        "circle-pause", "bad",
        numbered(
            "%(count)s licence of %(product)s is suspended unless it is ordered before (%(number)s).",
            "%(count)s licences of %(product)s are suspended unless they are ordered before (%(number)s).",
        ),
        numbered(
            "%(count)s licence of %(product)s was suspended (%(number)s).",
            "%(count)s licences of %(product)s were suspended (%(number)s).",
        ),
        {
            RESELLER: _("Suspended licences can't be used. An order gives access back at once."),
            CUSTOMER: _("Suspended licences can't be used. Access comes back at once when your reseller orders them."),
            DESK: _("Suspended licences can't be used until the reseller orders them."),
        },
    ),
    Kind.LAPSES: Wording(
        "circle-x", "bad",
        numbered(
            "%(count)s licence of %(product)s that was never ordered ends with its term (%(number)s).",
            "%(count)s licences of %(product)s that were never ordered end with their term (%(number)s).",
        ),
        numbered(
            "%(count)s licence of %(product)s that was never ordered ended with its term (%(number)s).",
            "%(count)s licences of %(product)s that were never ordered ended with their term (%(number)s).",
        ),
        {
            RESELLER: _("Nothing has to be paid for them, and nobody can use them from then on."),
            CUSTOMER: _("Nothing has to be paid for them, and nobody can use them from then on."),
            DESK: _("They end free of charge, and are gone for good."),
        },
    ),
    Kind.RENEWS_ITSELF: Wording(
        "refresh-cw", "info",
        numbered(
            "%(count)s licence of %(product)s renews by itself.",
            "%(count)s licences of %(product)s renew by themselves.",
        ),
        numbered(
            "%(count)s licence of %(product)s renewed by itself.",
            "%(count)s licences of %(product)s renewed by themselves.",
        ),
        {
            RESELLER: _("Nothing has to be done for it. They go on for a whole term, and are charged for it."),
            CUSTOMER: _("Nothing has to be done for it. They go on for a whole term, and are charged for it."),
            DESK: _("They go on for a whole term unless that is switched off before."),
        },
    ),
    Kind.PAST_DUE: Wording(
        "calendar-clock", "warn",
        numbered(
            "%(count)s licence of %(product)s reaches its anniversary and is not renewed yet.",
            "%(count)s licences of %(product)s reach their anniversary and are not renewed yet.",
        ),
        numbered(
            "%(count)s licence of %(product)s reached its anniversary and was not renewed.",
            "%(count)s licences of %(product)s reached their anniversary and were not renewed.",
        ),
        {
            RESELLER: _("They can still be used and renewed for a while after their anniversary; then they end."),
            CUSTOMER: _(
                "They can still be used and renewed for a while after their "
                "anniversary; then they end. Your reseller orders the renewal."
            ),
            DESK: _("They can still be used and renewed until the time for renewing is over."),
        },
    ),
    Kind.GOES: Wording(
        "circle-x", "bad",
        numbered(
            "%(count)s licence of %(product)s ends unless it is renewed before.",
            "%(count)s licences of %(product)s end unless they are renewed before.",
        ),
        numbered(
            "%(count)s licence of %(product)s ended: it was not renewed.",
            "%(count)s licences of %(product)s ended: they were not renewed.",
        ),
        {
            RESELLER: _(
                "Whoever uses them loses access on that day. They can't "
                "be renewed any more then, only bought anew."
            ),
            CUSTOMER: _(
                "Whoever uses them loses access on that day. They can't "
                "be renewed any more then, only bought anew."
            ),
            DESK: _("The customer loses access on that day."),
        },
    ),
    Kind.COMMITMENT_ENDS: Wording(
        "handshake", "info",
        numbered(
            "The commitment %(number)s to %(count)s licence ends.",
            "The commitment %(number)s to %(count)s licences ends.",
        ),
        numbered(
            "The commitment %(number)s to %(count)s licence ended.",
            "The commitment %(number)s to %(count)s licences ended.",
        ),
        _all(_(
            "From then on prices follow the discount level of the number "
            "of licences again. It can be made again before."
        )),
    ),
}  # fmt: skip

BY_ITSELF: Mapping[Kind, Wording] = {
    Kind.UPCOMING: Wording(
        "calendar", "info",
        numbered(
            "The renewal of %(count)s licence is shown as upcoming.",
            "The renewal of %(count)s licences is shown as upcoming.",
        ),
        numbered(
            "The renewal of %(count)s licence was shown as upcoming.",
            "The renewal of %(count)s licences was shown as upcoming.",
        ),
    ),
    Kind.WINDOW_OPENS: Wording(
        "calendar-check", "info",
        numbered(
            "From this day on the renewal of %(count)s licence can be ordered.",
            "From this day on the renewal of %(count)s licences can be ordered.",
        ),
        numbered(
            "From this day on the renewal of %(count)s licence could be ordered.",
            "From this day on the renewal of %(count)s licences could be ordered.",
        ),
    ),
    Kind.TERM_BEGINS: Wording(
        "circle-check", "ok",
        numbered(
            "Anniversary: a new term begins for %(count)s licence of %(product)s.",
            "Anniversary: a new term begins for %(count)s licences of %(product)s.",
        ),
        numbered(
            "Anniversary: a new term began for %(count)s licence of %(product)s.",
            "Anniversary: a new term began for %(count)s licences of %(product)s.",
        ),
    ),
    Kind.DATE_MOVES: Wording(
        "arrow-right", "neutral",
        numbered(
            "The console shows the next anniversary for %(count)s licence that was renewed.",
            "The console shows the next anniversary for %(count)s licences that were renewed.",
        ),
        numbered(
            "The console began to show the next anniversary for %(count)s licence that was renewed.",
            "The console began to show the next anniversary for %(count)s licences that were renewed.",
        ),
    ),
}  # fmt: skip

"""Words of what somebody did, and of the last days on which something can still be done."""

from __future__ import annotations

from collections.abc import Mapping

from kanaal.core.texts import numbered
from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.wording_of import Wording


def _same(icon: str, tone: str, both: tuple[str, str]) -> Wording:
    """Of what somebody did: it never lies ahead."""
    return Wording(icon, tone, both, both)


DONE: Mapping[Kind, Wording] = {
    Kind.BEGAN: _same(
        "flag", "info",
        numbered(
            "The agreement began; its anniversaries are counted from this day.",
            "The agreement began; its anniversaries are counted from this day.",
        ),
    ),
    Kind.ADDED: _same(
        "circle-plus", "info",
        numbered(
            "%(count)s licence of %(product)s was added (%(number)s).",
            "%(count)s licences of %(product)s were added (%(number)s).",
        ),
    ),
    Kind.ORDERED: _same(
        "shopping-cart", "ok",
        numbered(
            "%(count)s licence of %(product)s was ordered (%(number)s).",
            "%(count)s licences of %(product)s were ordered (%(number)s).",
        ),
    ),
    Kind.REMOVED: _same(
        "circle-minus", "neutral",
        numbered(
            "%(count)s licence of %(product)s was removed (%(number)s).",
            "%(count)s licences of %(product)s were removed (%(number)s).",
        ),
    ),
    Kind.RETURNED: _same(
        "undo-2", "neutral",
        numbered(
            "%(count)s licence of %(product)s went back (%(number)s).",
            "%(count)s licences of %(product)s went back (%(number)s).",
        ),
    ),
    Kind.RENEWED: _same(
        "refresh-cw", "ok",
        numbered(
            "The renewal of %(count)s licence of %(product)s was ordered (%(number)s).",
            "The renewal of %(count)s licences of %(product)s was ordered (%(number)s).",
        ),
    ),
}  # fmt: skip

LAST_DAY: Mapping[Kind, Wording] = {
    Kind.REMOVE_BY: Wording(
        "calendar-x", "neutral",
        numbered(
            "Last day to remove %(count)s licence of %(product)s free of charge (%(number)s).",
            "Last day to remove %(count)s licences of %(product)s free of charge (%(number)s).",
        ),
        numbered(
            "Until this day %(count)s licence of %(product)s could be removed free of charge (%(number)s).",
            "Until this day %(count)s licences of %(product)s could be removed free of charge (%(number)s).",
        ),
    ),
    Kind.ORDER_BY: Wording(
        "calendar-clock", "warn",
        numbered(
            "Last day to order %(count)s licence of %(product)s in time (%(number)s).",
            "Last day to order %(count)s licences of %(product)s in time (%(number)s).",
        ),
        numbered(
            "Until this day %(count)s licence of %(product)s could be ordered in time (%(number)s).",
            "Until this day %(count)s licences of %(product)s could be ordered in time (%(number)s).",
        ),
    ),
    Kind.RETURN_BY: Wording(
        "calendar-x", "neutral",
        numbered(
            "Last day on which %(count)s licence of %(product)s can go back (%(number)s).",
            "Last day on which %(count)s licences of %(product)s can go back (%(number)s).",
        ),
        numbered(
            "Until this day %(count)s licence of %(product)s could go back (%(number)s).",
            "Until this day %(count)s licences of %(product)s could go back (%(number)s).",
        ),
    ),
    Kind.COUNTS_BY: Wording(
        "calendar-check", "info",
        numbered(
            "Last day that counts for the discount level of the next term; %(count)s licence counts so far.",
            "Last day that counts for the discount level of the next term; %(count)s licences count so far.",
        ),
        numbered(
            "The licences were counted for the discount level of the next term: %(count)s.",
            "The licences were counted for the discount level of the next term: %(count)s.",
        ),
    ),
    Kind.SETTINGS_BY: Wording(
        "settings", "warn",
        numbered(
            "Last day to change how %(count)s licence of %(product)s renews by itself.",
            "Last day to change how %(count)s licences of %(product)s renew by themselves.",
        ),
        numbered(
            "Until this day it could be changed how %(count)s licence of %(product)s renews by itself.",
            "Until this day it could be changed how %(count)s licences of %(product)s renew by themselves.",
        ),
    ),
    Kind.RENEW_BY: Wording(
        "calendar-clock", "warn",
        numbered(
            "Last day to renew %(count)s licence of %(product)s.",
            "Last day to renew %(count)s licences of %(product)s.",
        ),
        numbered(
            "Until this day %(count)s licence of %(product)s could be renewed.",
            "Until this day %(count)s licences of %(product)s could be renewed.",
        ),
    ),
    Kind.ACCEPT_BY: Wording(
        "calendar-clock", "info",
        numbered(
            "Last day to accept the commitment to %(count)s licence (%(number)s).",
            "Last day to accept the commitment to %(count)s licences (%(number)s).",
        ),
        numbered(
            "Until this day the commitment to %(count)s licence could be accepted (%(number)s).",
            "Until this day the commitment to %(count)s licences could be accepted (%(number)s).",
        ),
    ),
    Kind.FULFIL_BY: Wording(
        "calendar-clock", "warn",
        numbered(
            "Last day to have the %(count)s licence of the commitment %(number)s.",
            "Last day to have the %(count)s licences of the commitment %(number)s.",
        ),
        numbered(
            "Until this day the %(count)s licence of the commitment %(number)s was to be there.",
            "Until this day the %(count)s licences of the commitment %(number)s were to be there.",
        ),
    ),
}  # fmt: skip

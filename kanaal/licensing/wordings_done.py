"""Words of what somebody did, and of the last days on which something can still be done."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

from kanaal.licensing.rules.kinds import Kind
from kanaal.licensing.wording_of import Wording


def _same(icon: str, tone: str, one: str, many: str) -> Wording:
    """Of what somebody did: it never lies ahead."""
    return Wording(icon, tone, (one, many), (one, many))


DONE: Mapping[Kind, Wording] = {
    Kind.BEGAN: _same(
        "flag", "info",
        _("The agreement began; its anniversaries are counted from this day."),
        _("The agreement began; its anniversaries are counted from this day."),
    ),
    Kind.ADDED: _same(
        "circle-plus", "info",
        _("%(count)s licence of %(product)s was added (%(number)s)."),
        _("%(count)s licences of %(product)s were added (%(number)s)."),
    ),
    Kind.ORDERED: _same(
        "shopping-cart", "ok",
        _("%(count)s licence of %(product)s was ordered (%(number)s)."),
        _("%(count)s licences of %(product)s were ordered (%(number)s)."),
    ),
    Kind.REMOVED: _same(
        "circle-minus", "neutral",
        _("%(count)s licence of %(product)s was removed (%(number)s)."),
        _("%(count)s licences of %(product)s were removed (%(number)s)."),
    ),
    Kind.RETURNED: _same(
        "undo-2", "neutral",
        _("%(count)s licence of %(product)s went back (%(number)s)."),
        _("%(count)s licences of %(product)s went back (%(number)s)."),
    ),
    Kind.RENEWED: _same(
        "refresh-cw", "ok",
        _("The renewal of %(count)s licence of %(product)s was ordered (%(number)s)."),
        _("The renewal of %(count)s licences of %(product)s was ordered (%(number)s)."),
    ),
}  # fmt: skip

LAST_DAY: Mapping[Kind, Wording] = {
    Kind.REMOVE_BY: Wording(
        "calendar-x", "neutral",
        (
            _("Last day to remove %(count)s licence of %(product)s free of charge (%(number)s)."),
            _("Last day to remove %(count)s licences of %(product)s free of charge (%(number)s)."),
        ),
        (
            _("Until this day %(count)s licence of %(product)s could be removed free of charge (%(number)s)."),
            _("Until this day %(count)s licences of %(product)s could be removed free of charge (%(number)s)."),
        ),
    ),
    Kind.ORDER_BY: Wording(
        "calendar-clock", "warn",
        (
            _("Last day to order %(count)s licence of %(product)s in time (%(number)s)."),
            _("Last day to order %(count)s licences of %(product)s in time (%(number)s)."),
        ),
        (
            _("Until this day %(count)s licence of %(product)s could be ordered in time (%(number)s)."),
            _("Until this day %(count)s licences of %(product)s could be ordered in time (%(number)s)."),
        ),
    ),
    Kind.RETURN_BY: Wording(
        "calendar-x", "neutral",
        (
            _("Last day on which %(count)s licence of %(product)s can go back (%(number)s)."),
            _("Last day on which %(count)s licences of %(product)s can go back (%(number)s)."),
        ),
        (
            _("Until this day %(count)s licence of %(product)s could go back (%(number)s)."),
            _("Until this day %(count)s licences of %(product)s could go back (%(number)s)."),
        ),
    ),
    Kind.COUNTS_BY: Wording(
        "calendar-check", "info",
        (
            _("Last day that counts for the discount level of the next term; %(count)s licence counts so far."),
            _("Last day that counts for the discount level of the next term; %(count)s licences count so far."),
        ),
        (
            _("The licences were counted for the discount level of the next term: %(count)s."),
            _("The licences were counted for the discount level of the next term: %(count)s."),
        ),
    ),
    Kind.SETTINGS_BY: Wording(
        "settings", "warn",
        (
            _("Last day to change how %(count)s licence of %(product)s renews by itself."),
            _("Last day to change how %(count)s licences of %(product)s renew by themselves."),
        ),
        (
            _("Until this day it could be changed how %(count)s licence of %(product)s renews by itself."),
            _("Until this day it could be changed how %(count)s licences of %(product)s renew by themselves."),
        ),
    ),
    Kind.RENEW_BY: Wording(
        "calendar-clock", "warn",
        (
            _("Last day to renew %(count)s licence of %(product)s."),
            _("Last day to renew %(count)s licences of %(product)s."),
        ),
        (
            _("Until this day %(count)s licence of %(product)s could be renewed."),
            _("Until this day %(count)s licences of %(product)s could be renewed."),
        ),
    ),
    Kind.ACCEPT_BY: Wording(
        "calendar-clock", "info",
        (
            _("Last day to accept the commitment to %(count)s licence (%(number)s)."),
            _("Last day to accept the commitment to %(count)s licences (%(number)s)."),
        ),
        (
            _("Until this day the commitment to %(count)s licence could be accepted (%(number)s)."),
            _("Until this day the commitment to %(count)s licences could be accepted (%(number)s)."),
        ),
    ),
    Kind.FULFIL_BY: Wording(
        "calendar-clock", "warn",
        (
            _("Last day to have the %(count)s licence of the commitment %(number)s."),
            _("Last day to have the %(count)s licences of the commitment %(number)s."),
        ),
        (
            _("Until this day the %(count)s licence of the commitment %(number)s was to be there."),
            _("Until this day the %(count)s licences of the commitment %(number)s were to be there."),
        ),
    ),
}  # fmt: skip

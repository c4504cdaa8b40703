"""How licences renew by themselves, where the terms let them (V7)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_noop as _

from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.licensing import permissions
from kanaal.licensing.actions.seeing_to import caught_up
from kanaal.licensing.events.licences import RenewalSettingChanged
from kanaal.licensing.keeping import keep
from kanaal.licensing.knowing import facts_of, terms_of, today_of
from kanaal.licensing.models import Agreement, RenewalSetting
from kanaal.licensing.rules.days import DAY
from kanaal.licensing.rules.facts import Agreement as Facts
from kanaal.licensing.rules.terms import Terms
from kanaal.licensing.sound import called, sound_wanted


class RenewsByHand(Refusal):
    def __init__(self) -> None:
        super().__init__(
            say(_("Under these terms nothing renews by itself, so there is nothing to set.")),
            remedy=say(_("Order the renewal once its window is open.")),
        )


class NothingToSet(Refusal):
    def __init__(self, sku: str) -> None:
        super().__init__(
            say(_("The customer has no licences of %(product)s."), product=called(sku)),
            remedy=say(_("Choose one of the products that the customer has.")),
        )


class SettingsFinal(Refusal):
    """Too near the anniversary: what was set is what happens."""

    def __init__(self, until: dt.date, again: dt.date) -> None:
        super().__init__(
            say(_("How licences renew could be changed until %(day)s."), day=until),
            remedy=say(
                _("It can be changed again from %(again)s on. Until then what renewed can be returned in time."),
                again=again,
            ),
        )


@transaction.atomic
def change_renewal_setting(
    agreement: Agreement, *, sku: str, enabled: bool, quantity: int | None, by: Actor
) -> RenewalSetting:
    """Let a product renew by itself or not; `quantity`: so many, or with None all that there are."""
    agreement = Agreement.locked(agreement.pk)
    permissions.change_renewal_setting.check(by, agreement)
    agreement = caught_up(agreement)
    known, terms, today = facts_of(agreement), terms_of(agreement), today_of(agreement)
    sound_setting(known, terms, sku, today)
    if enabled and quantity is not None:
        sound_wanted({sku: quantity})

    values = {"enabled": enabled, "quantity": quantity if enabled else None}
    made, _new = RenewalSetting.objects.update_or_create(agreement=agreement, sku=sku, defaults=values)
    keep(agreement)
    fact = RenewalSettingChanged(sku, made.quantity if enabled else 0)
    record(fact, about=agreement, by=by)
    return made


def sound_setting(known: Facts | None, terms: Terms, sku: str, today: dt.date) -> None:
    """Raises RenewsByHand, NothingToSet or SettingsFinal."""
    if not terms.renewing.automatic:
        raise RenewsByHand
    if known is None or sku not in known.products:
        raise NothingToSet(sku)
    anniversary = known.cycle(terms).next_anniversary(today)
    until = set_by(anniversary, terms)
    if today > until:
        raise SettingsFinal(until, anniversary)


def set_by(anniversary: dt.date, terms: Terms) -> dt.date:
    """The last day on which settings can be changed before an anniversary."""
    return min(anniversary - dt.timedelta(days=terms.renewing.settings_days), anniversary - DAY)

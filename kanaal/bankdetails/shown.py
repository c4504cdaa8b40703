"""What the pages of bank details say, part by part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from kanaal.bankdetails import permissions, queries
from kanaal.bankdetails.models import BankDetails
from kanaal.bankdetails.policy import BankDetailsPolicy
from kanaal.bankdetails.rules import Account
from kanaal.bankdetails.tables import TONES
from kanaal.core import clock, formats
from kanaal.core.actors import Actor
from kanaal.core.decisions import Decision
from kanaal.core.models import Event
from kanaal.core.pages import page
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.programme.policies import policy


def rule() -> BankDetailsPolicy:
    return policy(BankDetailsPolicy)


def standing(partner: Partner, actor: Actor) -> dict[str, Any]:
    """Where the company is paid now, the change under way, and what the reader may do about either."""
    now, change = queries.details_of(partner, clock.today()), queries.open_change_of(partner)
    for one in filter(None, (now, change)):
        one.partner = partner
    found: dict[str, Any] = {
        "partner": partner,
        "now": now,
        "now_facts": facts(now) if now else [],
        "change": change,
        "rule": rule(),
        "may_enter": permissions.enter_bank_details.explain(actor, partner),
    }
    if now is not None:
        found["may_show"] = permissions.show_bank_details.explain(actor, now)
    if change is not None:
        found |= {
            "tone": TONES[change.state],
            "change_facts": facts(change),
            "may_stop": permissions.stop_bank_details.explain(actor, change),
            "may_show_change": permissions.show_bank_details.explain(actor, change),
            "may_confirm": permissions.confirm_bank_details.explain(actor, change),
        }
    return found


def facts(details: BankDetails) -> list[tuple[str, Any]]:
    """What everybody at the company may see of bank details."""
    treatment = queries.treatment_of(details)
    found: list[tuple[str, Any]] = [
        (_("Bank account"), details.masked),
        (_("VAT treatment"), treatment.name if treatment else details.vat_treatment),
        (_("Entered by"), str(details.entered_by or "–")),
        (_("Entered on"), formats.date(clock.date_of(details.entered_at))),
    ]
    if details.confirmed_at is not None:
        found.append((_("Confirmed by"), _confirmer(details)))
    elif details.second is not None:
        found += [(_("To be confirmed by"), str(details.second)), (_("Until"), formats.date(details.until))]
    else:
        found += [(_("To be confirmed by"), _("the vendor's finance")), (_("Until"), formats.date(details.until))]
    if details.counts_from is not None:
        found.append((_("Counts from"), formats.date(details.counts_from)))
    return found


def _confirmer(details: BankDetails) -> str:
    return str(details.confirmed_by) if details.second_id else _("the vendor's finance")


def for_finance(details: BankDetails, actor: Actor) -> dict[str, Any]:
    return {
        "details": details,
        "facts": facts(details),
        "may_show": permissions.show_bank_details.explain(actor, details),
        "may_confirm": permissions.confirm_bank_details.explain(actor, details),
    }


def account_facts(account: Account) -> list[tuple[str, str]]:
    found = [(_("Account holder"), account.holder), (_("Country of the bank"), formats.country(account.country))]
    if account.bic:
        found.append((_("BIC"), account.bic))
    if account.routing:
        found.append((_("Bank code"), account.routing))
    return found


def in_full(request: Any, details: BankDetails, account: Account, *, may_confirm: Decision, desk: bool) -> HttpResponse:
    """The page with the account, which no cache keeps."""
    answer = page(
        request, "bankdetails/account.html", details=details, account=account, facts=account_facts(account),
        may_confirm=may_confirm, waits=details.state == "entered", desk=desk,
    )  # fmt: skip
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def names_in(events: Iterable[Event]) -> dict[int, str]:
    """The names of those who did something: one query."""
    ids = {event.actor_id for event in events if event.actor_id}
    return {one.pk: str(one) for one in Person.objects.filter(pk__in=ids)}

"""Bringing a registration before the rules: the deal as they see it, its rivals, the verdict, and it in words (D7)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop as _

from kanaal.core import clock, formats
from kanaal.core.decisions import Decision, Finding
from kanaal.core.texts import Text, Words, say
from kanaal.deals import rules
from kanaal.deals.customers import Customers, same_as
from kanaal.deals.marks import standing
from kanaal.deals.models import NamedAccount, Registration, RegistrationFamily
from kanaal.deals.policy import DealDeclineReasonsPolicy, DealRule, DealRulesPolicy
from kanaal.deals.rules import Claim, ConflictKind, Deal, Saw, Verdict
from kanaal.deals.snapshot import marks_on
from kanaal.programme.policies import policy
from kanaal.sales.models import Opportunity
from kanaal.sales.policy import DealTypesPolicy

PERMISSION = "deals.submit_registration"
TAKEN = "another_was_first"


@dataclass(frozen=True)
class Rival:
    """Another registration that is in the way, or may be."""

    registration: Registration
    kind: ConflictKind
    same_account: bool
    why: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Judged:
    """A deal, its rivals, and what the rules say."""

    deal: Deal
    verdict: Verdict
    rivals: tuple[Rival, ...] = ()

    def to_data(self) -> dict[str, Any]:
        """As kept in `Registration.outcome`."""
        saw = [[s.rule, s.then, s.applies, s.decides] for s in self.verdict.saw]
        return {"deal": deal_data(self.deal), "outcome": self.verdict.outcome, "rule": self.verdict.rule,
                "reason": self.verdict.reason, "saw": saw}  # fmt: skip


def judged(registration: Registration, opportunity: Opportunity, customers: Customers | None = None) -> Judged:
    """Judge a registration as it is in memory, with its families kept. Reads; changes nothing."""
    known = customers or same_as(registration.account)
    rivals = rivals_of(registration, known)
    deal = deal_of(registration, opportunity, known, frozenset(rival.kind for rival in rivals))
    return Judged(deal, rules.judge(deal, policy(DealRulesPolicy).rules), rivals)


def deal_of(registration: Registration, opportunity: Opportunity, known: Customers, conflicts: frozenset[str]) -> Deal:
    kind = policy(DealTypesPolicy).get(opportunity.deal_type)
    return Deal(
        amount=opportunity.amount,
        currency=opportunity.currency,
        deal_type=opportunity.deal_type,
        renewal=bool(kind and kind.renewal),
        tender=bool(kind and kind.tender),
        families=frozenset(opportunity.families),
        need=opportunity.need,
        segment=opportunity.segment,
        level=registration.partner.level,
        region=registration.partner.region,
        evidence=standing(marks_on(registration.content.get("answers", {}))),
        ordered=opportunity.orders.exists(),
        named=NamedAccount.objects.filter(account__in=known.sure).exists(),
        days_to_close=(opportunity.close_on - clock.today()).days,
        conflicts=conflicts,
    )


def rivals_of(registration: Registration, known: Customers) -> tuple[Rival, ...]:
    """Every registration of the same need that stands in the way, the first in its place first."""
    mine, today = claim_of(registration), clock.today()
    found = []
    for other in live_claims(known.ids, registration.need).exclude(pk=registration.pk):
        kind = rules.conflict(mine, claim_of(other, sure=other.account_id in known.sure), today)
        if kind is not None:
            same = other.account_id == registration.account_id
            found.append(Rival(other, kind, same, known.why.get(other.account_id, ())))
    return tuple(found)


def live_claims(accounts: frozenset[int], need: str) -> Any:
    """Registrations of a need of these customers that are approved or wait."""
    rows = Registration.objects.filter(account__in=accounts, need=need, state__in=("submitted", "asked", "approved"))
    return rows.select_related("partner").prefetch_related("families").order_by("complete_at", "pk")


def claims_on(known: Customers, need: str) -> list[Claim]:
    """The same as claims, with one question to the database whatever there is."""
    rows = RegistrationFamily.objects.filter(registration__in=live_claims(known.ids | {0}, need).order_by())
    whole: dict[int, tuple[Registration, set[str]]] = {}
    for row in rows.select_related("registration"):
        whole.setdefault(row.registration_id, (row.registration, set()))[1].add(row.family)
    return [
        claim_of(one, sure=one.account_id in known.sure, families=frozenset(families))
        for one, families in whole.values()
    ]


def claim_of(registration: Registration, *, sure: bool = True, families: frozenset[str] | None = None) -> Claim:
    """As its rivals see it. Whoever leaves a question unanswered for too long has no place in the meantime."""
    until = registration.place_until
    lost = registration.state == "asked" and until is not None and until < clock.now()
    return Claim(
        id=registration.pk,
        partner_id=registration.partner_id,
        families=frozenset(row.family for row in registration.families.all()) if families is None else families,
        need=registration.need,
        state=registration.state,
        complete_at=None if lost else registration.complete_at,
        protected_until=registration.protected_until,
        sure=sure,
    )


# --- as data, and back: a decision can be taken again


def deal_data(deal: Deal) -> dict[str, Any]:
    data = dict(vars(deal))
    return data | {
        "amount": str(deal.amount),
        "families": sorted(deal.families),
        "conflicts": sorted(deal.conflicts),
    }


def deal_from(data: Mapping[str, Any]) -> Deal:
    values = dict(data)
    values |= {key: frozenset(values[key]) for key in ("families", "conflicts")}
    return Deal(**values | {"amount": Decimal(values["amount"])})


def verdict_from(data: Mapping[str, Any]) -> Verdict:
    """What the rules said, of `Registration.outcome`; an empty verdict where nothing was judged yet."""
    saw = tuple(Saw(*row) for row in data.get("saw", ()))
    return Verdict(data.get("outcome", "desk"), data.get("rule", ""), data.get("reason", ""), saw)


# --- in words


def explained(verdict: Verdict, currency: str) -> Decision:
    """What every rule saw, as a decision for the partner: what stands in the way has its way out."""
    return Decision(PERMISSION, say(_("register this deal")), tuple(_findings(verdict, currency)))


def _findings(verdict: Verdict, currency: str) -> list[Finding]:
    found, known = [], policy(DealRulesPolicy)
    approved = verdict.outcome == "approve"
    for saw in verdict.saw:
        rule = known.get(saw.rule)
        if rule is None or (saw.then == "approve" and not saw.applies):
            continue  # that an approval doesn't apply is no reason by itself: the others say why
        met = approved or saw.then == "approve" or not saw.applies
        says = say("%(rule)s", rule=in_currency(rule, rule.text if saw.applies else rule.clear, currency))
        found.append(Finding(met, says, _remedy(rule, saw), key=saw.rule if met else _key_of(rule)))
    if all(one.met for one in found) and not approved:
        found.append(Finding(False, say(_("no rule of the programme decides this: the desk does")), key="desk"))
    return found


def _key_of(rule: DealRule) -> str:
    """What a no of this rule is called: by it the help centre finds the answer, whatever the pack calls the rule."""
    rivals = set(rule.when.conflict or ())
    return TAKEN if rivals & {"protected", "earlier"} else rule.key


def _remedy(rule: DealRule, saw: Saw) -> Text | None:
    if not saw.applies or saw.then == "approve":
        return None
    if saw.then == "desk":
        return say(_("You need not do anything: the desk answers within its promise."))
    reason = policy(DealDeclineReasonsPolicy).get(rule.reason or "")
    return say("%(remedy)s", remedy=reason.remedy) if reason else None


def in_currency(rule: DealRule, text: Words, currency: str) -> Words:
    """A rule's text with the amount that it names, as each language writes it."""
    amount = rule.rule.when.limits.get(currency)
    made = {}
    for language, words in text.items():
        with translation.override(language):
            shown = formats.money(Decimal(amount), currency) if amount is not None else "–"
        made[language] = words.replace("{limit}", shown)
    return Words(made)


def seconds_between(start: dt.datetime | None, end: dt.datetime) -> int:
    return max(0, int((end - start).total_seconds())) if start else 0

"""A registration in words: its marks, its rules, its clock, its rivals, and what a receipt says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from kanaal.core import formats
from kanaal.core.decisions import Decision
from kanaal.core.texts import Text, Words, name, say, say_many
from kanaal.customers.rules import Reason
from kanaal.customers.shown import reason_text
from kanaal.deals import snapshot
from kanaal.deals.deciding import explained, in_currency, verdict_from
from kanaal.deals.marks import Mark
from kanaal.deals.models import Registration, RegistrationConflict
from kanaal.deals.policy import (
    DealDeclineReason,
    DealDeclineReasonsPolicy,
    DealRulesPolicy,
    EvidenceField,
    EvidenceFieldsPolicy,
)
from kanaal.deals.receipts import FIELDS
from kanaal.deals.waiting import Waited, waited_for
from kanaal.programme.policies import policy
from kanaal.programme.policy import RegionsPolicy
from kanaal.sales.policy import DealNeedsPolicy, DealTypesPolicy
from kanaal.sales.sound import family_names

TONES = {
    "draft": "neutral",
    "submitted": "info",
    "asked": "warn",
    "approved": "ok",
    "declined": "bad",
    "withdrawn": "neutral",
    "expired": "neutral",
    "closed": "neutral",
}


def mark_text(mark: Mark) -> Text:
    """What is missing, and so what to write."""
    if mark.kind == "few_words":
        return say_many(
            "Say more: %(found)s of at least %(count)s word.",
            "Say more: %(found)s of at least %(count)s words.",
            mark.needed,
            found=mark.found,
        )
    return say(_SAYS[mark.kind], needed=mark.needed, found=mark.found, quotes=name(mark.quotes))


_SAYS = {
    "missing": _("Not answered yet."),
    "too_long": _("%(found)s characters, and %(needed)s at most: shorten it before you hand it in."),
    "vague": _("“%(quotes)s” says nothing that can be checked. Write what happened, with whom, how many."),
    "no_number": _("A number is missing."),
    "no_date": _("A date is missing: a day, a month or a year."),
    "no_name": _("A name is missing. If none is known, write so, and how you know."),
    "no_reason": _("Say how you know that there is none."),
}


@dataclass(frozen=True)
class Answer:
    """A question, what was answered, and what is too thin about it."""

    asked: EvidenceField
    text: str
    marks: tuple[Mark, ...]

    @property
    def complete(self) -> bool:
        return not self.marks

    @property
    def says(self) -> list[Text]:
        return [mark_text(mark) for mark in self.marks]

    @property
    def tone(self) -> str:
        return "ok" if self.complete else "bad" if any(mark.hard for mark in self.marks) else "warn"


def answers_shown(answers: dict[str, str], only: Iterable[str] = ()) -> list[Answer]:
    """Question by question, in the order of the form; `only` some of them."""
    marks, wanted = snapshot.marks_on(answers), set(only)
    return [
        Answer(one, answers.get(one.key, ""), tuple(mark for mark in marks if mark.field == one.key))
        for one in policy(EvidenceFieldsPolicy).evidence_fields
        if not wanted or one.key in wanted
    ]


def completeness(answers: Sequence[Answer]) -> dict[str, int]:
    return {"done": sum(one.complete for one in answers), "all": len(answers)}


# --- rules and reasons


def decision_of(registration: Registration) -> Decision | None:
    """What every rule saw, for the partner; None before it was handed in."""
    if not registration.outcome:
        return None
    return explained(verdict_from(registration.outcome), registration.currency)


@dataclass(frozen=True)
class RuleShown:
    """A rule as the desk sees it: what it says, what it saw, whether it decided."""

    key: str
    then: str
    says: Words | str
    more: Words | str
    applies: bool
    decides: bool

    @property
    def tone(self) -> str:
        return {"approve": "ok", "decline": "bad", "desk": "info"}[self.then] if self.applies else "neutral"


def rules_shown(registration: Registration) -> list[RuleShown]:
    known, found = policy(DealRulesPolicy), []
    for saw in verdict_from(registration.outcome).saw:
        rule = known.get(saw.rule)
        text = (rule.text if saw.applies else rule.clear) if rule else ""
        says = in_currency(rule, text, registration.currency) if rule and isinstance(text, Words) else saw.rule
        more = in_currency(rule, rule.desk_text, registration.currency) if rule and rule.desk_text else ""
        found.append(RuleShown(saw.rule, saw.then, says, more if saw.applies else "", saw.applies, saw.decides))
    return found


def reason_of(registration: Registration) -> DealDeclineReason | None:
    return policy(DealDeclineReasonsPolicy).get(registration.decline_reason) if registration.decline_reason else None


def own_rival(registration: Registration) -> Registration | None:
    """The registration of a colleague that was first: one's own company's may be named, nobody else's."""
    if registration.state != "declined":
        return None
    row = registration.conflicts.filter(kind="own", earlier__partner=registration.partner_id).first()
    return row.earlier if row else None


# --- who is waited for


def waited_text(registration: Registration, waited: Waited | None = None) -> Text | None:
    """Who is waited for, in a sentence; nobody: None."""
    found = waited or waited_for(registration)
    if found.who == "you":
        asked = registration.state == "asked"
        return say(_("You: the desk asked for more.")) if asked else say(_("You: it is not handed in yet."))
    if found.who != "desk":
        return None
    if found.away is not None:
        return say(
            _("The desk: %(agent)s answers, while %(away)s is away."),
            agent=name(str(found.agent)),
            away=name(str(found.away)),
        )
    if found.agent is not None:
        return say(_("The desk: %(agent)s has it in hand."), agent=name(str(found.agent)))
    return say(_("The desk."))


# --- what was handed in


def facts_of(registration: Registration) -> list[tuple[object, object]]:
    """What it is about, as handed in; of a draft, nothing yet."""
    content = registration.content
    if not content:
        return []
    kind = policy(DealTypesPolicy).get(content["deal_type"])
    need = policy(DealNeedsPolicy).get(content["need"])
    customer = content["customer"]
    return [
        (gettext("Customer"), f"{customer['name']} ({customer['number']})"),
        (gettext("Amount"), formats.money(registration.amount, registration.currency)),
        (gettext("Kind of deal"), kind.name if kind else content["deal_type"]),
        (gettext("What the customer needs it for"), need.name if need else content["need"]),
        (gettext("Product families"), ", ".join(str(one) for one in family_names(content["families"]))),
        (gettext("Handed in"), formats.moment(registration.submitted_at) if registration.submitted_at else ""),
        (gettext("Complete since"), formats.moment(registration.complete_at) if registration.complete_at else ""),
    ]


def region_name(key: str) -> Words | str:
    region = policy(RegionsPolicy).get(key)
    return region.name if region else key


# --- both sides of a conflict, for the desk


KINDS = {
    "protected": _("It is protected, and goes before all that came later."),
    "earlier": _("It was complete first, and waits for a decision."),
    "own": _("Both are the same company's."),
    "unsure": _("It may be the same customer: look, and say."),
}


@dataclass(frozen=True)
class Side:
    registration: Registration
    first: bool
    mine: bool
    answers: list[Answer]

    @property
    def rows(self) -> list[tuple[object, object]]:
        one = self.registration
        return [
            (gettext("Partner"), f"{one.partner.name} ({one.partner.number})"),
            (gettext("Owner"), one.opportunity.owner),
            (gettext("Account"), f"{one.account.name} ({one.account.number})"),
            *facts_of(one)[1:],
            (gettext("Protected until"), formats.date(one.protected_until) if one.protected_until else ""),
        ]


@dataclass(frozen=True)
class ConflictShown:
    says: Text
    why: list[Text]
    sides: tuple[Side, Side]
    same_account: bool


def conflicts_shown(registration: Registration, rows: Sequence[RegistrationConflict]) -> list[ConflictShown]:
    return [_conflict(registration, row) for row in rows]


def _conflict(registration: Registration, row: RegistrationConflict) -> ConflictShown:
    places = {one.pk: one.complete_at for one in (row.earlier, row.later)}
    known = [at for at in places.values() if at is not None]
    best = min(known) if known else None
    sides = tuple(
        Side(one, best is not None and places[one.pk] == best, one.pk == registration.pk,
             answers_shown(one.content.get("answers", {})))
        for one in (row.earlier, row.later)
    )  # fmt: skip
    why = [reason_text(Reason.from_data(data)) for data in row.reasons]
    return ConflictShown(say(KINDS[row.kind]), why, (sides[0], sides[1]), row.same_account)


# --- receipts


def receipt_rows(fields: dict[str, str]) -> list[tuple[object, Any]]:
    """What a receipt says, under the names that a page gives its lines."""
    return [(str(Text(FIELDS[key])) if key in FIELDS else key, value) for key, value in fields.items()]

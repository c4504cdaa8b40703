"""Asking whether a registration would be free, before the customer is named for the record (D7).

Three answers and nothing besides: a name that nobody has is as free as a customer without a registration. Everything
that is looked up is looked up for every question, so that neither the answer's form nor its time tells more.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_noop as _

from kanaal.core import clock
from kanaal.core.actors import Actor
from kanaal.core.events import record
from kanaal.core.models import Event
from kanaal.core.refusals import Refusal
from kanaal.core.texts import say
from kanaal.customers.rules import Company, key_of
from kanaal.deals import mails, permissions, rules
from kanaal.deals.customers import like
from kanaal.deals.deciding import claims_on
from kanaal.deals.events import AvailabilityChecked, AvailabilitySpent
from kanaal.deals.models import AvailabilityCheck, NamedAccount
from kanaal.deals.policy import DealRegistrationPolicy
from kanaal.partners.models import Partner
from kanaal.programme.policies import policy

DAY = dt.timedelta(hours=24)


@dataclass(frozen=True)
class Question:
    """A customer, what they need, and of which families."""

    company: Company
    families: frozenset[str]
    need: str

    @property
    def digest(self) -> str:
        """What is kept of the question: enough to tell that the same was asked again, too little to read it."""
        names = sorted(key_of(name) for name in self.company.names)
        known = [
            *names,
            self.company.country,
            *sorted(self.company.domains),
            *sorted(map(str, self.company.identifiers)),
        ]
        text = "\n".join([*known, *sorted(self.families), self.need])
        return salted_hmac("kanaal.deals.availability", text, algorithm="sha256").hexdigest()


class AskedEnough(Refusal):
    """The allowance of a day is spent, the person's or the company's."""

    status = 429

    def __init__(self, again_at: dt.datetime) -> None:
        super().__init__(
            say(_("You have asked as often as a day allows.")),
            remedy=say(_("Ask again from %(at)s on; or register the deal, which decides it at once."), at=again_at),
        )


def ask_availability(partner: Partner, question: Question, *, by: Actor) -> AvailabilityCheck:
    """Check it; when the day's allowance is spent the desk hears of it, and nothing is answered."""
    try:
        return check_availability(partner, question, by=by)
    except AskedEnough:
        tell_of_guessing(partner, by=by)
        raise


@transaction.atomic
def check_availability(partner: Partner, question: Question, *, by: Actor) -> AvailabilityCheck:
    """`free`, `not_free` or `desk`; counted and logged. Raises AskedEnough."""
    partner = Partner.locked(partner.pk)
    permissions.check_availability.check(by, partner)
    now = clock.now()
    _must_have_some_left(partner, by, now)

    made = AvailabilityCheck.objects.create(
        partner=partner, person_id=by.person_id or 0, at=now, digest=question.digest, answer=_answer(partner, question)
    )
    record(AvailabilityChecked(made.digest, made.answer), about=partner, by=by)
    return made


@transaction.atomic
def tell_of_guessing(partner: Partner, *, by: Actor) -> None:
    """The managers hear that somebody asks too often: once a day for each company."""
    partner = Partner.locked(partner.pk)
    permissions.tell_of_guessing.check(by, partner)
    since = clock.now() - DAY
    about = Event.objects.filter(about_kind=Partner._meta.label_lower, about_id=partner.pk, at__gt=since)
    if about.filter(name=AvailabilitySpent.__name__).exists():
        return

    times = AvailabilityCheck.objects.filter(partner=partner, at__gt=since).count()
    record(AvailabilitySpent(times), about=partner, by=by)
    for manager in mails.managers():
        mails.availability_spent(partner, by.name, times, manager)


def _must_have_some_left(partner: Partner, by: Actor, now: dt.datetime) -> None:
    rule = policy(DealRegistrationPolicy)
    of_partner = AvailabilityCheck.objects.filter(partner=partner, at__gt=now - DAY)
    of_person = AvailabilityCheck.objects.filter(person_id=by.person_id or 0, at__gt=now - DAY)
    for asked, allowed in ((of_person, rule.availability_per_person), (of_partner, rule.availability_per_partner)):
        times = list(asked.order_by("-at").values_list("at", flat=True)[:allowed])
        if len(times) >= allowed:
            raise AskedEnough(times[-1] + DAY)


def _answer(partner: Partner, question: Question) -> str:
    """What a registration complete at this moment would meet."""
    known = like(question.company)
    mine = rules.Claim(0, partner.pk, question.families, question.need, "submitted")
    others = claims_on(known, question.need)
    named = NamedAccount.objects.filter(account__in=known.ids | {0}).exists()
    met = {rules.conflict(mine, other, clock.today()) for other in others}
    if met & {"protected", "earlier", "own"}:
        return "not_free"
    return "desk" if "unsure" in met or named else "free"

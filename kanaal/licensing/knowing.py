"""From rows to what the rules know of an agreement, and to its terms: one question, for one agreement or many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from kanaal.core import clock
from kanaal.licensing import facts_read, models
from kanaal.licensing.policy import AgreementTerms, AgreementTermsPolicy
from kanaal.licensing.rules import facts
from kanaal.licensing.rules.days import Span
from kanaal.licensing.rules.renewal import as_it_goes
from kanaal.licensing.rules.terms import Terms
from kanaal.programme import releases
from kanaal.programme.policies import policy


def kind_of(agreement: models.Agreement | models.CustomerInvitation) -> AgreementTerms:
    """The kind of agreement, as the pack described it when it was accepted; of an invitation, as it does now."""
    release = releases.with_id(agreement.release_id) if isinstance(agreement, models.Agreement) else None
    return policy(AgreementTermsPolicy, release).get(agreement.terms)


def terms_of(agreement: models.Agreement) -> Terms:
    return kind_of(agreement).rules


def today_of(agreement: models.Agreement) -> dt.date:
    """The date in the agreement's own time zone, in which all of its days are counted."""
    return clock.today(agreement.zone)


def facts_of(agreement: models.Agreement) -> facts.Agreement | None:
    """Everything the rules know of it; None while nothing was ever added."""
    return facts_of_many([agreement])[agreement.pk]


def facts_of_many(agreements: Sequence[models.Agreement]) -> dict[int, facts.Agreement | None]:
    """The same for several, with as many questions as for one.

    What renewed by itself is among it, whether the clock has written it down yet or not; then it has no number.
    """
    found = written_of_many(agreements)
    terms_known: dict[tuple[int, str], Terms] = {}
    for one in agreements:
        if (known := found[one.pk]) is None or not one.is_live:
            continue
        key = one.release_id, one.terms
        if key not in terms_known:
            terms_known[key] = terms_of(one)
        if (terms := terms_known[key]).renewing.automatic:
            found[one.pk] = as_it_goes(known, terms, Span(one.looked_on or known.begins, today_of(one)))
    return found


def written_of_many(agreements: Sequence[models.Agreement]) -> dict[int, facts.Agreement | None]:
    """Only what is written down: for the clock, which writes down the rest."""
    known = facts_read.read([one.pk for one in agreements if one.begins is not None])
    return {
        one.pk: facts.Agreement(
            begins=one.begins,
            additions=known[one.pk].additions,
            renewals=known[one.pk].renewals,
            settings=known[one.pk].settings,
            commitment=known[one.pk].commitment,
            first_anniversary=one.first_anniversary,
            renews_itself=one.renews_itself,
        )
        if one.begins is not None
        else None
        for one in agreements
    }

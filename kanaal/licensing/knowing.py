"""From rows to what the rules know of an agreement, and to its terms: six questions, for one agreement or many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kanaal.core import clock
from kanaal.licensing import models
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
    ids = [one.pk for one in agreements]
    additions, renewals = _additions(ids), _renewals(ids)
    settings, commitments = _settings(ids), _commitments(ids)
    return {
        one.pk: facts.Agreement(
            begins=one.begins,
            additions=tuple(additions[one.pk]),
            renewals=tuple(renewals[one.pk]),
            settings=tuple(settings[one.pk]),
            commitment=commitments.get(one.pk),
            first_anniversary=one.first_anniversary,
            renews_itself=one.renews_itself,
        )
        if one.begins is not None
        else None
        for one in agreements
    }


def _additions(ids: Iterable[int]) -> dict[int, list[facts.Addition]]:
    parts: dict[int, dict[str, list[facts.Part]]] = defaultdict(lambda: defaultdict(list))
    rows = models.AdditionPart.objects.filter(addition__agreement__in=ids).order_by("on", "pk")
    for addition, kind, on, quantity, number in rows.values_list("addition_id", "kind", "on", "quantity", "number"):
        parts[addition][kind].append(facts.Part(on, quantity, number))
    found: dict[int, list[facts.Addition]] = defaultdict(list)
    for row in models.Addition.objects.filter(agreement__in=ids).order_by("added", "pk"):
        mine = parts[row.pk]
        found[row.agreement_id].append(
            facts.Addition(
                row.number, row.sku, row.quantity, row.added,
                orders=tuple(mine["ordered"]), removals=tuple(mine["removed"]), returns=tuple(mine["returned"]),
                kind=row.kind,
            )
        )  # fmt: skip
    return found


def _renewals(ids: Iterable[int]) -> dict[int, list[facts.Renewal]]:
    returns: dict[int, list[facts.Part]] = defaultdict(list)
    rows = models.RenewalReturn.objects.filter(renewal__agreement__in=ids).order_by("on", "pk")
    for renewal, on, quantity, number in rows.values_list("renewal_id", "on", "quantity", "number"):
        returns[renewal].append(facts.Part(on, quantity, number))
    found: dict[int, list[facts.Renewal]] = defaultdict(list)
    for row in models.Renewal.objects.filter(agreement__in=ids).order_by("ordered", "pk"):
        found[row.agreement_id].append(
            facts.Renewal(
                row.number, row.sku, row.anniversary, row.ordered, row.quantity, tuple(returns[row.pk]), row.automatic
            )
        )
    return found


def _settings(ids: Iterable[int]) -> dict[int, list[facts.Setting]]:
    found: dict[int, list[facts.Setting]] = defaultdict(list)
    for row in models.RenewalSetting.objects.filter(agreement__in=ids).order_by("sku"):
        found[row.agreement_id].append(facts.Setting(row.sku, row.enabled, row.quantity))
    return found


def _commitments(ids: Iterable[int]) -> dict[int, facts.Commitment]:
    """The last of each: an earlier one was declined, ran out, or ended."""
    rows = models.Commitment.objects.filter(agreement__in=ids).order_by("pk")
    return {
        row.agreement_id: facts.Commitment(row.number, row.quantity, row.requested, row.accepted, row.declined)
        for row in rows
    }

"""From rows to what the rules know of an agreement, and to its terms: three questions, for one agreement or many."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import BooleanField, DateField, Value

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
    settings, commitments = _settings_and_commitments(ids)
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


PART = ("on", "quantity", "number")


def _additions(ids: Iterable[int]) -> dict[int, list[facts.Addition]]:
    """With their parts, in one question: a row for each part, or one for an addition that has none."""
    parts: dict[int, dict[str, list[facts.Part]]] = defaultdict(lambda: defaultdict(list))
    whole: dict[int, tuple[Any, ...]] = {}
    rows = models.Addition.objects.filter(agreement__in=ids).order_by("added", "pk", "parts__on", "parts__pk")
    own = ("pk", "agreement_id", "number", "sku", "quantity", "added", "kind")
    for *addition, kind, on, quantity, number in rows.values_list(*own, "parts__kind", *(f"parts__{f}" for f in PART)):
        whole[addition[0]] = tuple(addition)
        if kind is not None:
            parts[addition[0]][kind].append(facts.Part(on, quantity, number))
    found: dict[int, list[facts.Addition]] = defaultdict(list)
    for pk, agreement, number, sku, quantity, added, kind in whole.values():
        mine = parts[pk]
        found[agreement].append(
            facts.Addition(
                number, sku, quantity, added,
                orders=tuple(mine["ordered"]), removals=tuple(mine["removed"]), returns=tuple(mine["returned"]),
                kind=kind,
            )
        )  # fmt: skip
    return found


def _renewals(ids: Iterable[int]) -> dict[int, list[facts.Renewal]]:
    """The same with what went back of them."""
    returns: dict[int, list[facts.Part]] = defaultdict(list)
    whole: dict[int, tuple[Any, ...]] = {}
    rows = models.Renewal.objects.filter(agreement__in=ids).order_by("ordered", "pk", "returns__on", "returns__pk")
    own = ("pk", "agreement_id", "number", "sku", "anniversary", "ordered", "quantity", "automatic")
    for *renewal, on, quantity, number in rows.values_list(*own, *(f"returns__{f}" for f in PART)):
        whole[renewal[0]] = tuple(renewal)
        if on is not None:
            returns[renewal[0]].append(facts.Part(on, quantity, number))
    found: dict[int, list[facts.Renewal]] = defaultdict(list)
    for pk, agreement, number, sku, anniversary, ordered, quantity, automatic in whole.values():
        found[agreement].append(
            facts.Renewal(number, sku, anniversary, ordered, quantity, tuple(returns[pk]), automatic)
        )
    return found


def _settings_and_commitments(
    ids: Iterable[int],
) -> tuple[dict[int, list[facts.Setting]], dict[int, facts.Commitment]]:
    """How products renew by themselves, and the last commitment of each; an earlier one is over. One question."""
    no_day, no_flag = Value(None, DateField()), Value(None, BooleanField())
    set_up = models.RenewalSetting.objects.filter(agreement__in=ids).values_list(
        "agreement_id", "sku", "quantity", "enabled", no_day, no_day, no_day, "pk"
    )
    committed = models.Commitment.objects.filter(agreement__in=ids).values_list(
        "agreement_id", "number", "quantity", no_flag, "requested", "accepted", "declined", "pk"
    )
    settings: dict[int, list[facts.Setting]] = defaultdict(list)
    commitments: dict[int, facts.Commitment] = {}
    for agreement, name, quantity, enabled, requested, accepted, declined, _pk in sorted(
        set_up.union(committed, all=True), key=lambda row: (row[4] is not None, row[1] if row[4] is None else row[7])
    ):
        if requested is None:
            settings[agreement].append(facts.Setting(name, bool(enabled), quantity))
        else:
            commitments[agreement] = facts.Commitment(name, quantity, requested, accepted, declined)
    return settings, commitments

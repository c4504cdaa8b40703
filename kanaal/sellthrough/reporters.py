"""Who reports: a distributor or a partner, as one word that stands with each line (`distributor:3`)."""

from __future__ import annotations

from collections.abc import Iterable

from kanaal.core.actors import Actor
from kanaal.distributors.models import Distributor
from kanaal.distributors.queries import distributor_of
from kanaal.partners.models import Partner
from kanaal.partners.queries import company_of
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.sellthrough.policy import SellthroughPolicy

Reporter = Distributor | Partner


def has_reports() -> bool:
    """Does the programme in force ask for sales reports at all?"""
    return releases.exists() and releases.current().pack.has(SellthroughPolicy)


def key_of(company: Reporter) -> str:
    return f"{'partner' if isinstance(company, Partner) else 'distributor'}:{company.pk}"


def company_of_key(key: str) -> Reporter | None:
    kind, _mark, number = key.partition(":")
    if not number.isdigit():
        return None
    if kind == "partner":
        return Partner.objects.filter(pk=int(number)).first()
    return Distributor.objects.filter(pk=int(number)).first() if kind == "distributor" else None


def reporter_of(actor: Actor) -> Reporter | None:
    """The company for which somebody acts now, whether it reports or not."""
    if actor.acts_as("distributor"):
        return distributor_of(actor)
    return company_of(actor) if actor.acts_as("contact") else None


def reporter_key(actor: Actor) -> str:
    found = reporter_of(actor)
    return key_of(found) if found is not None else ""


def reporters() -> Iterable[Reporter]:
    """All that owe a report each month now."""
    if not has_reports():
        return
    rule = policy(SellthroughPolicy)
    if rule.distributors:
        yield from Distributor.objects.filter(state="active").order_by("name", "pk")
    if rule.levels:
        yield from Partner.objects.filter(state="active", level__in=rule.levels).order_by("name", "pk")


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """What the companies behind these keys are called; two questions."""
    wanted: dict[str, list[int]] = {"partner": [], "distributor": []}
    for key in set(keys):
        kind, _mark, number = key.partition(":")
        if kind in wanted and number.isdigit():
            wanted[kind].append(int(number))
    rows = [("partner", row) for row in Partner.objects.filter(pk__in=wanted["partner"]).values_list("pk", "name")]
    rows += [
        ("distributor", row)
        for row in Distributor.objects.filter(pk__in=wanted["distributor"]).values_list("pk", "name")
    ]
    return {f"{kind}:{pk}": called for kind, (pk, called) in rows}

"""What is handed in, whole, as it is at that moment: it is judged, hashed, signed for, and shown to the desk."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kanaal.deals import marks
from kanaal.deals.models import Registration, RegistrationFamily
from kanaal.deals.policy import EvidenceFieldsPolicy, EvidenceWordsPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy
from kanaal.sales.models import Opportunity

LONGEST = 20_000
"""Characters of one answer that are kept of a draft, more than any programme lets be handed in."""


def marks_on(answers: dict[str, str]) -> tuple[marks.Mark, ...]:
    """What is too thin in these answers, as the programme in force sees it."""
    return marks.marks_of(answers, policy(EvidenceFieldsPolicy).asked, policy(EvidenceWordsPolicy).speech)


def answers_of(opportunity: Opportunity) -> dict[str, str]:
    """The answers as they are written now, to the questions of the programme in force."""
    kept = opportunity.evidence if isinstance(opportunity.evidence, dict) else {}
    return {one.key: str(kept.get(one.key, "")) for one in policy(EvidenceFieldsPolicy).evidence_fields}


def take(registration: Registration, opportunity: Opportunity) -> None:
    """Keep what is handed in now; in memory, but for the families. The caller holds both, and saves."""
    registration.account, registration.need = opportunity.account, opportunity.need
    registration.amount, registration.currency = opportunity.amount, opportunity.currency
    registration.region = registration.partner.region
    registration.content = content_of(registration, opportunity)
    registration.content_hash = hash_of(registration.content)
    registration.release_id = releases.current().pk
    registration.families.all().delete()
    RegistrationFamily.objects.bulk_create(
        [RegistrationFamily(registration=registration, family=family) for family in sorted(set(opportunity.families))]
    )
    registration.__dict__.pop("_prefetched_objects_cache", None)


def content_of(registration: Registration, opportunity: Opportunity) -> dict[str, Any]:
    account = opportunity.account
    return {
        "registration": registration.number,
        "opportunity": opportunity.number,
        "name": opportunity.name,
        "partner": registration.partner.number,
        "customer": {"number": account.number, "name": account.name, "town": account.town, "country": account.country},
        "amount": str(opportunity.amount),
        "currency": opportunity.currency,
        "deal_type": opportunity.deal_type,
        "need": opportunity.need,
        "segment": opportunity.segment,
        "families": sorted(set(opportunity.families)),
        "close_on": opportunity.close_on.isoformat(),
        "lines": [
            {"sku": line.sku, "quantity": line.quantity, "unit_price": str(line.unit_price)}
            for line in opportunity.lines.all()
        ],
        "answers": answers_of(opportunity),
    }


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

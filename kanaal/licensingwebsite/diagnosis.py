"""What is known of an address, gathered for whoever reads its mail, in as many questions whatever is known (K6)."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from kanaal.contracts.models import ContractOrder
from kanaal.licensingwebsite.queries import with_numbers
from kanaal.licensingwebsite.rules import Known, Standing
from kanaal.people.models import Person, normal_address


def known_of(email: str, number: str = "") -> Known:
    """For the owner of the address alone."""
    email = normal_address(email)
    person, standing = _owner(email)
    mine = Q(ordered_by_person_id=person.pk if person else 0)
    theirs, free = Q(ordered_by=email), Q(ordered_by_person__isnull=True)
    proved = standing == "proved"
    groups: dict[str, QuerySet[ContractOrder]] = {
        "orders": ContractOrder.objects.filter((mine | (free & theirs)) if proved else mine),
        "waiting": ContractOrder.objects.filter(free & theirs) if not proved else ContractOrder.objects.none(),
        "elsewhere": ContractOrder.objects.filter(theirs, ordered_by_person__isnull=False).exclude(mine),
    }
    counts = {key: rows.count() for key, rows in groups.items()}
    hits = [key for key, rows in groups.items() if number.strip() and with_numbers(rows, number).exists()]
    return Known(standing, **counts, asked=bool(number.strip()), found=hits[0] if hits else "")  # type: ignore[arg-type]


def _owner(email: str) -> tuple[Person | None, Standing]:
    row = EmailAddress.objects.filter(email=email).select_related("user").order_by("-verified", "pk").first()
    person = row.user if row else Person.objects.filter(email=email).first()
    if person is None:
        return None, "none"
    if not person.is_active or person.erased_at is not None:
        return person, "closed"
    return person, "proved" if row and row.verified else "unproved"

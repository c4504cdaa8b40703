"""Writing a batch: the one place where imported rows come into being. Six beats, for many companies at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import connection, models, transaction

from kanaal.core import numbers
from kanaal.core.actors import Actor
from kanaal.core.events import Fact, record_all
from kanaal.core.models import NumberSeries
from kanaal.partners import rules
from kanaal.partners.importing import permissions
from kanaal.partners.importing.events import PartnerImported, PartnerImportedAgain
from kanaal.partners.importing.planning import Plan
from kanaal.partners.models import Contact, Partner, PartnerDomain, PartnerNameKey
from kanaal.partners.policy import EnrolmentPolicy
from kanaal.programme import releases
from kanaal.programme.policies import policy

SERIES = "membership"


@transaction.atomic
def hold_numbers() -> NumberSeries:
    """The first lock of a batch: of two imports at once, one waits. Membership IDs come from this row."""
    return numbers.hold(SERIES)


@transaction.atomic
def import_partners(plans: Sequence[Plan], series: NumberSeries, *, by: Actor) -> None:
    """Write what was planned under the lock, with one fact for each company that came in or changed.

    Raises NotAllowed; IntegrityError when somebody wrote the same at the same moment (the engine looks at it anew).
    """
    permissions.import_partners.check(by, None)
    _number([p.partner for p in plans if p.new], series)
    Partner.objects.bulk_create([p.partner for p in plans if p.new])
    _update([p for p in plans if p.changes])
    _write_names([p.partner for p in plans if p.new or "name" in p.changes])
    _write_domains(plans)
    Contact.objects.bulk_create([contact for p in plans for contact in p.contacts_new])
    changed = [contact for p in plans for contact in p.contacts_changed]
    Contact.objects.bulk_update(changed, ["name", "job_title", "kind"])
    facts: list[tuple[Fact, models.Model]] = [(_fact(p), p.partner) for p in plans if p.new or p.changed]
    record_all(facts, by=by, release_id=releases.current().pk)


def _number(partners: Sequence[Partner], series: NumberSeries) -> None:
    """Give new partners without membership ID the next ones; no ID of our form that a table brings is given twice."""
    prefix = policy(EnrolmentPolicy).membership_prefix
    # A longer one is not ours: counting on from it, we would soon have no number left.
    ours = re.compile(rf"{re.escape(prefix)}-(\d{{1,15}})-\d")
    brought = [int(found[1]) for p in partners if p.number and (found := ours.fullmatch(p.number))]
    # What is brought once may lie far above what we have given; far below is the usual case.
    series.next = max([series.next, *(number + 1 for number in brought)])
    without = [p for p in partners if not p.number]
    for partner in without:
        partner.number = numbers.take(series, prefix)
    if without or brought:
        series.save(update_fields=["next"])


def _update(plans: Sequence[Plan]) -> None:
    fields = sorted({name for p in plans for name in p.changes})
    if fields:
        Partner.objects.bulk_update([p.partner for p in plans], fields, batch_size=200)


def _write_names(partners: Sequence[Partner]) -> None:
    """The keys of names, some twenty for each: plain SQL, since as objects they would take half of the whole time."""
    PartnerNameKey.objects.filter(partner__in=partners).delete()
    rows = [(partner.pk, key) for partner in partners for key in sorted(rules.name_keys(partner.name))]
    table = connection.ops.quote_name(PartnerNameKey._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} (partner_id, key) VALUES (%s, %s)", rows)  # noqa: S608 - our own table


def _write_domains(plans: Sequence[Plan]) -> None:
    rows = []
    for plan in plans:
        first_is_own = plan.new or not plan.partner.domains.filter(is_branch=False).exists() if plan.domains else False
        for place, domain in enumerate(plan.domains):
            rows.append(PartnerDomain(partner=plan.partner, domain=domain, is_branch=not (first_is_own and place == 0)))
    PartnerDomain.objects.bulk_create(rows)


def _fact(plan: Plan) -> PartnerImported | PartnerImportedAgain:
    partner, new_ids = plan.partner, [contact.pk for contact in plan.contacts_new]
    if plan.new:
        return PartnerImported(partner.name, partner.number, partner.level, partner.external_id, new_ids)
    changed = [contact.pk for contact in plan.contacts_changed]
    return PartnerImportedAgain(plan.changes, plan.domains, new_ids, changed)

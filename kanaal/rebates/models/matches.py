"""A line that found no deal by itself: why not, which deals it may belong to, and what a person said of it (R2)."""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_noop as _

from kanaal.core.models import Lockable
from kanaal.core.texts import Text
from kanaal.partners.models import Partner
from kanaal.people.models import Person
from kanaal.rebates.models.cycles import FROZEN
from kanaal.rebates.models.entries import Entry
from kanaal.sales.models import Opportunity
from kanaal.sellthrough.models import SaleLine

HOW = [
    ("none", _("no deal found")),
    ("person", _("a person chose")),
    ("dismissed", _("a person dismissed it")),
]
REASONS = {
    "reseller-unknown": _("The reseller in the report is no partner that we know."),
    "no-rate-of-day": _("There is no exchange rate for the day of the sale yet."),
    "no-number": _("The report names no order number."),
    "proposed": _("No deal has this order number, but one fits by customer, product and date."),
    "number-unknown": _("No deal has this order number."),
    "other-kind": _("A deal has this number, but as another kind of order number."),
    "other-reseller": _("The deal with this order number is another reseller's."),
    "not-won": _("The deal with this order number is not closed as booked."),
    "several-deals": _("Several deals have this order number."),
    "told-twice": _("The distributor and the reseller both reported it: it counts once, by the other's report."),
    "not-for-resale": _("It was ordered for the partner's own use (not for resale)."),
    "no-programme": _("No programme was in force on the day of the sale."),
    "chosen-fits-no-longer": _("The deal that was chosen is no longer closed as booked."),
}

MENDABLE = ("proposed", "other-kind", "other-reseller", "not-won", "several-deals", "chosen-fits-no-longer")
"""What somebody at the desk can do something about. Of most sales no deal was ever kept: they wait for nobody."""
SETTLED = ("told-twice",)
"""Nothing is missing: what was sold counts, as another line has it."""


class Match(Lockable):
    """One for each line that a cycle could not match by its number; a line that matches has an entry and none of this.

    `proposed` is the deal that it most likely belongs to, where there is one. A person's word is kept, whatever a later
    computing finds. A return needs none: it goes with the line that it takes back.
    """

    line = models.OneToOneField(SaleLine, on_delete=models.PROTECT, primary_key=True, related_name="rebate_match")
    region = models.CharField(max_length=40, blank=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="+")
    period = models.CharField(max_length=7)
    how = models.CharField(max_length=9, choices=HOW, default="none")
    reason = models.CharField(max_length=24, choices=list(REASONS.items()))
    proposed = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, related_name="+", db_constraint=False, db_index=False
    )
    opportunity = models.ForeignKey(Opportunity, on_delete=models.PROTECT, null=True, related_name="rebate_matches")
    found_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(how="person", opportunity__isnull=False)
                | (~models.Q(how="person") & models.Q(opportunity=None)),
                name="match_by_person_names_a_deal",
            ),
            models.CheckConstraint(
                condition=models.Q(how="none") | models.Q(decided_by__isnull=False, decided_at__isnull=False),
                name="match_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "how", "period", "line"], name="match_work"),
            models.Index(fields=["how", "reason", "line"], name="match_by_reason"),
            models.Index(fields=["found_at", "line"], name="match_waits", condition=models.Q(how="none")),
        ]

    @property
    def reason_label(self) -> Text:
        return Text(REASONS[self.reason])

    @cached_property
    def counted(self) -> Entry | None:
        """Its entry in a cycle that is proposed or approved, if it has one."""
        rows = Entry.objects.filter(line_id=self.pk, kind="earned", cycle__state__in=("proposed", *FROZEN))
        return rows.select_related("cycle").first()

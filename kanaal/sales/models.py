"""An opportunity: a partner's sales case, owned by one person, from first call to order or loss (D3, D8)."""

from __future__ import annotations

import secrets
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core import numbers
from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.customers.models import Account
from kanaal.partners.models import Contact, Partner
from kanaal.people.models import Person

CLOSED_STATES = ("booked", "lost", "cancelled", "expired")


class Opportunity(Stateful, Lockable):
    """A sales case. `state` is what the trade calls its status; `stage` is a key of the pack's stages.

    `amount` is what it is worth to the customer without tax: the total of its lines once it has any, before that an
    estimate. `evidence` holds the answers on the sales activities (D6), by the pack's fields.
    """

    lifecycle = Lifecycle(
        labels={
            "open": _("open"),
            "booked": _("closed – booked"),
            "lost": _("closed – lost"),
            "cancelled": _("closed – cancelled"),
            "expired": _("expired"),
        },
        steps={
            "edit": Step(("open",), "open"),
            "book": Step(("open",), "booked"),
            "lose": Step(("open",), "lost"),
            "cancel": Step(("open",), "cancelled"),
            "expire": Step(("open",), "expired"),
            "reopen": Step(CLOSED_STATES, "open"),
        },
    )

    CLOSED = CLOSED_STATES

    number = models.CharField(max_length=24, unique=True)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="opportunities")
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="opportunities")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="opportunities")
    name = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="open")
    stage = models.CharField(max_length=40)
    # A key of the pack's deal types: new business, expansion, plain renewal, tender …
    deal_type = models.CharField(max_length=40)
    # A key of the pack's needs: with the account and the product family it says whether two deals are the same one.
    need = models.CharField(max_length=40)
    segment = models.CharField(max_length=40)
    # Keys of the pack's product families, the estimate before there are lines.
    families = models.JSONField(default=list)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    close_on = models.DateField()
    next_step = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    # The last time that its stage moved forward: progress, on which a protection is extended (D7).
    progressed_at = models.DateTimeField(null=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=40, blank=True)
    close_note = models.TextField(blank=True)
    # What the vendor's desk said of it, as `deals` keeps it here for lists: the state of its registration, and until
    # when it is protected (both ends of one promise; empty while there is none).
    registration = models.CharField(max_length=12, blank=True)
    protected_until = models.DateField(null=True)
    # The expected day of which its owner was reminded, and of which of the programme's `remind_days` last: each once.
    reminded_of = models.DateField(null=True)
    reminded_days = models.PositiveSmallIntegerField(null=True)
    # The form that made it: sent twice, it makes one.
    form_token = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="opportunity_amount_not_negative"),
            models.CheckConstraint(
                condition=models.Q(state="open", closed_at__isnull=True)
                | (~models.Q(state="open") & models.Q(closed_at__isnull=False)),
                name="opportunity_closed_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["partner", "form_token"], condition=~models.Q(form_token=""), name="opportunity_of_a_form_once"
            ),
        ]
        indexes = [
            # The list of one owner, whole or by state, newest or by day; flat whatever the table's size.
            models.Index(fields=["partner", "owner", "state", "-id"], name="opportunity_of_owner"),
            models.Index(fields=["partner", "owner", "-id"], name="opportunity_of_owner_all"),
            models.Index(fields=["partner", "owner", "close_on", "id"], name="opportunity_by_day"),
            models.Index(fields=["account", "-id"], name="opportunity_of_account"),
            models.Index(
                fields=["partner", "owner", "protected_until", "id"],
                name="opportunity_protected",
                condition=models.Q(state="open", protected_until__isnull=False),
            ),
            models.Index(fields=["close_on", "id"], name="opportunity_to_expire", condition=models.Q(state="open")),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_open(self) -> bool:
        return self.state == "open"


class OpportunityLine(models.Model):
    """A product on an opportunity, at the price of the book that applied when it was put there (D4)."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    sku = models.CharField(max_length=60)
    family = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    unit_price = models.DecimalField(max_digits=14, decimal_places=2)
    # From which publication of which book, under which release of the programme.
    book = models.CharField(max_length=60)
    publication = models.CharField(max_length=60)
    release_id = models.BigIntegerField()
    # Where the book follows the customer's discount level: which one was taken.
    discount_level = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["opportunity", "position"], name="opportunity_line_position"),
            models.CheckConstraint(condition=models.Q(quantity__gte=1), name="opportunity_line_of_something"),
        ]
        ordering = ["position"]

    @property
    def total(self) -> Decimal:
        return self.unit_price * self.quantity


order_key = numbers.order_key


class SalesOrder(models.Model):
    """A number under which the deal was ordered, with its kind: typed, or it never matches a report (D8, R2)."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="orders")
    # A key of the pack's kinds of order number: customer PO, distributor order, vendor order.
    kind = models.CharField(max_length=40)
    number = models.CharField(max_length=60)
    # As it is compared: capitals, without spaces and signs.
    key = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["opportunity", "kind", "key"], name="sales_order_once")]
        indexes = [models.Index(fields=["key", "kind"], name="sales_order_by_number")]
        ordering = ["pk"]


def new_feed_token() -> str:
    return secrets.token_urlsafe(24)


class CalendarFeed(Lockable):
    """The secret address under which somebody's calendar fetches their dates. A new one makes the old one worthless."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="calendar_feed")
    token = models.CharField(max_length=48, unique=True, default=new_feed_token)
    made_at = models.DateTimeField()

"""Cases: what somebody asked the helpdesk, everything that was said since, and the mails that came in (H1)."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_noop as _

from kanaal.core.lifecycles import Lifecycle, Stateful, Step
from kanaal.core.models import Lockable
from kanaal.core.texts import Text
from kanaal.partners.models import Partner
from kanaal.people.models import Person

OPEN_STATES = ("new", "open", "waiting")


def new_token() -> str:
    """Twenty letters in the reply address of a case: whoever has them can add to it, and can read nothing."""
    return secrets.token_hex(10)


class Case(Stateful, Lockable):
    """One conversation. `due_at` is the next promise to be kept (first answer, then solution); none while it rests.

    `asked_by` is nobody when it came from an address that no ID has proved; then `unverified`, and only staff see it.
    """

    lifecycle = Lifecycle(
        labels={
            "new": _("new"),
            "open": _("in hand"),
            "waiting": _("waiting for the asker"),
            "solved": _("solved"),
            "closed": _("closed"),
            "merged": _("merged into another"),
        },
        steps={
            "take": Step(("new", "open"), "open"),
            "answer": Step(("new", "open", "waiting"), "open"),
            "ask": Step(("new", "open"), "waiting"),
            "hear": Step(("waiting",), "open"),
            "solve": Step(OPEN_STATES, "solved"),
            "close": Step((*OPEN_STATES, "solved"), "closed"),
            "reopen": Step(("solved", "closed"), "open"),
            "merge": Step(OPEN_STATES, "merged"),
            "part": Step(("merged",), "open"),
        },
    )

    number = models.CharField(max_length=24, unique=True)
    token = models.CharField(max_length=24, unique=True, default=new_token)
    subject = models.CharField(max_length=200)
    category = models.CharField(max_length=40)
    queue = models.CharField(max_length=40)
    region = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=lifecycle.choices(), default="new")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, null=True, related_name="cases")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="cases")
    # The address that wrote when nobody's ID has proved it; empty when `asked_by` is somebody.
    claimed_email = models.EmailField(blank=True)
    unverified = models.BooleanField(default=False)
    assignee = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    solve_by = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    solved_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # The promise (`due_at`) about which the helpdesk was warned, and told that it is broken: each once.
    warned_of = models.DateTimeField(null=True)
    told_broken = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="absorbed")
    rating = models.PositiveSmallIntegerField(null=True)
    rating_words = models.TextField(blank=True)

    OPEN = OPEN_STATES

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rating__isnull=True) | models.Q(rating__range=(1, 5)), name="rating_of_one_to_five"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="merged") | models.Q(merged_into__isnull=False), name="merged_into_something"
            ),
            # What is ours to do has a promise, and nothing else has: lists and indexes ask for the promise alone.
            models.CheckConstraint(
                condition=models.Q(state__in=("new", "open"), due_at__isnull=False)
                | (~models.Q(state__in=("new", "open")) & models.Q(due_at__isnull=True)),
                name="due_while_ours_to_do",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_by__isnull=False) | models.Q(unverified=True), name="asked_by_somebody"
            ),
        ]
        indexes = [
            # The desk's lists: all that is open by promise, whole or by queue, person, region; others by state.
            models.Index(fields=["due_at", "id"], name="case_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["queue", "due_at", "id"], name="case_queue", condition=models.Q(due_at__isnull=False)),
            models.Index(
                fields=["region", "due_at", "id"], name="case_region", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(
                fields=["assignee", "due_at", "id"], name="case_of_agent", condition=models.Q(due_at__isnull=False)
            ),
            models.Index(fields=["assignee", "state", "asked_at", "id"], name="case_agent_state"),
            models.Index(fields=["state", "asked_at", "id"], name="case_state"),
            models.Index(fields=["state", "queue", "asked_at", "id"], name="case_state_queue"),
            models.Index(fields=["asked_by", "-id"], name="case_of"),
            models.Index(fields=["partner", "-id"], name="case_of_partner"),
            models.Index(fields=["solved_at"], name="case_to_close", condition=models.Q(state="solved")),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class IncomingMail(Lockable):
    """A mail as the mailbox had it: kept whole before anything is done with it, then handled once.

    `fingerprint` makes the same mail in another place of the mailbox (or after its numbering changed) the same.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        HANDLED = "handled", _("handled")
        IGNORED = "ignored", _("kept, not acted upon")

    mailbox = models.CharField(max_length=120)
    uidvalidity = models.BigIntegerField()
    uid = models.BigIntegerField()
    message_id = models.CharField(max_length=250, blank=True, db_index=True)
    fingerprint = models.CharField(max_length=64, db_index=True)
    raw = models.BinaryField()
    size = models.PositiveBigIntegerField()
    # Longer than what we fetch: the beginning is kept, the rest stays in the mailbox.
    cut = models.BooleanField(default=False)
    came_at = models.DateTimeField()
    sender = models.CharField(max_length=254, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    outcome = models.CharField(max_length=40, blank=True)
    case = models.ForeignKey(Case, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "uidvalidity", "uid"], name="stored_once"),
            # Of the same mail in two hands at once one is refused by this, tried again, and found to be here already.
            models.UniqueConstraint(
                fields=["fingerprint"], condition=models.Q(state="handled"), name="the_same_mail_handled_once"
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="incoming_waiting")]


class Message(Lockable):
    """Something said in a case. `quoted` is what a mail repeated of earlier ones: kept, and folded away."""

    class Kind(models.TextChoices):
        ASKER = "asker", _("from the asker")
        AGENT = "agent", _("from the helpdesk")
        NOTE = "note", _("internal note")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="messages")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # From which address it came when no ID of the case's people has proved it: shown to staff as unverified.
    claimed_email = models.CharField(max_length=254, blank=True)
    body = models.TextField(blank=True)
    quoted = models.TextField(blank=True)
    at = models.DateTimeField()
    by_mail = models.ForeignKey(IncomingMail, on_delete=models.SET_NULL, null=True, related_name="+")
    # The Message-ID under which this was mailed to the asker, and what came back if it could not be delivered.
    mailed_as = models.CharField(max_length=120, blank=True, db_index=True)
    bounced = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "id"], name="message_of_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["by_mail"], condition=models.Q(by_mail__isnull=False), name="one_message_for_a_mail"
            )
        ]


class Attachment(models.Model):
    """A file of a message. `kind` is its type by its content; `refusal` says why it was not kept (then no digest).

    `original_name` is text to be shown, never a path. `inline`: a picture that we have drawn anew ourselves.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    original_name = models.CharField(max_length=120)
    kind = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    inline = models.BooleanField(default=False)
    refusal: models.JSONField[dict[str, object] | None, dict[str, object] | None] = models.JSONField(null=True)

    @property
    def refused_because(self) -> Text | None:
        return Text.from_data(self.refusal) if self.refusal else None

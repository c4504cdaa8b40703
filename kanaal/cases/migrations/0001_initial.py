import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kanaal.cases.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("token", models.CharField(default=kanaal.cases.models.new_token, max_length=24, unique=True)),
                ("subject", models.CharField(max_length=200)),
                ("category", models.CharField(max_length=40)),
                ("queue", models.CharField(max_length=40)),
                ("region", models.CharField(blank=True, max_length=40)),
                ("language", models.CharField(max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("open", "in hand"),
                            ("waiting", "waiting for the asker"),
                            ("solved", "solved"),
                            ("closed", "closed"),
                            ("merged", "merged into another"),
                        ],
                        default="new",
                        max_length=10,
                    ),
                ),
                ("claimed_email", models.EmailField(blank=True, max_length=254)),
                ("unverified", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
                ("answer_by", models.DateTimeField()),
                ("solve_by", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                ("waiting_since", models.DateTimeField(null=True)),
                ("solved_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("warned_of", models.DateTimeField(null=True)),
                ("told_broken", models.DateTimeField(null=True)),
                ("rating", models.PositiveSmallIntegerField(null=True)),
                ("rating_words", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "assignee",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="absorbed", to="cases.case"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["due_at", "id"], name="case_due"
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["queue", "due_at", "id"],
                        name="case_queue",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["region", "due_at", "id"],
                        name="case_region",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)),
                        fields=["assignee", "due_at", "id"],
                        name="case_of_agent",
                    ),
                    models.Index(fields=["assignee", "state", "asked_at", "id"], name="case_agent_state"),
                    models.Index(fields=["state", "asked_at", "id"], name="case_state"),
                    models.Index(fields=["state", "queue", "asked_at", "id"], name="case_state_queue"),
                    models.Index(fields=["asked_by", "-id"], name="case_of"),
                    models.Index(fields=["partner", "-id"], name="case_of_partner"),
                    models.Index(condition=models.Q(("state", "solved")), fields=["solved_at"], name="case_to_close"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("rating__isnull", True), ("rating__range", (1, 5)), _connector="OR"),
                        name="rating_of_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "merged"), _negated=True),
                            ("merged_into__isnull", False),
                            _connector="OR",
                        ),
                        name="merged_into_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("due_at__isnull", False), ("state__in", ("new", "open"))),
                            models.Q(models.Q(("state__in", ("new", "open")), _negated=True), ("due_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="due_while_ours_to_do",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("asked_by__isnull", False), ("unverified", True), _connector="OR"),
                        name="asked_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IncomingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mailbox", models.CharField(max_length=120)),
                ("uidvalidity", models.BigIntegerField()),
                ("uid", models.BigIntegerField()),
                ("message_id", models.CharField(blank=True, db_index=True, max_length=250)),
                ("fingerprint", models.CharField(db_index=True, max_length=64)),
                ("raw", models.BinaryField()),
                ("size", models.PositiveBigIntegerField()),
                ("cut", models.BooleanField(default=False)),
                ("came_at", models.DateTimeField()),
                ("sender", models.CharField(blank=True, db_index=True, max_length=254)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("handled", "handled"), ("ignored", "kept, not acted upon")],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("outcome", models.CharField(blank=True, max_length=40)),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "id"], name="incoming_waiting")],
                "constraints": [
                    models.UniqueConstraint(fields=("mailbox", "uidvalidity", "uid"), name="stored_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "handled")),
                        fields=("fingerprint",),
                        name="the_same_mail_handled_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("asker", "from the asker"),
                            ("agent", "from the helpdesk"),
                            ("note", "internal note"),
                        ],
                        max_length=6,
                    ),
                ),
                ("claimed_email", models.CharField(blank=True, max_length=254)),
                ("body", models.TextField(blank=True)),
                ("quoted", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("mailed_as", models.CharField(blank=True, db_index=True, max_length=120)),
                ("bounced", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cases.incomingmail",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="cases.case"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["case", "id"], name="message_of_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("by_mail__isnull", False)),
                        fields=("by_mail",),
                        name="one_message_for_a_mail",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("original_name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=120)),
                ("size", models.PositiveBigIntegerField()),
                ("digest", models.CharField(blank=True, db_index=True, max_length=64)),
                ("inline", models.BooleanField(default=False)),
                ("refusal", models.JSONField(null=True)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attachments", to="cases.message"
                    ),
                ),
            ],
        ),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("partners", "0003_contact_seat_since"),
        ("people", "__first__"),
        ("sales", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReceiptKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64, unique=True)),
                ("pem", models.TextField()),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NamedAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=200)),
                ("marked_at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="named", to="customers.account"
                    ),
                ),
                (
                    "marked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("need", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "not handed in yet"),
                            ("submitted", "in review"),
                            ("asked", "more was asked"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                            ("closed", "over with the deal"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("region", models.CharField(max_length=40)),
                ("content", models.JSONField(default=dict)),
                ("content_hash", models.CharField(blank=True, max_length=64)),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("release_id", models.BigIntegerField(null=True)),
                ("began_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("complete_at", models.DateTimeField(null=True)),
                ("place_until", models.DateTimeField(null=True)),
                ("promised_at", models.DateTimeField(null=True)),
                ("escalate_at", models.DateTimeField(null=True)),
                ("escalated_at", models.DateTimeField(null=True)),
                ("waiting_since", models.DateTimeField(null=True)),
                ("question", models.TextField(blank=True)),
                ("asked_fields", models.JSONField(default=list)),
                ("question_until", models.DateTimeField(null=True)),
                ("answered_in", models.PositiveIntegerField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decided_how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("rule", "by the programme's rules"),
                            ("desk", "by the desk"),
                            ("deemed", "by the promise's end"),
                        ],
                        max_length=8,
                    ),
                ),
                ("outcome", models.JSONField(default=dict)),
                ("contested", models.BooleanField(default=False)),
                ("ever_protected", models.BooleanField(default=False)),
                ("decline_reason", models.CharField(blank=True, max_length=40)),
                ("decline_note", models.TextField(blank=True)),
                ("protected_from", models.DateTimeField(null=True)),
                ("protected_until", models.DateField(null=True)),
                ("extensions", models.PositiveSmallIntegerField(default=0)),
                ("extended_at", models.DateTimeField(null=True)),
                ("reminded_of", models.JSONField(default=list)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="customers.account",
                    ),
                ),
                (
                    "agent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registrations",
                        to="sales.opportunity",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="partners.partner"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "promised_at", "id"], name="registration_queue"),
                    models.Index(fields=["state", "region", "promised_at", "id"], name="registration_by_region"),
                    models.Index(fields=["agent", "state", "promised_at", "id"], name="registration_by_agent"),
                    models.Index(fields=["account", "need", "state"], name="registration_of_account"),
                    models.Index(
                        condition=models.Q(("state", "approved")),
                        fields=["protected_until", "id"],
                        name="registration_to_expire",
                    ),
                    models.Index(fields=["partner", "-id"], name="registration_of_partner"),
                    models.Index(fields=["submitted_at", "id"], name="registration_by_time"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "submitted", "asked", "approved"))),
                        fields=("opportunity",),
                        name="one_live_registration",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            models.Q(("protected_from__isnull", False), ("protected_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="approved_is_protected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("submitted", "asked")), _negated=True),
                            models.Q(
                                ("promised_at__isnull", False),
                                ("submitted_at__isnull", False),
                                ("waiting_since__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="registration_handed_in",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=10)),
                ("same_account", models.BooleanField()),
                ("reasons", models.JSONField(default=list)),
                ("found_at", models.DateTimeField()),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rivals", to="deals.registration"
                    ),
                ),
                (
                    "later",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="deals.registration"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("later", "earlier"), name="registration_conflict_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationFamily",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("family", models.CharField(max_length=40)),
                ("claim", models.CharField(blank=True, max_length=120)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="families", to="deals.registration"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("registration", "family"), name="registration_family_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("claim", ""), _negated=True), fields=("claim",), name="protected_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegistrationReceipt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("decision", models.CharField(max_length=20)),
                ("statement", models.TextField()),
                ("signature", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=64)),
                (
                    "registration",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="receipts", to="deals.registration"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64)),
                ("answer", models.CharField(max_length=12)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partners.partner"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partner", "-at"], name="availability_of_partner"),
                    models.Index(fields=["person", "-at"], name="availability_of_person"),
                    models.Index(fields=["at"], name="availability_by_time"),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeskAbsence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                (
                    "delegate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "ends"], name="absence_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="absence_ends_after_start"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("delegate")), _negated=True), name="absence_has_another"
                    ),
                ],
            },
        ),
    ]

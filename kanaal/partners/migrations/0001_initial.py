import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("name", models.CharField(max_length=160)),
                ("country", models.CharField(max_length=2)),
                ("region", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=12)),
                ("street", models.CharField(blank=True, max_length=160)),
                ("postal_code", models.CharField(blank=True, max_length=20)),
                ("city", models.CharField(blank=True, max_length=80)),
                ("province", models.CharField(blank=True, max_length=80)),
                ("vat_number", models.CharField(blank=True, max_length=20)),
                ("register_number", models.CharField(blank=True, max_length=40)),
                ("website", models.CharField(blank=True, max_length=200)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("level", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("ended", "ended")], default="active", max_length=10
                    ),
                ),
                ("member_since", models.DateField()),
                ("term_ends", models.DateField()),
                ("external_id", models.CharField(blank=True, max_length=60)),
                ("joined_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "id"], name="partner_by_name"),
                    models.Index(
                        condition=models.Q(("vat_number", ""), _negated=True),
                        fields=["vat_number"],
                        name="partner_by_vat",
                    ),
                    models.Index(fields=["level", "id"], name="partner_by_level"),
                    models.Index(fields=["country", "id"], name="partner_by_country"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="one_partner_for_an_external_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("term_ends__gte", models.F("member_since"))), name="term_after_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("draft_key", models.CharField(max_length=64, null=True, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "not handed in yet"),
                            ("submitted", "in review"),
                            ("asked", "waiting for the applicant's answer"),
                            ("approved", "approved"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("forgotten", "forgotten"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=12)),
                ("region", models.CharField(blank=True, max_length=40)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("company_name", models.CharField(blank=True, max_length=160)),
                ("answers", models.JSONField(default=dict)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("domain", models.CharField(blank=True, max_length=120)),
                ("vat_number", models.CharField(blank=True, max_length=20)),
                ("release_id", models.BigIntegerField(null=True)),
                ("began_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("reminders", models.PositiveSmallIntegerField(default=0)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("waiting_since", models.DateTimeField(null=True)),
                ("promised_at", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("question", models.TextField(blank=True)),
                ("asked_fields", models.JSONField(default=list)),
                ("decline_reason", models.CharField(blank=True, max_length=40)),
                ("decline_note", models.TextField(blank=True)),
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
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolment",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "promised_at", "id"], name="enrolment_queue"),
                    models.Index(fields=["state", "region", "promised_at", "id"], name="enrolment_by_region"),
                    models.Index(condition=models.Q(("state", "draft")), fields=["touched_at"], name="enrolment_lying"),
                    models.Index(
                        condition=models.Q(("domain", ""), _negated=True), fields=["domain"], name="enrolment_by_domain"
                    ),
                    models.Index(
                        condition=models.Q(("vat_number", ""), _negated=True),
                        fields=["vat_number"],
                        name="enrolment_by_vat",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("draft", "submitted", "asked"))),
                        fields=("person",),
                        name="one_open_enrolment_for_a_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "withdrawn", "forgotten")),
                            models.Q(
                                ("person__isnull", False),
                                ("promised_at__isnull", False),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="handed_in_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True), ("partner__isnull", False), _connector="OR"
                        ),
                        name="approved_has_a_partner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=120)),
                ("job_title", models.CharField(blank=True, max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "primary contact"),
                            ("secondary", "secondary contact"),
                            ("other", "other contact"),
                        ],
                        max_length=10,
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("since", models.DateField()),
                ("left_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="contacts", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["partner", "-active", "name", "id"], name="contact_list")],
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("active", True)),
                        name="one_active_contact_for_an_address",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active", True), ("kind", "primary")),
                        fields=("partner",),
                        name="one_primary_contact",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)), fields=("person",), name="one_active_contact_for_a_person"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=120)),
                ("is_branch", models.BooleanField(default=False)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["domain"], name="partner_by_domain")],
                "constraints": [
                    models.UniqueConstraint(fields=("partner", "domain"), name="domain_once_for_a_partner")
                ],
            },
        ),
        migrations.CreateModel(
            name="PartnerNameKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="name_keys", to="partners.partner"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "partner"), name="name_key_once")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("primary", "primary contact"),
                            ("secondary", "secondary contact"),
                            ("other", "other contact"),
                        ],
                        max_length=10,
                    ),
                ),
                ("language", models.CharField(max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for an answer"),
                            ("accepted", "accepted"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("until", models.DateField()),
                ("sent_count", models.PositiveSmallIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                (
                    "invited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("state", "open")), fields=["email"], name="invitation_by_address"),
                    models.Index(condition=models.Q(("state", "open")), fields=["until"], name="invitation_to_expire"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("partner"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("state", "open")),
                        name="one_open_invitation_for_an_address",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EnrolmentMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=30)),
                ("text", models.JSONField()),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="marks", to="partners.enrolment"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partners.enrolment",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["key", "enrolment"], name="enrolment_by_mark")],
            },
        ),
    ]

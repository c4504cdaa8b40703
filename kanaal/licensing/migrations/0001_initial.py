import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("distributors", "0001_initial"),
        ("partners", "0003_contact_seat_since"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Foresight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(unique=True)),
                ("until", models.DateField()),
                ("agreements", models.PositiveIntegerField()),
                ("happenings", models.PositiveIntegerField()),
                ("announcements", models.PositiveIntegerField()),
                ("unreached", models.PositiveIntegerField()),
                ("alone", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("terms", models.CharField(max_length=40)),
                ("not_for_resale", models.BooleanField(default=False)),
                ("release_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=160)),
                ("name_key", models.CharField(max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[("live", "in force"), ("cancelled", "cancelled")], default="live", max_length=10
                    ),
                ),
                ("segment", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
                ("street", models.CharField(blank=True, max_length=160)),
                ("postal_code", models.CharField(blank=True, max_length=20)),
                ("town", models.CharField(blank=True, max_length=80)),
                ("region", models.CharField(max_length=40)),
                ("currency", models.CharField(max_length=3)),
                ("zone", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=12)),
                ("accepted_at", models.DateTimeField()),
                ("begins", models.DateField(null=True)),
                ("first_anniversary", models.DateField(null=True)),
                ("renews_itself", models.BooleanField(default=True)),
                ("cancelled_on", models.DateField(null=True)),
                ("cancelled_why", models.TextField(blank=True)),
                ("anniversary", models.DateField(null=True)),
                ("licences", models.PositiveIntegerField(default=0)),
                ("owes_on", models.DateField(null=True)),
                ("pending_until", models.DateField(null=True)),
                ("upcoming_on", models.DateField(null=True)),
                ("opens_on", models.DateField(null=True)),
                ("past_due_on", models.DateField(null=True)),
                ("goes_on", models.DateField(null=True)),
                ("closes_on", models.DateField(null=True)),
                ("renewal_value", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("look_on", models.DateField(null=True)),
                ("looked_on", models.DateField(null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="customers.account"
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="agreements",
                        to="partners.contact",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["partner", "state", "name_key", "id", "contact", "not_for_resale"],
                        name="customer_by_name_key",
                    ),
                    models.Index(
                        fields=["partner", "state", "licences", "id", "contact", "not_for_resale"],
                        name="customer_by_licences",
                    ),
                    models.Index(
                        fields=["partner", "state", "anniversary", "id", "contact", "not_for_resale"],
                        name="customer_by_anniversary",
                    ),
                    models.Index(
                        fields=["partner", "state", "owes_on", "id", "contact", "not_for_resale"],
                        name="customer_by_owes_on",
                    ),
                    models.Index(
                        fields=["partner", "state", "pending_until", "id", "contact", "not_for_resale"],
                        name="customer_by_pending_until",
                    ),
                    models.Index(
                        fields=["partner", "state", "upcoming_on", "opens_on", "id", "contact", "not_for_resale"],
                        name="customer_by_upcoming_on",
                    ),
                    models.Index(
                        fields=["partner", "state", "opens_on", "past_due_on", "id", "contact", "not_for_resale"],
                        name="customer_by_opens_on",
                    ),
                    models.Index(
                        fields=["partner", "state", "past_due_on", "closes_on", "id", "contact", "not_for_resale"],
                        name="customer_by_past_due_on",
                    ),
                    models.Index(fields=["contact", "state", "name_key", "id"], name="customer_of_contact"),
                    models.Index(fields=["account", "id"], name="agreement_of_account"),
                    models.Index(
                        condition=models.Q(("state", "live")), fields=["look_on", "id"], name="agreement_to_look_at"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "live")), fields=("name_key",), name="one_live_agreement_of_a_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Administrator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("primary", models.BooleanField(default=False)),
                ("active", models.BooleanField(default=True)),
                ("since", models.DateField()),
                ("left_on", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="administrators",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="administrators",
                        to="licensing.agreement",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "active"], name="administrator_of_person"),
                    models.Index(
                        condition=models.Q(("active", True)), fields=["email"], name="administrator_by_address"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("active", True), ("primary", True)),
                        fields=("agreement",),
                        name="one_primary_administrator",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("active", True)), fields=("agreement", "person"), name="administrator_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AdministratorInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("primary", models.BooleanField(default=False)),
                ("language", models.CharField(max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for an answer"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("until", models.DateField()),
                ("made_at", models.DateTimeField()),
                (
                    "administrator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="licensing.administrator",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="administrator_invitations",
                        to="licensing.agreement",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("agreement"),
                        django.db.models.functions.text.Lower("email"),
                        condition=models.Q(("state", "open")),
                        name="administrator_invited_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("primary", True), ("state", "open")),
                        fields=("agreement",),
                        name="one_change_of_primary",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Addition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("sku", models.CharField(max_length=40)),
                ("kind", models.CharField(default="licence", max_length=20)),
                ("quantity", models.PositiveIntegerField()),
                ("added", models.DateField()),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partner"
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="additions", to="licensing.agreement"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agreement", "added", "id"], name="addition_of_agreement")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="addition_has_licences")
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("quantity", models.PositiveIntegerField()),
                ("requested", models.DateField()),
                ("accepted", models.DateField(null=True)),
                ("declined", models.DateField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="licensing.agreement",
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "asked_by",
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
            name="ConsoleAppointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="console_appointment",
                        to="partners.contact",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CustomerInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("terms", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=160)),
                ("name_key", models.CharField(max_length=160)),
                ("segment", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
                ("street", models.CharField(blank=True, max_length=160)),
                ("postal_code", models.CharField(blank=True, max_length=20)),
                ("town", models.CharField(blank=True, max_length=80)),
                ("email", models.EmailField(max_length=254)),
                ("admin_name", models.CharField(blank=True, max_length=120)),
                ("language", models.CharField(max_length=12)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waiting for the customer"),
                            ("accepted", "accepted"),
                            ("withdrawn", "withdrawn"),
                            ("expired", "expired"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("until", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("sent_count", models.PositiveSmallIntegerField(default=1)),
                ("taken_at", models.DateTimeField(null=True)),
                ("free_names", models.JSONField(default=list)),
                ("batch", models.CharField(blank=True, max_length=40)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="customer_invitations",
                        to="customers.account",
                    ),
                ),
                (
                    "agreement",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to="licensing.agreement",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="partners.contact"
                    ),
                ),
                (
                    "made_by",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="customer_invitations",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partner", "state", "-id"], name="customer_invitation_list"),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "expired"))),
                        fields=["partner", "name_key", "id"],
                        name="open_invitation_by_name_key",
                    ),
                    models.Index(
                        condition=models.Q(("state__in", ("open", "expired"))),
                        fields=["partner", "until", "id"],
                        name="open_invitation_by_until",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["until"], name="customer_invitation_to_expire"
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["email"], name="customer_invitation_address"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("partner", "name_key"),
                        name="one_open_customer_invitation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreement__isnull", False), ("state", "accepted")),
                            models.Q(models.Q(("state", "accepted"), _negated=True), ("agreement__isnull", True)),
                            _connector="OR",
                        ),
                        name="accepted_invitation_has_agreement",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LicenceGroup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=254)),
                ("external_id", models.CharField(blank=True, max_length=254)),
                ("sku", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="licence_groups",
                        to="licensing.agreement",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agreement", "name", "id"], name="licence_group_list")],
            },
        ),
        migrations.CreateModel(
            name="LicenceUser",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("user_name", models.CharField(max_length=254)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("name", models.CharField(blank=True, max_length=160)),
                ("active", models.BooleanField(default=True)),
                (
                    "source",
                    models.CharField(
                        choices=[("hand", "by hand"), ("file", "from a file"), ("scim", "by your directory")],
                        default="hand",
                        max_length=8,
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=254)),
                ("resource", models.JSONField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="licence_users",
                        to="licensing.agreement",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["agreement", "name", "id"], name="licence_user_list"),
                    models.Index(fields=["agreement", "external_id"], name="licence_user_external"),
                    models.Index(fields=["email"], name="licence_user_address"),
                ],
                "constraints": [models.UniqueConstraint(fields=("agreement", "user_name"), name="licence_user_once")],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="licensing.licencegroup"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to="licensing.licenceuser",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("group", "user"), name="in_a_group_once")],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sku", models.CharField(max_length=40)),
                (
                    "source",
                    models.CharField(
                        choices=[("hand", "by hand"), ("group", "by group")], default="hand", max_length=8
                    ),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="licensing.agreement",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="licensing.licenceuser",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", True)),
                        fields=["agreement", "sku", "since"],
                        name="assignment_current",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)), fields=("user", "sku"), name="assigned_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120)),
                ("about", models.CharField(max_length=20)),
                ("happens_on", models.DateField()),
                ("days_before", models.PositiveSmallIntegerField()),
                ("quantity", models.PositiveIntegerField()),
                ("late", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("on", models.DateField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="licensing.agreement"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agreement", "happens_on"], name="notice_of_agreement")],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "key", "days_before", "quantity"), name="notice_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="NoticeTo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=12)),
                ("person_id", models.BigIntegerField(null=True)),
                ("name", models.CharField(blank=True, max_length=160)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("why", models.CharField(blank=True, max_length=12)),
                ("mail_id", models.BigIntegerField(null=True)),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="to", to="licensing.notice"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person_id"], name="notice_to_person")],
            },
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("kind", models.CharField(choices=[("new", "new licences"), ("renewal", "renewal")], max_length=8)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waits for the distributor"),
                            ("answered", "answered by the distributor"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("anniversary", models.DateField(null=True)),
                ("returns_at_once", models.BooleanField(default=False)),
                ("currency", models.CharField(max_length=3)),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="licensing.agreement"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "distributor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="distributors.distributor",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="licence_orders",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["distributor", "state", "asked_at", "id"], name="order_queue"),
                    models.Index(fields=["agreement", "-id"], name="order_of_agreement"),
                    models.Index(fields=["partner", "-id"], name="order_of_partner"),
                    models.Index(
                        condition=models.Q(("reference", ""), _negated=True),
                        fields=["reference"],
                        name="order_by_reference",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("sku", models.CharField(max_length=40)),
                ("quantity", models.PositiveIntegerField()),
                ("price", models.DecimalField(decimal_places=2, max_digits=14)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("confirmed", models.PositiveIntegerField(default=0)),
                ("confirmed_on", models.DateField(null=True)),
                ("order_number", models.CharField(blank=True, max_length=60)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("refuse_reason", models.CharField(blank=True, max_length=40)),
                ("refuse_note", models.TextField(blank=True)),
                (
                    "addition",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_lines",
                        to="licensing.addition",
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="licensing.order"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("order_number", ""), _negated=True),
                        fields=["order_number"],
                        name="line_by_order_number",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "position"), name="order_line_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="order_line_has_licences"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "quantity__gte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("confirmed"), "+", models.F("refused")
                                ),
                            )
                        ),
                        name="order_line_not_answered_twice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LineAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("confirmed", "confirmed"), ("refused", "refused")], max_length=9)),
                ("quantity", models.PositiveIntegerField()),
                ("order_number", models.CharField(blank=True, max_length=60)),
                ("reason", models.CharField(blank=True, max_length=40)),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="licensing.orderline"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("order_number", ""), _negated=True),
                        fields=["order_number"],
                        name="answer_by_number",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("order_line", "kind", "quantity", "order_number", "reason"),
                        name="line_answered_so_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="answer_has_licences"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProvisioningToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("hint", models.CharField(max_length=8)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="provisioning_tokens",
                        to="licensing.agreement",
                    ),
                ),
                (
                    "made_by",
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
            name="Renewal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=60)),
                ("sku", models.CharField(max_length=40)),
                ("anniversary", models.DateField()),
                ("ordered", models.DateField()),
                ("quantity", models.PositiveIntegerField()),
                ("automatic", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="renewals", to="licensing.agreement"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewals",
                        to="licensing.orderline",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agreement", "anniversary"], name="renewal_of_agreement")],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="renewal_has_licences"),
                    models.UniqueConstraint(
                        condition=models.Q(("automatic", True)),
                        fields=("agreement", "sku", "anniversary"),
                        name="renews_itself_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RenewalSetting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sku", models.CharField(max_length=40)),
                ("enabled", models.BooleanField()),
                ("quantity", models.PositiveIntegerField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="settings", to="licensing.agreement"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agreement", "sku"), name="renewal_setting_once")],
            },
        ),
        migrations.CreateModel(
            name="ReportedHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sku", models.CharField(max_length=40)),
                ("quantity", models.PositiveIntegerField()),
                ("reported_on", models.DateField()),
                ("file", models.CharField(blank=True, max_length=160)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_holdings",
                        to="licensing.agreement",
                    ),
                ),
                (
                    "distributor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reported_holdings",
                        to="distributors.distributor",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "distributor", "reported_on", "sku"), name="holding_reported_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ResellerSpell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="spells", to="licensing.agreement"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="spells", to="partners.partner"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("agreement",),
                        name="one_reseller_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "waits for the distributor"),
                            ("requested", "waits for the vendor"),
                            ("authorised", "authorised; the vendor credits the distributor"),
                            ("credited", "credited to the distributor"),
                            ("passed_on", "credited to the reseller"),
                            ("refused", "refused"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField()),
                ("requested_at", models.DateTimeField(null=True)),
                ("rma_number", models.CharField(blank=True, max_length=24)),
                ("authorised_on", models.DateField(null=True)),
                ("credited_at", models.DateTimeField(null=True)),
                ("credit_number", models.CharField(blank=True, max_length=60)),
                ("passed_on_at", models.DateTimeField(null=True)),
                ("passed_on_number", models.CharField(blank=True, max_length=60)),
                ("refuse_reason", models.CharField(blank=True, max_length=40)),
                ("refused_why", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="licensing.order"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "asked_at", "id"], name="return_queue")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("asked", "requested"))),
                        fields=("order",),
                        name="one_open_return",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("rma_number", ""), _negated=True),
                        fields=("rma_number",),
                        name="return_authorised_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RenewalReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField()),
                ("quantity", models.PositiveIntegerField()),
                ("number", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "renewal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="licensing.renewal"
                    ),
                ),
                (
                    "return_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="renewal_returns",
                        to="licensing.return",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="renewal_return_has_licences")
                ],
            },
        ),
        migrations.CreateModel(
            name="AdditionPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("ordered", "ordered"), ("removed", "removed"), ("returned", "returned")], max_length=8
                    ),
                ),
                ("on", models.DateField()),
                ("quantity", models.PositiveIntegerField()),
                ("number", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                (
                    "addition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="parts", to="licensing.addition"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="licensing.orderline",
                    ),
                ),
                (
                    "return_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="licensing.return",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="part_has_licences")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quantity", models.PositiveIntegerField()),
                ("credit", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="licensing.return"
                    ),
                ),
                (
                    "order_line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_lines",
                        to="licensing.orderline",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("of", "order_line"), name="return_line_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="return_line_has_licences"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SwitchConsent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("used_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="consents", to="licensing.agreement"
                    ),
                ),
                (
                    "made_by",
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
            name="Unreached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=12)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("nobody", "nobody is named"),
                            ("closed", "the ID is no longer active"),
                            ("returned", "mail to the address was given up"),
                            ("untold", "no announcement is planned before the day"),
                        ],
                        max_length=12,
                    ),
                ),
                ("about", models.CharField(max_length=20)),
                ("happens_on", models.DateField()),
                ("first_on", models.DateField(null=True)),
                ("alone", models.BooleanField(default=False)),
                ("found_on", models.DateField()),
                ("seen_on", models.DateField()),
                ("asked_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unreached", to="licensing.agreement"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["happens_on", "id"], name="unreached_list")],
                "constraints": [models.UniqueConstraint(fields=("agreement", "role"), name="unreached_once")],
            },
        ),
    ]

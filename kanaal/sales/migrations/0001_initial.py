import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kanaal.sales.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0001_initial"),
        ("partners", "0003_contact_seat_since"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(default=kanaal.sales.models.new_feed_token, max_length=48, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="calendar_feed", to="partners.contact"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Opportunity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("name", models.CharField(max_length=160)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("booked", "closed – booked"),
                            ("lost", "closed – lost"),
                            ("cancelled", "closed – cancelled"),
                            ("expired", "expired"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("stage", models.CharField(max_length=40)),
                ("deal_type", models.CharField(max_length=40)),
                ("need", models.CharField(max_length=40)),
                ("segment", models.CharField(max_length=40)),
                ("families", models.JSONField(default=list)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                ("close_on", models.DateField()),
                ("next_step", models.CharField(blank=True, max_length=200)),
                ("description", models.TextField(blank=True)),
                ("evidence", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("progressed_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("close_reason", models.CharField(blank=True, max_length=40)),
                ("close_note", models.TextField(blank=True)),
                ("registration", models.CharField(blank=True, max_length=12)),
                ("protected_until", models.DateField(null=True)),
                ("reminded_of", models.DateField(null=True)),
                ("reminded_days", models.PositiveSmallIntegerField(null=True)),
                ("form_token", models.CharField(blank=True, max_length=40)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to="customers.account",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="sales.opportunity",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="opportunities", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["partner", "owner", "state", "-id"], name="opportunity_of_owner"),
                    models.Index(fields=["partner", "owner", "-id"], name="opportunity_of_owner_all"),
                    models.Index(fields=["partner", "owner", "close_on", "id"], name="opportunity_by_day"),
                    models.Index(fields=["account", "-id"], name="opportunity_of_account"),
                    models.Index(
                        condition=models.Q(("protected_until__isnull", False), ("state", "open")),
                        fields=["partner", "owner", "protected_until", "id"],
                        name="opportunity_protected",
                    ),
                    models.Index(
                        condition=models.Q(("state", "open")), fields=["close_on", "id"], name="opportunity_to_expire"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="opportunity_amount_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("closed_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="opportunity_closed_has_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("form_token", ""), _negated=True),
                        fields=("partner", "form_token"),
                        name="opportunity_of_a_form_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpportunityLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("sku", models.CharField(max_length=60)),
                ("family", models.CharField(max_length=40)),
                ("quantity", models.PositiveIntegerField()),
                ("unit_price", models.DecimalField(decimal_places=2, max_digits=14)),
                ("book", models.CharField(max_length=60)),
                ("publication", models.CharField(max_length=60)),
                ("release_id", models.BigIntegerField()),
                ("discount_level", models.CharField(blank=True, max_length=40)),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="sales.opportunity"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("opportunity", "position"), name="opportunity_line_position"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gte", 1)), name="opportunity_line_of_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SalesOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("number", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=60)),
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
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="orders", to="sales.opportunity"
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["key", "kind"], name="sales_order_by_number")],
                "constraints": [
                    models.UniqueConstraint(fields=("opportunity", "kind", "key"), name="sales_order_once")
                ],
            },
        ),
    ]

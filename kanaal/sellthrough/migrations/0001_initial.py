import django.db.models.deletion
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
            name="Gate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_gate_of_lines")],
            },
        ),
        migrations.CreateModel(
            name="LockedPeriod",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=7, unique=True)),
                ("locked_at", models.DateTimeField()),
                ("reason", models.CharField(max_length=500)),
                (
                    "locked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportReminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reporter", models.CharField(max_length=32)),
                ("month", models.CharField(max_length=7)),
                ("days", models.SmallIntegerField()),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("reporter", "month", "days"), name="report_reminder_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SalesReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("reporter", models.CharField(max_length=32)),
                ("month", models.CharField(max_length=7)),
                (
                    "source",
                    models.CharField(
                        choices=[("file", "file"), ("api", "API"), ("none", "nothing was sold")], max_length=4
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                ("dates", models.CharField(blank=True, max_length=3)),
                ("announced", models.PositiveIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("reading", "being read"), ("unreadable", "can't be read"), ("taken", "taken in")],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("header", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("habits", models.JSONField(default=dict)),
                ("fault", models.JSONField(null=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("kept", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("known_before", models.PositiveIntegerField(default=0)),
                ("read_to", models.PositiveIntegerField(default=0)),
                ("sent_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                ("job", models.BigIntegerField(null=True)),
                (
                    "distributor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales_reports",
                        to="distributors.distributor",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sales_reports",
                        to="partners.partner",
                    ),
                ),
                (
                    "sent_by",
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
                    models.Index(fields=["reporter", "-id"], name="sales_report_of_reporter"),
                    models.Index(fields=["reporter", "month", "state"], name="sales_report_of_month"),
                    models.Index(fields=["month", "state", "id"], name="sales_report_by_month"),
                    models.Index(condition=models.Q(("state", "reading")), fields=["id"], name="sales_report_reading"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("distributor__isnull", False), ("partner__isnull", True)),
                            models.Q(("distributor__isnull", True), ("partner__isnull", False)),
                            _connector="OR",
                        ),
                        name="sales_report_has_one_reporter",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state", "reading"), models.Q(("refused", 0), ("state", "taken")), _connector="OR"
                        ),
                        fields=("reporter", "digest"),
                        name="one_sales_report_of_a_digest",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SaleLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("reporter", models.CharField(max_length=32)),
                ("identity", models.CharField(max_length=32)),
                ("reference", models.CharField(blank=True, max_length=60)),
                ("reseller", models.CharField(blank=True, max_length=160)),
                ("sold_on", models.DateField()),
                ("period", models.CharField(max_length=7)),
                ("order_kind", models.CharField(blank=True, max_length=40)),
                ("order_number", models.CharField(blank=True, max_length=60)),
                ("order_key", models.CharField(blank=True, max_length=60)),
                ("po_number", models.CharField(blank=True, max_length=60)),
                ("po_key", models.CharField(blank=True, max_length=60)),
                ("sku", models.CharField(max_length=60)),
                ("family", models.CharField(max_length=40)),
                ("quantity", models.IntegerField()),
                ("returned", models.PositiveIntegerField(default=0)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=16)),
                ("currency", models.CharField(max_length=3)),
                ("rate", models.DecimalField(decimal_places=10, max_digits=20, null=True)),
                ("amount_base", models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ("base_currency", models.CharField(blank=True, max_length=3)),
                ("customer", models.CharField(blank=True, max_length=200)),
                ("customer_key", models.CharField(blank=True, max_length=200)),
                ("customer_country", models.CharField(blank=True, max_length=2)),
                ("taken_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="sale_lines",
                        to="customers.account",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="sellthrough.saleline",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sale_lines",
                        to="partners.partner",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="sellthrough.salesreport",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("order_key", ""), _negated=True),
                        fields=["order_key"],
                        name="sale_line_by_order",
                    ),
                    models.Index(
                        condition=models.Q(("po_key", ""), _negated=True), fields=["po_key"], name="sale_line_by_po"
                    ),
                    models.Index(fields=["partner", "period", "id"], name="sale_line_of_partner"),
                    models.Index(fields=["period", "id"], name="sale_line_of_period"),
                    models.Index(
                        condition=models.Q(("corrects__isnull", False)), fields=["corrects"], name="sale_line_back"
                    ),
                    models.Index(
                        condition=models.Q(("account__isnull", False)), fields=["account"], name="sale_line_of_account"
                    ),
                    models.Index(
                        condition=models.Q(("amount_base__isnull", True), ("partner__isnull", False)),
                        fields=["currency", "sold_on", "id"],
                        name="sale_line_waits_for_rate",
                    ),
                    models.Index(
                        condition=models.Q(("partner__isnull", True)),
                        fields=["reporter", "reseller", "id"],
                        name="sale_line_of_nobody",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("reporter", "identity"), name="sale_line_once"),
                    models.UniqueConstraint(fields=("report", "line"), name="sale_line_of_report"),
                    models.CheckConstraint(
                        condition=models.Q(("quantity", 0), _negated=True), name="sale_line_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("returned", 0), ("returned__lte", models.F("quantity")), _connector="OR"),
                        name="sale_line_returned_in_part",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", True), ("quantity__gt", 0)),
                            models.Q(("corrects__isnull", False), ("quantity__lt", 0)),
                            _connector="OR",
                        ),
                        name="sale_line_back_of_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RefusedLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("cells", models.JSONField(default=list)),
                ("faults", models.JSONField(default=list)),
                ("again", models.BooleanField(default=False)),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="refused_lines",
                        to="sellthrough.salesreport",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "line"), name="refused_line_once")],
            },
        ),
        migrations.CreateModel(
            name="DayRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("base", models.CharField(max_length=3)),
                ("rate", models.DecimalField(decimal_places=10, max_digits=20)),
                ("loaded_at", models.DateTimeField()),
                (
                    "loaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-day", "currency"], name="day_rate_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("currency", "base", "day"), name="day_rate_once"),
                    models.CheckConstraint(condition=models.Q(("rate__gt", 0)), name="day_rate_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("currency", models.F("base")), _negated=True), name="day_rate_of_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80)),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("ending", models.CharField(max_length=6)),
                ("reporter", models.CharField(max_length=32)),
                ("role_kind", models.CharField(max_length=20)),
                ("role_id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "works"), ("withdrawn", "withdrawn")], default="active", max_length=10
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("used_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="report_keys",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["reporter", "-id"], name="report_key_of_reporter")],
            },
        ),
        migrations.CreateModel(
            name="ResellerName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reporter", models.CharField(max_length=32)),
                ("key", models.CharField(max_length=160)),
                ("said_at", models.DateTimeField()),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reported_names",
                        to="partners.partner",
                    ),
                ),
                (
                    "said_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reporter", "key"), name="reseller_name_once")],
            },
        ),
    ]

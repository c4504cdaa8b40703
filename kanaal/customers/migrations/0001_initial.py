import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0003_contact_seat_since"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("country", models.CharField(max_length=2)),
                ("town", models.CharField(blank=True, max_length=80)),
                ("street", models.CharField(blank=True, max_length=160)),
                ("postal_code", models.CharField(blank=True, max_length=20)),
                ("province", models.CharField(blank=True, max_length=80)),
                ("website", models.CharField(blank=True, max_length=200)),
                ("segment", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("active", "active"), ("merged", "merged into another")],
                        default="active",
                        max_length=10,
                    ),
                ),
                ("external_id", models.CharField(blank=True, max_length=60)),
                ("made_at", models.DateTimeField()),
                ("made_anyway", models.TextField(blank=True)),
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
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="customers.account",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_accounts",
                        to="partners.partner",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="customers.account",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["name", "id"], name="account_by_name"),
                    models.Index(fields=["owner", "name", "id"], name="account_of_owner"),
                    models.Index(fields=["country", "name", "id"], name="account_by_country"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("external_id",),
                        name="one_account_for_an_external_id",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into__isnull", False), ("state", "merged")),
                            models.Q(("merged_into__isnull", True), ("state", "active")),
                            _connector="OR",
                        ),
                        name="account_merged_into_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("domain", models.CharField(max_length=120)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="domains", to="customers.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["domain"], name="account_by_domain")],
                "constraints": [models.UniqueConstraint(fields=("account", "domain"), name="account_domain_once")],
            },
        ),
        migrations.CreateModel(
            name="AccountIdentifier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("vat", "VAT number"), ("register", "register number")], max_length=8),
                ),
                ("country", models.CharField(max_length=2)),
                ("value", models.CharField(max_length=40)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="identifiers", to="customers.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["value", "kind"], name="account_by_identifier")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "kind", "country", "value"), name="account_identifier_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("legal", "legal name"), ("trading", "trading name"), ("former", "former name")],
                        max_length=8,
                    ),
                ),
                ("key", models.CharField(max_length=200)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="customers.account"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["key", "account"], name="account_by_key", opclasses=["varchar_pattern_ops", "int8_ops"]
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("account", "name"), name="account_name_once")],
            },
        ),
        migrations.CreateModel(
            name="DuplicatePair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "to be judged"), ("merged", "merged"), ("different", "two companies")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("score", models.PositiveSmallIntegerField()),
                ("reasons", models.JSONField(default=list)),
                ("found_by", models.CharField(max_length=20)),
                ("found_at", models.DateTimeField()),
                ("judged_at", models.DateTimeField(null=True)),
                ("note", models.TextField(blank=True)),
                ("judged_on", models.CharField(blank=True, max_length=64)),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.account"
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="customers.account"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "-score", "id"], name="duplicate_queue")],
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="duplicate_pair_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="duplicate_pair_in_order"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found_by", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("after_id", models.BigIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("pairs", models.PositiveIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("found_by",),
                        name="one_duplicate_search_at_a_time",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=60)),
                ("frequency", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("token",), name="find_token_once", opclasses=["varchar_pattern_ops"]
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FindPosting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "token_id", "scope", "account_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("scope", models.BigIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.account",
                    ),
                ),
                (
                    "token",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.findtoken",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="FindDelete",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "variant", "token_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("variant", models.IntegerField()),
                (
                    "token",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.findtoken",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(blank=True)),
                ("before", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "gone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="customers.account"
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="merges", to="customers.account"
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
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at__isnull", True)), fields=("gone",), name="merged_once_at_a_time"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="MergedRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(max_length=60)),
                ("row_id", models.BigIntegerField()),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="customers.merge"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("merge", "model", "row_id"), name="merged_row_once")],
            },
        ),
    ]

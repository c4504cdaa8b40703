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
            name="Contract",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("name", models.CharField(max_length=160)),
                ("segment", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
                ("region", models.CharField(max_length=40)),
                ("currency", models.CharField(max_length=3)),
                ("zone", models.CharField(max_length=40)),
                ("language", models.CharField(max_length=12)),
                ("payment", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("live", "in force"), ("closed", "closed")], default="live", max_length=8
                    ),
                ),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("renewal_asked_at", models.DateTimeField(null=True)),
                ("points", models.IntegerField(default=0)),
                ("level", models.CharField(blank=True, max_length=40)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="customers.account"
                    ),
                ),
                (
                    "opened_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="contracts", to="partners.partner"
                    ),
                ),
                (
                    "renewal_asked_by",
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
                    models.Index(fields=["partner", "state", "ends", "id"], name="contract_of_partner"),
                    models.Index(fields=["account", "-id"], name="contract_of_account"),
                    models.Index(fields=["state", "ends", "id"], name="contract_by_end"),
                    models.Index(
                        condition=models.Q(("renewal_asked_at__isnull", False)),
                        fields=["renewal_asked_at", "id"],
                        name="contract_to_renew",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="contract_ends_after_start"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractAdministrator",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="administrators",
                        to="contracts.contract",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract_administrators",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("until__isnull", True)), fields=["person"], name="contract_admin_person"
                    ),
                    models.Index(fields=["email"], name="contract_admin_address"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("contract",),
                        name="one_contract_administrator",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=24, unique=True)),
                ("segment", models.CharField(max_length=40)),
                ("ordered_by", models.EmailField(max_length=254)),
                ("ordered_on", models.DateField()),
                ("distributor_number", models.CharField(max_length=60)),
                ("distributor_key", models.CharField(max_length=60)),
                ("po_number", models.CharField(blank=True, max_length=60)),
                ("po_key", models.CharField(blank=True, max_length=60)),
                ("currency", models.CharField(max_length=3)),
                ("level", models.CharField(blank=True, max_length=40)),
                ("points", models.IntegerField(default=0)),
                ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                (
                    "state",
                    models.CharField(
                        choices=[("ordered", "ordered"), ("cancelled", "cancelled")], default="ordered", max_length=10
                    ),
                ),
                ("entered_at", models.DateTimeField()),
                ("corrected_at", models.DateTimeField(null=True)),
                ("cancelled_on", models.DateField(null=True)),
                ("cancelled_why", models.TextField(blank=True)),
                ("release_id", models.BigIntegerField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract_orders",
                        to="customers.account",
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="orders",
                        to="contracts.contract",
                    ),
                ),
                (
                    "distributor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract_orders",
                        to="distributors.distributor",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "ordered_by_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract_orders_by",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract_orders",
                        to="partners.partner",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contract", "-ordered_on", "-id"], name="order_of_contract"),
                    models.Index(fields=["distributor", "-id"], name="contract_order_of_distri"),
                    models.Index(fields=["partner", "-id"], name="contract_order_of_partner"),
                    models.Index(fields=["account", "-id"], name="contract_order_of_account"),
                    models.Index(fields=["ordered_by", "-id"], name="contract_order_by_address"),
                    models.Index(fields=["ordered_by_person", "-id"], name="contract_order_by_person"),
                    models.Index(
                        condition=models.Q(("po_key", ""), _negated=True),
                        fields=["po_key"],
                        name="contract_order_by_po",
                    ),
                    models.Index(fields=["distributor_key"], name="contract_order_by_number"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("distributor", "distributor_key"), name="contract_order_once"),
                    models.CheckConstraint(
                        condition=models.Q(("distributor_key", ""), _negated=True), name="contract_order_has_a_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_on__isnull", False), ("state", "cancelled")),
                            models.Q(models.Q(("state", "cancelled"), _negated=True), ("cancelled_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="contract_order_cancelled_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractOrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("sku", models.CharField(max_length=40)),
                ("quantity", models.PositiveIntegerField()),
                ("points", models.IntegerField(default=0)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="contracts.contractorder"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("order", "position"), name="contract_order_line_once"),
                    models.CheckConstraint(condition=models.Q(("quantity__gte", 1)), name="contract_line_of_something"),
                    models.CheckConstraint(condition=models.Q(("points__gte", 0)), name="contract_line_points"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContractTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("starts", models.DateField()),
                ("ends", models.DateField()),
                ("release_id", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="contracts.contract"
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
                "ordering": ["position"],
                "constraints": [
                    models.UniqueConstraint(fields=("contract", "position"), name="contract_term_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))), name="term_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="contractorder",
            name="term",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="contracts.contractterm",
            ),
        ),
        migrations.CreateModel(
            name="Instalment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("option", models.CharField(max_length=40)),
                ("replaced_at", models.DateTimeField(null=True)),
                (
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="instalments", to="contracts.contract"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="instalments",
                        to="contracts.contractorder",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["contract", "due_on", "id"], name="instalment_of_contract")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("replaced_at__isnull", True)),
                        fields=("order", "due_on"),
                        name="one_instalment_of_a_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("affiliate", models.BooleanField(default=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contract_memberships",
                        to="customers.account",
                    ),
                ),
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
                    "contract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="members", to="contracts.contract"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["account"], name="membership_of_account")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until__isnull", True)),
                        fields=("contract", "account"),
                        name="contract_member_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("affiliate", False), ("until__isnull", True)),
                        fields=("contract",),
                        name="one_signatory_of_a_contract",
                    ),
                ],
            },
        ),
    ]

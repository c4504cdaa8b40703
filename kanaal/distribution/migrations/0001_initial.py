import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("distributors", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DistributorFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("answers", "answers to orders"), ("returns", "returns"), ("stock", "stock report")],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("digest", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "being read"),
                            ("unreadable", "can't be read"),
                            ("checked", "checked, not carried out yet"),
                            ("carrying", "being carried out"),
                            ("done", "carried out"),
                            ("dropped", "dropped"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("header", models.JSONField(default=list)),
                ("fault", models.JSONField(null=True)),
                ("doubt", models.JSONField(null=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("blank", models.PositiveIntegerField(default=0)),
                ("sent_at", models.DateTimeField()),
                ("carried_out_role", models.CharField(blank=True, max_length=60)),
                ("done_at", models.DateTimeField(null=True)),
                ("job", models.BigIntegerField(null=True)),
                (
                    "carried_out_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="distributors.distributor"
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
                "indexes": [models.Index(fields=["distributor", "-id"], name="file_of_distributor")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("reading", "checked", "carrying", "done"))),
                        fields=("distributor", "kind", "digest"),
                        name="one_live_file_of_a_digest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FileRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("line", models.PositiveIntegerField()),
                ("unit", models.CharField(blank=True, max_length=40)),
                ("cells", models.JSONField(default=list)),
                ("values", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("sound", "ready"),
                            ("faulty", "not carried out"),
                            ("already", "done before"),
                            ("done", "done"),
                        ],
                        max_length=8,
                    ),
                ),
                ("faults", models.JSONField(default=list)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="all_rows",
                        to="distribution.distributorfile",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["file", "state", "line"], name="row_of_file"),
                    models.Index(fields=["file", "state", "unit", "line"], name="row_by_unit"),
                ],
                "constraints": [models.UniqueConstraint(fields=("file", "line"), name="one_row_of_a_line")],
            },
        ),
    ]

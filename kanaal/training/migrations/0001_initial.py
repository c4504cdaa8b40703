import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import kanaal.training.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("partners", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="BadgeKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=43, unique=True)),
                ("jwk", models.JSONField()),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Learner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("region", models.CharField(max_length=40)),
                ("registered_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="learner", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Learning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "under way"), ("passed", "passed")], default="running", max_length=8
                    ),
                ),
                ("modules_read", models.JSONField(default=list)),
                ("began_at", models.DateTimeField()),
                ("touched_at", models.DateTimeField()),
                ("passed_at", models.DateTimeField(null=True)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
                ("paused_until", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="learnings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "-id"], name="learning_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "running")),
                        fields=("person", "course"),
                        name="one_learning_of_a_course",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40)),
                ("course", models.CharField(max_length=40)),
                ("name_words", models.JSONField()),
                ("course_words", models.JSONField()),
                ("holder", models.CharField(blank=True, max_length=120)),
                ("number", models.CharField(max_length=40, unique=True)),
                (
                    "public_id",
                    models.CharField(default=kanaal.training.models.new_public_id, max_length=40, unique=True),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("valid", "valid"), ("expired", "expired"), ("revoked", "revoked")],
                        default="valid",
                        max_length=8,
                    ),
                ),
                ("issued_at", models.DateTimeField()),
                ("issued_on", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("revoked_on", models.DateField(null=True)),
                ("revoked_because", models.TextField(blank=True)),
                ("reminded_days", models.PositiveSmallIntegerField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "learning",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="certificate", to="training.learning"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "key", "-id"], name="certificate_of"),
                    models.Index(
                        condition=models.Q(("state", "valid")), fields=["valid_until"], name="certificate_to_end"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("issued_on")), _connector="OR"
                        ),
                        name="certificate_ends_after_it_began",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "revoked"), _negated=True),
                            ("revoked_on__isnull", False),
                            _connector="OR",
                        ),
                        name="revoked_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("answers", models.JSONField()),
                ("right", models.PositiveSmallIntegerField()),
                ("of", models.PositiveSmallIntegerField()),
                ("passed", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "learning",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="training.learning"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("learning", "number"), name="attempt_once")],
            },
        ),
        migrations.CreateModel(
            name="ColleagueAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("course", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
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
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="training_asks", to="partners.contact"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="training_asks", to="partners.partner"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["contact", "course", "-id"], name="training_ask")],
            },
        ),
    ]

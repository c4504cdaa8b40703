"""Returns and whom nothing reaches stand on the desk's list: each has a moment by which it was promised."""

import datetime as dt

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce

VENDORS = ("requested", "authorised")


def fill(apps, schema_editor):
    """Returns that wait already count as due since they came; the first moment of a day stands for the day."""
    waiting = apps.get_model("licensing", "Return").objects.filter(state__in=VENDORS)
    since = Coalesce(F("requested_at"), F("asked_at"))
    waiting.update(waiting_since=since, promised_at=since)
    Unreached = apps.get_model("licensing", "Unreached")
    for row in Unreached.objects.iterator():
        row.found_at, row.mend_by = _start_of(row.found_on), _start_of(row.first_on or row.happens_on)
        row.save(update_fields=["found_at", "mend_by"])


def _start_of(day):
    return dt.datetime.combine(day, dt.time(), dt.UTC)


class Migration(migrations.Migration):
    dependencies = [("licensing", "0001_initial")]

    operations = [
        migrations.AddField("return", "promised_at", models.DateTimeField(null=True)),
        migrations.AddField("return", "waiting_since", models.DateTimeField(null=True)),
        migrations.AddField("unreached", "found_at", models.DateTimeField(null=True)),
        migrations.AddField("unreached", "mend_by", models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("unreached", "found_at", models.DateTimeField()),
        migrations.AlterField("unreached", "mend_by", models.DateTimeField()),
        migrations.RemoveField("unreached", "found_on"),
        migrations.AddIndex(
            "return",
            models.Index(
                condition=models.Q(("promised_at__isnull", False)),
                fields=["promised_at", "id"],
                name="return_promised",
            ),
        ),
        migrations.AddIndex(
            "unreached",
            models.Index(
                condition=models.Q(("asked_at__isnull", True)), fields=["mend_by", "id"], name="unreached_to_mend"
            ),
        ),
        migrations.AddIndex(
            "noticeto",
            models.Index(
                condition=models.Q(("mail_id__isnull", True), ("role", "desk"))
                & models.Q(("email", ""), _negated=True),
                fields=["id"],
                name="notice_to_the_desk",
            ),
        ),
        migrations.AddConstraint(
            "return",
            models.CheckConstraint(
                condition=models.Q(state__in=VENDORS, promised_at__isnull=False, waiting_since__isnull=False)
                | (~models.Q(state__in=VENDORS) & models.Q(promised_at__isnull=True)),
                name="return_promised_while_ours",
            ),
        ),
    ]

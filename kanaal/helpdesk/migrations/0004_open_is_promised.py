"""What is open has a promise, by which the desk's list is sorted. What never had one counts as due since it was asked."""

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import Coalesce


def promise(apps, schema_editor):
    rows = apps.get_model("helpdesk", "Request").objects.filter(state="open", promised_at=None)
    rows.update(promised_at=Coalesce(F("ready_at"), F("asked_at")))


class Migration(migrations.Migration):
    dependencies = [("helpdesk", "0003_promised_at")]

    operations = [
        migrations.RunPython(promise, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("state", "open")), fields=["promised_at", "id"], name="request_promised"
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("distribution", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="distributorfile",
            name="kind",
            field=models.CharField(
                choices=[
                    ("answers", "answers to orders"),
                    ("returns", "returns"),
                    ("stock", "stock report"),
                    ("orders", "licence orders"),
                ],
                max_length=8,
            ),
        ),
    ]

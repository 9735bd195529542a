from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hearings", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="hearing",
            name="effective_on",
            field=models.DateField(null=True),
        ),
    ]

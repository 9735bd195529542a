"""What was to be corrected becomes one row a point, notice by notice."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def into_rows(apps, schema_editor):
    """One row for each point that stood in an application's list; noted by whoever returned it last."""
    applications = apps.get_model("recognition", "Application")
    items = apps.get_model("recognition", "CorrectionItem")
    records = apps.get_model("casework", "ActRecord")
    for application in applications.objects.exclude(corrections=[]):
        act = records.objects.filter(subject_id=str(application.pk), act="return_for_correction").order_by("-at").first()
        seen = {}
        for item in application.corrections:
            seen[item["place"]] = "\n".join(filter(None, (seen.get(item["place"]), item["text"])))[:500]
        if act is None or not seen:
            continue
        items.objects.bulk_create(
            items(application=application, notice=1, place=place, text=text, by_id=act.by_id, at=act.at)
            for place, text in seen.items()
        )
        applications.objects.filter(pk=application.pk).update(notices=1)


class Migration(migrations.Migration):

    dependencies = [
        ("casework", "0001_initial"),
        ("recognition", "0003_sealed_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("application", "notices", models.PositiveSmallIntegerField(default=0)),
        migrations.CreateModel(
            name="CorrectionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("notice", models.PositiveSmallIntegerField(default=0)),
                ("place", models.CharField(max_length=160)),
                ("text", models.CharField(max_length=500)),
                ("visible", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField()),
                ("reply", models.CharField(blank=True, max_length=1000)),
                ("replied_at", models.DateTimeField(null=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="recognition.application",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            "correctionitem",
            models.UniqueConstraint(fields=("application", "notice", "place"), name="one_correction_a_place"),
        ),
        migrations.RunPython(into_rows, migrations.RunPython.noop),
        migrations.RemoveField("application", "corrected_once"),
        migrations.RemoveField("application", "corrections"),
        migrations.AlterField(
            "correctionitem",
            "application",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="corrections",
                to="recognition.application",
            ),
        ),
    ]

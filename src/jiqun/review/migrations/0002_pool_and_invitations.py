"""Experts as matters of the pool; the terms of a draw; invitations before the statements."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F

from jiqun.casework.identity import uuid7


def take_over(apps: Any, schema_editor: Any) -> None:
    """Whoever was in the pool has a file from now on; sheets handed out before there were invitations are accepted."""
    from datetime import UTC, datetime
    from random import SystemRandom

    from jiqun.review.fields import field_key

    expert, file = apps.get_model("review", "Expert"), apps.get_model("review", "ExpertFile")
    now, chance = datetime.now(UTC), SystemRandom()
    for row in expert.objects.all():
        row.fields = [field_key(row.field) or row.field]
        row.save(update_fields=["fields"])
        file.objects.create(id=uuid7(now, chance), expert=row, state="active", entered_at=now)
    sheets = apps.get_model("review", "Sheet").objects
    for panel in apps.get_model("review", "Panel").objects.exclude(drawn_at=None):
        sheets.filter(panel=panel).update(accepted_at=panel.drawn_at, score_by=F("due_at"))


class Migration(migrations.Migration):
    dependencies = [("review", "0001_initial"), ("casework", "0003_sent_back")]

    operations = [
        migrations.CreateModel(
            name="ExpertFile",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("state", models.CharField(default="proposed", max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("pending", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                (
                    "expert",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="file", to="review.expert"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            "expert",
            "fields",
            models.JSONField(default=list, help_text="keys of `fields`; for the conditions of a draw"),
        ),
        migrations.AddField(
            "expert",
            "title",
            models.CharField(blank=True, help_text="post or title; for admission to the pool", max_length=60),
        ),
        migrations.AddField(
            "expert",
            "uscc",
            models.CharField(
                blank=True, help_text="the employer's code; for the same, whatever its name", max_length=18
            ),
        ),
        migrations.AddField(
            "expert",
            "advised",
            models.JSONField(default=list, help_text="places, clusters, firms advised before; for conflicts"),
        ),
        migrations.AddField(
            "expert",
            "periods",
            models.JSONField(default=list, help_text="[first, last] days free for reviews; none for always"),
        ),
        migrations.AlterField(
            "expert",
            "employer",
            models.CharField(help_text="for conflicts with units of a cluster", max_length=80),
        ),
        migrations.AlterField(
            "expert",
            "place",
            models.CharField(help_text="path of the place of work; for conflicts and conditions", max_length=120),
        ),
        migrations.AlterField(
            "expert",
            "ties",
            models.JSONField(
                default=list, help_text="path prefixes, credit codes, names declared as ties; for conflicts"
            ),
        ),
        migrations.AlterField(
            "expert",
            "available",
            models.BooleanField(default=True, help_text="takes part at present, by the expert's own word"),
        ),
        migrations.AddField(
            "panel",
            "terms",
            models.JSONField(default=dict, help_text="`draw.Terms.plain`, fixed with the digest of the seed"),
        ),
        migrations.AddField("sheet", "score_by", models.DateTimeField(null=True)),
        migrations.AddField(
            "sheet",
            "seat",
            models.CharField(blank=True, help_text="key of the condition of the draw it fills", max_length=12),
        ),
        migrations.AddField("sheet", "accepted_at", models.DateTimeField(null=True)),
        migrations.AddField("sheet", "statements", models.JSONField(default=dict)),
        migrations.AddField(
            "sheet",
            "conflict",
            models.BooleanField(default=False, help_text="stepped aside for an interest in the cluster"),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RemoveField("expert", "field"),
    ]

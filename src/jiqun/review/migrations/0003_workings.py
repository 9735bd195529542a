"""Computed scores, the history of drafts, proposed rubrics; drafts know the version of each field."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def versioned(apps: Any, schema_editor: Any) -> None:
    """What was typed before fields had versions is the first version of each."""
    sheets = apps.get_model("review", "Sheet").objects.using(schema_editor.connection.alias)
    for sheet in sheets.exclude(draft={}):
        sheet.draft = {name: {"value": value, "version": 1} for name, value in sheet.draft.items()}
        sheet.save(update_fields=["draft"])


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("review", "0002_pool_and_invitations")]

    operations = [
        migrations.AddField("sheet", "drafted", models.PositiveIntegerField(default=0)),
        migrations.RunPython(versioned, migrations.RunPython.noop),
        migrations.CreateModel(
            name="ComputedScores",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="computed_scores", to="casework.case"
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="computed", to="review.panel"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ProposedRubric",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="proposed_rubric",
                        serialize=False,
                        to="casework.case",
                    ),
                ),
                ("definition", models.JSONField()),
                ("origin", models.CharField(max_length=200)),
                (
                    "adopted",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="review.rubricrevision",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SheetChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("field", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("value", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="review.sheet"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "field", "version"), name="one_change_a_version")
                ],
            },
        ),
    ]

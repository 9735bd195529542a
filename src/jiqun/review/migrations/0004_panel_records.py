"""Places, meetings, reviews on paper; the rule of a panel; sheets that are scored anew."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from jiqun.review.aggregation import read
from jiqun.review.ranking import Scores, rank


def place_what_was_opened(apps: Any, schema_editor: Any) -> None:
    """Panels opened before places were kept: the mean of all sheets, equal means share a rank."""
    panels, sheets = apps.get_model("review", "Panel"), apps.get_model("review", "Sheet")
    placements = apps.get_model("review", "Placement")
    for panel in panels.objects.filter(opened_at__isnull=False).select_related("rubric"):
        dimensions = panel.rubric.definition["dimensions"]
        found: dict[Any, list[Any]] = {}
        for sheet in sheets.objects.filter(panel=panel, state="submitted", case__in=panel.ranked).order_by(
            "case__number", "expert__code"
        ):
            found.setdefault(sheet.case_id, []).append(sheet)
        cases = {
            pk: Scores(
                [sheet.total or 0 for sheet in given],
                {d["clause"]: [sum(s.scores[i["id"]]["score"] for i in d["items"]) for s in given] for d in dimensions},
            )
            for pk, given in found.items()
        }
        placements.objects.bulk_create(
            placements(
                panel=panel,
                case_id=each.key,
                rank=each.rank,
                score=f"{each.score.numerator}/{each.score.denominator}",
                dimensions={key: f"{n.numerator}/{n.denominator}" for key, n in each.dimensions.items()},
                sheets=len(found[each.key]),
                tied=each.tied,
            )
            for each in rank(cases, read({}))
        )


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_sent_back"),
        ("review", "0003_workings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("held_on", models.DateField()),
                ("place", models.CharField(max_length=80)),
                ("staff", models.CharField(max_length=200)),
                ("supervisor", models.CharField(max_length=60)),
                ("experts", models.JSONField(default=list)),
                ("recusals", models.TextField(blank=True)),
                ("matters", models.TextField()),
                ("consensus", models.JSONField(default=dict)),
                ("record_sha256", models.CharField(max_length=64)),
                ("record_name", models.CharField(max_length=160)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PaperEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attempt", models.PositiveSmallIntegerField()),
                ("scores", models.JSONField()),
                ("comment", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="PaperSheet",
            fields=[
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="paper",
                        serialize=False,
                        to="review.sheet",
                    ),
                ),
                ("state", models.CharField(default="awaited", max_length=20)),
                ("version", models.PositiveIntegerField(default=1)),
                ("pending", models.BooleanField(default=False)),
                ("attempt", models.PositiveSmallIntegerField(default=1)),
                ("differs", models.JSONField(default=list)),
                ("scan_sha256", models.CharField(blank=True, max_length=64)),
                ("scan_name", models.CharField(blank=True, max_length=160)),
            ],
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveIntegerField()),
                ("score", models.CharField(max_length=40)),
                ("dimensions", models.JSONField(default=dict)),
                ("computed", models.PositiveIntegerField(default=0)),
                ("sheets", models.PositiveSmallIntegerField()),
                ("revised", models.PositiveSmallIntegerField(default=0)),
                ("tied", models.BooleanField(default=False)),
                ("by", models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                ("held_on", models.DateField()),
                ("place", models.CharField(max_length=80)),
                ("supervisor", models.CharField(max_length=60)),
                ("experts", models.JSONField(default=list)),
                ("attendance_sha256", models.CharField(max_length=64)),
                ("attendance_name", models.CharField(max_length=160)),
                ("statements_sha256", models.CharField(max_length=64)),
                ("statements_name", models.CharField(max_length=160)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Unmasking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="sheet",
            name="one_sheet_an_expert_and_case",
        ),
        migrations.AddField(
            model_name="panel",
            name="offline",
            field=models.BooleanField(default=False, help_text="reviewed on paper in one room (集中评审)"),
        ),
        migrations.AddField(
            model_name="panel",
            name="rule",
            field=models.JSONField(
                default=dict, help_text="`aggregation.Rule.plain`, fixed with the digest of the seed"
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="rule_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name="panel",
            name="witness",
            field=models.CharField(blank=True, help_text="who supervised the draw of an offline review", max_length=60),
        ),
        migrations.AddField(
            model_name="sheet",
            name="ordered_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="sheet",
            name="replaces",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="revisions", to="review.sheet"
            ),
        ),
        migrations.AddField(
            model_name="sheet",
            name="revision",
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="meeting",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="review.panel"
            ),
        ),
        migrations.AddField(
            model_name="sheet",
            name="meeting",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="ordered", to="review.meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="sheet",
            constraint=models.UniqueConstraint(
                fields=("case", "expert", "revision"), name="one_sheet_an_expert_and_case"
            ),
        ),
        migrations.AddField(
            model_name="paperentry",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="paperentry",
            name="paper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="review.papersheet"
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.case"),
        ),
        migrations.AddField(
            model_name="placement",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="placements", to="review.panel"
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="review.panel"
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="expert",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="review.expert"),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="unmaskings", to="review.panel"
            ),
        ),
        migrations.AddField(
            model_name="unmasking",
            name="prepared_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(fields=("panel", "number"), name="one_meeting_a_number"),
        ),
        migrations.AddConstraint(
            model_name="paperentry",
            constraint=models.UniqueConstraint(fields=("paper", "attempt", "by"), name="one_entry_a_person"),
        ),
        migrations.AddIndex(
            model_name="placement",
            index=models.Index(fields=["panel", "rank"], name="review_plac_panel_i_e38017_idx"),
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(fields=("panel", "case"), name="one_place_a_case"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("panel", "number"), name="one_session_a_number"),
        ),
        migrations.AddConstraint(
            model_name="unmasking",
            constraint=models.UniqueConstraint(fields=("panel", "expert"), name="an_expert_is_unmasked_once"),
        ),
        migrations.RunPython(place_what_was_opened, migrations.RunPython.noop),
    ]

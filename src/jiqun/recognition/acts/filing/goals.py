"""The goals of the three-year plan (Article 13(九)): entered with the application, frozen at recognition."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import Goal


def set_goals(doing: Doing) -> None:
    """Puts the goals entered in the place of those before; the journal keeps both."""
    application = application_of(doing.subject)
    rows = doing.payload["goals"]
    Goal.objects.filter(case_id=doing.subject.pk, recognition__isnull=True).delete()
    Goal.objects.bulk_create(
        Goal(
            cluster=application.cluster,
            case_id=doing.subject.pk,
            number=number,
            indicator=row["indicator"],
            unit=row["unit"],
            base=row["base"],
            targets=row["targets"],
            owner=row["owner"],
        )
        for number, row in enumerate(rows, start=1)
    )
    doing.note = Text(f"共 {len(rows)} 项目标", f"{len(rows)} goals")

"""Site checks become visits of their own, with their drawing, findings, record and conclusion; nothing is lost."""

from __future__ import annotations

import uuid
from datetime import timedelta, timezone
from typing import Any

from django.db import migrations

CHINA = timezone(timedelta(hours=8))
KIND, CHECKLIST, THRESHOLD = "site_check", "firm/1", 50


def carry_over(apps: Any, schema_editor: Any) -> None:
    """Each site check becomes a visit of its prefecture: concluded where it was recorded, else still to be held."""
    checks = apps.get_model("recognition", "SiteCheck").objects.select_related(
        "application__case", "application__prefecture", "application__cluster"
    )
    for check in checks.order_by("drawn_at", "application_id"):
        if check.application.roster_id is not None:
            carry(apps, check, check.application)


def carry(apps: Any, check: Any, application: Any) -> None:
    """One site check; the scan of its sheet moves to the visit."""
    done = check.passed is not None
    year = check.drawn_at.astimezone(CHINA).year
    case = apps.get_model("casework", "Case").objects.create(
        id=uuid.uuid5(application.case_id, KIND),
        number=f"{year}-S{next_number(apps, f'visit/{year}')}",
        procedure_name=KIND,
        state="concluded" if done else "planned",
        title=f"实地抽查：{application.case.title}"[:120],
        authority=application.prefecture,
        path=application.prefecture.path,
        audience="chain",
        cluster=application.cluster,
        measure=application.case.measure,
        opened_at=check.drawn_at,
    )
    held = check.held_on or check.drawn_at.astimezone(CHINA).date()
    visit = apps.get_model("visits", "Visit").objects.create(
        case=case,
        kind=KIND,
        about=application.case,
        cluster=application.cluster,
        roster_id=application.roster_id,
        checklist=CHECKLIST,
        threshold=THRESHOLD,
        planned_on=held,
        people=[{"name": name, "unit": ""} for name in check.people.split("、") if name],
        seed=check.seed,
        lot=len(check.firms),
        drawn_at=check.drawn_at,
        held_on=check.held_on,
        record={"code": "", "read": "hand", "signers": check.people, "sha256": check.record_sha256} if done else {},
        outcome="" if not done else "passed" if check.passed else "failed",
        conclusion=check.conclusion,
        sums={"looked": 0, "differing": 0, "marked": 0, "lines": []} if done else {},
        concluded_at=check.drawn_at if done else None,
    )
    firms = apps.get_model("visits", "VisitedFirm")
    for number, each in enumerate(check.firms, start=1):
        firms.objects.create(visit=visit, uscc=each["uscc"], name=each["name"], position=number, how="lot")
        if done:
            found(apps, case, check, each)
    apps.get_model("evidence", "Attachment").objects.filter(case=application.case, requirement=KIND).update(
        case=case, requirement="visit_record"
    )


def found(apps: Any, case: Any, check: Any, firm: Any) -> None:
    """What was written about a firm: the finding, and whether it agreed with its figures."""
    told = {"remark": firm.get("finding", ""), "books": "yes" if firm.get("agrees") else "no"}
    for name, value in told.items():
        apps.get_model("forms", "Answer").objects.create(
            case=case, field=f"{firm['uscc']}.{name}", value=value, by_id=check.by_id, at=check.drawn_at, version=1
        )


def next_number(apps: Any, scope: str) -> int:
    """The next number within a scope."""
    counter, _ = apps.get_model("casework", "Counter").objects.get_or_create(scope=scope)
    counter.last += 1
    counter.save(update_fields=["last"])
    number: int = counter.last
    return number


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0003_sent_back"),
        ("evidence", "0002_uploads"),
        ("forms", "0003_proposed_form"),
        ("recognition", "0008_recommending"),
        ("visits", "0001_initial"),
    ]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]

"""What a self-assessment answers for an application form: its words on what a person judges (Article 13)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.cultivation.models import SelfAssessment
from jiqun.register.known import KnownAnswer, knows_answers
from jiqun.register.models import Cluster
from jiqun.standards import tables

FIELDS = Path(__file__).parents[1] / "data" / "answer_fields.csv"


@cache
def fields() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each field of the application form with the norms whose answers it is begun with."""
    return tuple((row["field"], tuple(row["norms"].split(";"))) for row in tables.read(FIELDS))


@knows_answers
def answers(cluster: Cluster) -> Iterator[KnownAnswer]:
    """The answers of the last self-assessment that was handed in; one query."""
    rows = SelfAssessment.objects.handed_in().filter(cluster=cluster, dropped=False)
    last = rows.select_related("case").order_by("-year").first()
    if last is None:
        return
    source = Text(f"{last.year} 年度自评（{last.case.number}）", f"self-assessment on {last.year} ({last.case.number})")
    for field, norms in fields():
        said = [last.judged[norm]["said"] for norm in norms if last.judged.get(norm, {}).get("said")]
        if said:
            yield KnownAnswer(field, "\n".join(said), source)

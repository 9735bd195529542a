"""A grade of 不合格 is a lead, never a ground: Article 17 knows no grade (Articles 16, 17)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.outgoing.models import PASSED
from jiqun.register.models import Cluster
from jiqun.supervision.appraisal.rubric import from_plain, shown
from jiqun.supervision.models import Appraised
from jiqun.supervision.tracking.sources import Found, register


def look(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """One lead for each cluster whose last grade told is the lowest of its rubric; one query.

    Nothing before its letter went out: those below the province know of no grade until then.
    """
    rows = Appraised.objects.filter(cluster__in=clusters, letter__state__in=PASSED, appraisal__live=True)
    last = {row.cluster_id: row for row in rows.select_related("appraisal").order_by("appraisal__year")}
    for pk, row in last.items():
        rubric = from_plain(row.appraisal.rubric)
        if row.standing != rubric.grades[-1].name:
            continue
        year, title = row.appraisal.year, rubric.title(row.standing)
        yield Found(
            pk,
            "",
            "appraisal",
            Text(
                f"{year} 年度考核等次为“{title.zh}”（{shown(row.total)} 分）。",
                f"Its grade of {year} is “{title.en}” ({shown(row.total)} points).",
            ),
            {
                "year": year,
                "rows": [["总分", "Total", shown(row.total)]],
                "links": [["考核表", "Sheet", reverse("supervision:appraised", args=[row.pk])]],
            },
            f"{year}/{row.standing}",
        )


register(look, appraisal=Text("年度考核等次偏低", "A low grade"))

"""Firms of 惠东 that are followed up towards the next step in the demonstration (Article 7(一)): invented."""

from __future__ import annotations

from datetime import timedelta

from jiqun.cultivation.gradient.queries import climb
from jiqun.demo.cultivating import ENTRIES
from jiqun.demo.play import Stage, at
from jiqun.register.models import Cluster

BEGIN = at("2025-03-14 10:00")
MEASURES = ("专人辅导申报材料", "对接省级工程技术研究中心", "列入技改资金优先支持")


def follow(stage: Stage) -> None:
    """The first candidates of the library's first two clusters, each with who sees to it and by when."""
    for place, entry in enumerate(ENTRIES[:2]):
        cluster = Cluster.objects.get(name=entry.name)
        found = climb(cluster, BEGIN.date()).candidates[: len(MEASURES)]
        for number, (candidate, measure) in enumerate(zip(found, MEASURES, strict=False)):
            told = {
                "cluster": str(cluster.pk),
                "firm": candidate.of.uscc,
                "step": candidate.of.step,
                "unit": f"{entry.place}工业和信息化局",
                "due_on": f"2025-{9 + number:02}-30",
                "note": measure,
            }
            now = BEGIN + timedelta(minutes=10 * number + 60 * place)
            stage.open("followed_firm", stage.officer(entry.code), now, told)

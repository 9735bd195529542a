"""The lists of the nation in the demonstration, as far as public sources name them, imported with those sources."""

from __future__ import annotations

import csv
from datetime import datetime

from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.department import PUBLISHED
from jiqun.demo.play import Stage
from jiqun.demo.prefecture import scan
from jiqun.recognition.models import NationalList
from jiqun.register.levels import NATIONAL

LISTS = (("国家第一批", "2022-12-30", "2023-01-01", "2025-12-31"), ("国家第三批", "2024-10-31", "", ""))
"""Batch, day of the list as the sources tell it, and its term where they do."""
HEADS = ("集群名称", "所在地", "主导产业代码")


def lists(stage: Stage, now: datetime) -> None:
    """Each list is imported, its unknown clusters entered anew, and confirmed by a second person."""
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == NATIONAL]
    for batch, dated_on, start, end in LISTS:
        named = [row for row in rows if row["batch"] == batch]
        lines = [HEADS, *((row["name"], row["city"] + row["county"], row["lead_codes_for_demo"]) for row in named)]
        payload = {
            "kind": "recognised",
            "batch": batch,
            "document": f"{batch}中小企业特色产业集群名单（公开来源载明的 {len(named)} 个）",
            "dated_on": dated_on,
            "source": named[0]["source"],
            "valid_from": start,
            "valid_to": end,
            "file": scan(now, "公开来源（演示件）.pdf"),
            "lines": "\n".join("\t".join(line) for line in lines),
        }
        case: Case = stage.open("national_list", stage.officer(PROVINCE), now, payload)
        known = NationalList.objects.get(pk=case.pk).rows
        matched = {f"line_{row['line']}": row["cluster"] or "new" for row in known}
        stage.do(case, "match_lines", stage.officer(PROVINCE), now, matched)
        stage.do_and_sign(case, "confirm_national_list", PROVINCE, now)

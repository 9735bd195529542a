"""What can be opened, and of which figures.

Only figures that hold no other one among them are offered: a sum beside a part of it would tell the rest, and the rest
may be a single firm.
"""

from __future__ import annotations

from jiqun.bilingual import Text

FIGURES, OPEN_DATA = "figures", "open_data"
CONTENTS = {
    FIGURES: Text("集群年度汇总数据", "Yearly figures of clusters"),
    OPEN_DATA: Text("集群名录开放数据（CSV、JSON）", "The directory as open data (CSV, JSON)"),
}
OFFERED = {
    "firms": (Text("企业数（家）", "Firms"), "figure"),
    "employees": (Text("从业人员（人）", "Staff"), "figure"),
    "output": (Text("产值（亿元）", "Output (100 million yuan)"), "yi"),
    "revenue": (Text("营业收入（亿元）", "Revenue (100 million yuan)"), "yi"),
    "rd": (Text("研发经费（亿元）", "R&D (100 million yuan)"), "yi"),
    "patents": (Text("有效发明专利（件）", "Invention patents"), "figure"),
    "exports": (Text("出口额（亿元）", "Exports (100 million yuan)"), "yi"),
}
"""Figure → its title with unit, and how it is written."""
LEAST_FIRMS = 3
"""A figure is told where at least so many firms gave it: of two, each could work out the other's
(《中华人民共和国统计法》 on figures that identify a single respondent; the number is the product's own proposal)."""

PROACTIVE = "proactive"
ATTRIBUTES = {
    PROACTIVE: Text("主动公开", "Published"),
    "on_request": Text("依申请公开", "On request"),
    "closed": Text("不予公开", "Not published"),
}

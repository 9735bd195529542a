"""A plan of supervision and its checks in the hands of the province, for tests (Article 16)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.register.models import Cluster
from jiqun.supervision.models import PlannedCheck
from tests.office import HUICHENG, PROVINCE, approver, at, chance, officer
from tests.supervision.recognised import cluster, recognised
from tests.supervision.reports.yearly import roster
from tests.visits import spot

CHANCE = chance(17)
FOCUS = "规划目标执行和年度数据真实性（虚构）"
FOUND = "上年整改未落实 | 限期整改 | 县工业和信息化局 | 2025-12-31"


class Checked:
    """Two recognised clusters, the first with a roster; a plan of 2025 made in June."""

    def __init__(self) -> None:
        self.shoes, self.chips = cluster(), cluster("惠城区电子产业集群", HUICHENG, "39")
        recognised(self.shoes)
        recognised(self.chips, date(2024, 7, 10), "2024年")
        roster(self.shoes, (2023, 2024))
        self.clerk, self.chief = officer(PROVINCE), approver(PROVINCE)
        self.now: datetime = at("2025-06-10 10:00")
        self.keys = 0

    def key(self) -> str:
        """A fresh key."""
        self.keys += 1
        return f"plan-{self.keys}"

    def open(self, name: str, **payload: Any) -> Case:
        """Opens a matter."""
        by, key = self.clerk, self.key()
        found: Case = open_matter(name, by=by, payload=payload, key=key, now=self.now, chance=CHANCE).subject
        return found

    def draw_up(self, method: str = "all", wanted: str = "", year: str = "2025", **changes: Any) -> Case:
        """Draws the plan up."""
        payload = {"year": year, "focus": FOCUS, "method": method, "wanted": wanted, **changes}
        self.plan = self.open("supervision_plan", **payload)
        return self.plan

    def do(self, case: Case, act: str, by: Any = None, files: Any = None, **payload: Any) -> Done:
        """An act at the present version."""
        case.refresh_from_db()
        return perform(
            case.procedure_name, case.pk, act, by=by or self.clerk, version=case.version, payload=payload,
            files=files, key=self.key(), now=self.now, chance=CHANCE,
        )  # fmt: skip

    def signed(self, case: Case, act: str, **payload: Any) -> Case:
        """Prepared and signed."""
        self.do(case, act, **payload)
        self.do(case, "sign", self.chief, affirmed="on")
        case.refresh_from_db()
        return case

    def adopted(self, method: str = "all", wanted: str = "") -> Case:
        """In force."""
        return self.signed(self.draw_up(method, wanted), "adopt_supervision")

    def check(self, of: Cluster | None = None) -> Case:
        """The check of a cluster; that of the shoes unless said."""
        found = PlannedCheck.objects.get(cluster=of or self.shoes, plan=self.plan.pk).case
        assert found is not None
        return found

    def visited(self) -> Case:
        """A visit to the shoes arranged, held and concluded."""
        visit = self.open("monitoring", **spot.arrangement(self.check(), "2025-06-12"))
        self.now = at("2025-06-12 15:00")
        spot.see(visit, self.clerk, self.now)
        self.do(visit, "file_record", files=spot.scan(), **spot.by_hand("2025-06-12"))
        self.do(visit, "conclude", **spot.conclusion("remarks"))
        return visit

"""Annual reports for tests: a recognised cluster with goals and a roster, and the way of its report."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.facts.rows import ClusterSheet, FirmYear, Roster
from jiqun.forms import desk
from jiqun.register.models import Cluster, Goal, Recognition, RosterRevision
from jiqun.register.rosters import store_roster
from tests.office import HUIDONG, HUIZHOU, PROVINCE, approver, at, chance, officer
from tests.supervision.recognised import recognised

NOW = at("2026-03-10 10:00")
CHANCE = chance(11)
WAN = 10**6
ANSWERS = {
    "goal_progress": [["集群总产值", "60", "55", ""]],
    "experience": "以龙头带配套。",
    "problems": [["融资成本高", "对接银企", "县金融办", "2026-09-30"]],
    "changes": {"count": 0, "text": ""},
    "incidents_year": {"count": 0, "text": ""},
    "support_year": {"count": 1, "text": "专项资金 500 万元"},
}


def roster(
    of: Cluster, years: tuple[int, ...] = (2024, 2025), output: int = 1000, now: datetime = NOW
) -> RosterRevision:
    """A roster of three firms, each with so much output (万元) a year."""
    lines = tuple(
        FirmYear(
            f"91449999MA000000{n:02d}", f"女鞋{n}厂（虚构）", "1952", year, employees=100, output=output * WAN, rd=WAN
        )
        for n in range(1, 4)
        for year in years
    )
    sheet = ClusterSheet(of.name, "惠东县", ("1952", "1953"), None, None, max(years))
    return store_roster(of, Roster(sheet, lines), officer(of.authority_id), now, "", CHANCE)


def planned() -> Recognition:
    """A recognition since 2024 with one frozen goal and a roster of 2024 and 2025."""
    found = recognised(start=date(2024, 7, 10), batch="2024年")
    Goal.objects.create(
        cluster=found.cluster, case_id=found.pk, number=1, indicator="集群总产值", unit="亿元", base="50",
        targets={"2025": "55", "2026": "60"}, owner="惠东县工业和信息化局", recognition=found,
    )  # fmt: skip
    roster(found.cluster)
    return found


class Way:
    """One report, step by step."""

    def __init__(self, recognition: Recognition, year: int = 2025) -> None:
        self.recognition, self.year, self.now, self.keys = recognition, year, NOW, 0

    def key(self) -> str:
        """A fresh key."""
        self.keys += 1
        return f"report-{self.year}-{self.keys}"

    def begin(self, code: str = HUIDONG, **changes: Any) -> Case:
        """Begins the report."""
        payload = {"cluster": str(self.recognition.cluster_id), "year": str(self.year), **changes}
        done = open_matter(
            "annual_report", by=officer(code), payload=payload, key=self.key(), now=self.now, chance=CHANCE
        )
        self.case: Case = done.subject
        return self.case

    def fill(self, **changes: Any) -> None:
        """Fills in the one section."""
        desk.save(self.case.pk, 1, {**ANSWERS, **changes}, by=officer(HUIDONG), now=self.now)

    def act(self, name: str, by: Account, payload: dict[str, Any] | None = None) -> Done:
        """One act at the version the matter has."""
        version = Case.objects.values_list("version", flat=True).get(pk=self.case.pk)
        return perform(
            self.case.procedure_name, self.case.pk, name, by=by, version=version, payload=payload or {},
            key=self.key(), now=self.now, chance=CHANCE,
        )  # fmt: skip

    def signed(self, name: str, code: str, payload: dict[str, Any] | None = None) -> Done:
        """Prepared by the officer, signed by the approver."""
        self.act(name, officer(code), payload)
        return self.act("sign", approver(code), {"affirmed": "on"})

    def handed_in(self) -> Case:
        """Begun, filled in and handed in."""
        self.begin()
        self.fill()
        self.signed("hand_in", HUIDONG)
        return self.state()

    def forwarded(self) -> Case:
        """Checked by the prefecture."""
        self.handed_in()
        self.signed("forward", HUIZHOU, {"opinion": "数据与企业填报一致，目标进展正常。"})
        return self.state()

    def received(self) -> Case:
        """Received by the province."""
        self.forwarded()
        self.act("receive", officer(PROVINCE))
        return self.state()

    def state(self) -> Case:
        """The matter as it stands."""
        return Case.objects.get(pk=self.case.pk)

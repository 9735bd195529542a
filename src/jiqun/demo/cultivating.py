"""The cultivation library in the demonstration (Articles 8, 13): three invented clusters of one prefecture, at each
stage, two of them with the year's self-assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from jiqun.casework.models import Case
from jiqun.cultivation.assessment.computing import judged
from jiqun.demo import rosters
from jiqun.demo.accounts import PREFECTURE
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, at
from jiqun.law import load
from jiqun.register.models import Cluster
from jiqun.register.rosters import store_roster

BASE_YEAR = 2024
MEASURE = "gd_2023_4"


@dataclass(frozen=True, slots=True)
class Entry:
    """A cluster of the library: where, in what, how strong, and the stage it has come to."""

    code: str
    place: str
    niche: str
    lead: str
    strategic: str
    stage: str
    reason: str
    shape: rosters.Character | None = None

    @property
    def name(self) -> str:
        """The cluster's name, marked as invented."""
        return f"{self.place}{self.niche}产业集群{INVENTED}"


ENTRIES = (
    Entry(
        "441323", "惠东县", "鞋机", "354", "high-end-equipment", "ripe",
        "与鞋材集群配套，产值和增速接近认定条件，专利密度偏低（虚构）。",
        rosters.Character(firms=16, output_yi=61, growth=131),
    ),
    Entry(
        "441302", "惠城区", "光电显示器件", "397", "uhd-display", "growing",
        "龙头带动明显，产值尚未达到40亿元（虚构）。",
        rosters.Character(firms=12, output_yi=34, growth=118, patent_growth=70),
    ),
    Entry(
        "441322", "博罗县", "运动器材", "244", "light-textiles", "reserve",
        "企业集中于两个镇，名册正在建立（虚构）。",
    ),
)  # fmt: skip
ADVICE = "尽快梳理发明专利和标准，补齐创新平台证明材料；与高校共建检测平台（虚构）。"


def library(stage: Stage, chance: Random) -> None:
    """Entered in March 2025, moved by the prefecture, advised, assessed on 2024."""
    officer = stage.officer(PREFECTURE)
    for number, of in enumerate(ENTRIES):
        now = at("2025-03-04 09:30") + timedelta(minutes=17 * number)
        told = {
            "cluster": "",
            "place": of.code,
            "name": of.name,
            "lead_codes": of.lead,
            "niche": of.niche,
            "strategic": of.strategic,
            "reason": of.reason,
        }
        entry: Case = stage.open("library_entry", stage.officer(of.code), now, told)
        Cluster.objects.filter(library_entry=entry.pk).update(invented=True)
        if of.stage != "reserve":
            reason = {"stage": of.stage, "reason": "经现场调研，符合该阶段要求（虚构）。"}
            stage.do(entry, "move_stage", officer, now + timedelta(days=2), reason)
        if of.shape is not None:
            assess(stage, chance, entry, of, of.shape)
        if of.stage == "growing":
            day = at("2025-03-25 15:00")
            told = {"given_on": "2025-03-25", "given_by": "市工业和信息化局中小企业科（虚构）", "advice": ADVICE}
            stage.do(entry, "advise", officer, day, {**told, "due_on": "2025-06-30"})


def assess(stage: Stage, chance: Random, entry: Case, of: Entry, shape: rosters.Character) -> None:
    """The self-assessment on the year before: computed from a roster, answered, signed, read by the prefecture."""
    now, county = at("2025-03-12 10:00"), stage.officer(of.code)
    cluster = Cluster.objects.get(library_entry=entry.pk)
    roster = rosters.roster(
        chance, name=of.name, place=of.place, short=of.place, leads=(of.lead,), base_year=BASE_YEAR, shape=shape
    )
    store_roster(cluster, roster, county, now, "", chance)
    case: Case = stage.open("self_assessment", county, now, {"entry": str(entry.pk)})
    stage.do(case, "answer_norms", county, now + timedelta(hours=1), answers(of.stage == "ripe"))
    stage.do_and_sign(case, "hand_in_assessment", of.code, now + timedelta(days=1))
    told = {"opinion": "请对照短板逐项制定措施，年内复评（虚构）。"}
    stage.do(case, "note_assessment", stage.officer(PREFECTURE), now + timedelta(days=3), told)


def answers(most: bool) -> dict[str, Any]:
    """Words on every norm that is judged; a ripe cluster meets all, another every second."""
    told: dict[str, Any] = {}
    for number, (norm, _, title, _) in enumerate(judged(load(MEASURE))):
        field = norm.replace(".", "_")
        told[f"said_{field}"] = f"{title.zh}：已有基础，正在完善（虚构）。"
        if most or number % 2 == 0:
            told[f"met_{field}"] = True
    return told

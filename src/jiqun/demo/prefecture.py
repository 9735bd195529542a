"""What the prefectures do in the demonstration: accept, check on site, conclude, recommend (Article 14(二))."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.casework.models import Case
from jiqun.demo import county
from jiqun.demo.clusters import Invented
from jiqun.demo.play import Stage, current
from jiqun.evidence import store
from jiqun.recognition.models import SiteCheck
from jiqun.recognition.queries.conditions import conditions


def above(of: Invented, stage: Stage) -> str:
    """Code of the prefecture that handles an applicant."""
    return stage.places[of.place].prefecture_code


def accept(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """Accepted."""
    stage.do(case, "accept", stage.officer(above(of, stage)), now)


def scan(now: datetime, name: str) -> dict[str, str]:
    """A stored scan, as an upload field keeps it."""
    kept = store.put(county.PAPER, name, now)
    return {"sha256": kept.sha256, "name": name}


def check_on_site(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """Three firms drawn by lot, visited the next day."""
    officer = stage.officer(above(of, stage))
    stage.do(case, "draw_site_check", officer, now, {"firms": 3})
    later = now + timedelta(days=1)
    found: dict[str, Any] = {}
    for firm in SiteCheck.objects.get(pk=case.pk).firms:
        found[f"finding_{firm['uscc']}"] = "查看生产现场、纳税申报和研发台账，与申报数据一致（虚构）"
        found[f"agrees_{firm['uscc']}"] = "yes"
    stage.do(
        case,
        "record_site_check",
        officer,
        later,
        {
            "held_on": later.date().isoformat(),
            "people": "陈某、李某、张某",
            "conclusion": "抽查企业生产经营正常，数据与申报一致（虚构）",
            "passed": "yes",
            "scan": scan(later, "实地抽查记录（虚构）.pdf"),
            **found,
        },
    )


def conclude(stage: Stage, case: Case, of: Invented, now: datetime, *, only: int = 999) -> None:
    """A conclusion on every condition: the computed one where it is favourable, elsewhere the officer's own."""
    entered: dict[str, Any] = {}
    for condition in conditions(current(case))[:only]:
        as_computed = condition.computed in ("met", "not_applicable")
        entered[f"verdict_{condition.id}"] = condition.computed if as_computed else "met"
        entered[f"reason_{condition.id}"] = "" if as_computed else "查阅佐证材料、现场核实，符合（虚构）"
        if condition.settled and not as_computed:
            entered[f"document_{condition.id}"] = "市统计局核实意见〔2025〕3 号（虚构）"
            entered[f"file_{condition.id}"] = scan(now, "市统计局核实意见（虚构）.pdf")
    stage.do(case, "conclude", stage.officer(above(of, stage)), now, entered)


def recommendation(stage: Stage, case: Case, of: Invented) -> dict[str, Any]:
    """Rank, opinion, and a reason in case the sub-sector is taken."""
    application = current(case)
    taken = application.round.applications.filter(prefecture=application.prefecture_id, rank__isnull=False).count()
    return {
        "rank": taken + 1,
        "opinion": "产业特色鲜明，龙头带动作用强，符合认定条件，同意推荐（虚构）",
        "niche_reason": "细分产品和工艺不同，错位发展（虚构）",
    }


def recommend(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """The officer prepares, the approver signs."""
    stage.do_and_sign(case, "recommend", above(of, stage), now, recommendation(stage, case, of))


def send_letter(stage: Stage, round_: Case, code: str, now: datetime) -> None:
    """The prefecture's letter of recommendation with its table, sent and signed."""
    matter = Case.objects.filter(recommendation__round=round_.pk, recommendation__prefecture=code).first()
    if matter is None:
        return
    told = {
        "opinion": "经受理、初审和实地抽查，下列集群符合认定条件，按推荐排序予以推荐（虚构）",
        "explanation": "其余集群条件尚不成熟，继续培育（虚构）",
    }
    stage.do_and_sign(matter, "send_recommendation", code, now, told)


def decline(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """Not accepted."""
    reason = "产值年均增速低于办法第十三条（二）规定的门槛，且申报单位确认数据无误（虚构）"
    stage.do_and_sign(case, "decline", above(of, stage), now, {"reason": reason})


def not_recommended(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """Others were chosen."""
    reason = "名额有限，择优遴选后本批次不予推荐（虚构）"
    stage.do_and_sign(case, "not_recommended", above(of, stage), now, {"reason": reason})

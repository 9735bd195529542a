"""What the prefectures do in the demonstration: accept, check on site, conclude, recommend (Article 14(二))."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.demo import county
from jiqun.demo.clusters import Invented
from jiqun.demo.play import Stage, current
from jiqun.evidence import store
from jiqun.recognition.queries.conditions import conditions
from jiqun.visits import drafts
from jiqun.visits.models import Visit
from jiqun.visits.queries import sheets
from jiqun.visits.sheet import key as sheet_key


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
    """Two firms by lot and the first by risk, visited and signed for the next day."""
    officer, later = stage.officer(above(of, stage)), now + timedelta(days=1)
    roster = current(case).roster
    assert roster is not None
    first = sheets.risks(roster)[0].uscc
    arranged = {
        "about": str(case.pk),
        "planned_on": later.date().isoformat(),
        "people": "陈某、李某、张某（市统计局）",
        "by_lot": 2,
        "by_risk": [first],
        "threshold": 5,
    }
    visit = stage.open("site_check", officer, now, arranged)
    seen_on_the_spot(stage, visit, officer, later)
    record = {
        "held_on": later.date().isoformat(),
        "signers": "陈某、李某",
        "by_hand": "on",
        "scan": scan(later, "实地抽查记录（虚构）.pdf"),
    }
    stage.do(visit, "file_record", officer, later, record)
    told = "抽查企业生产经营正常，1 家企业的数据与账表略有出入，已书面说明（虚构）"
    said = {"outcome": "passed", "conclusion": told}
    stage.do(visit, "conclude", officer, later, said)


def seen_on_the_spot(stage: Stage, case: Case, officer: Account, now: datetime) -> None:
    """Every question answered; of the latest year two figures looked up, at the last firm a little less than stated."""
    row = Visit.objects.select_related("roster").get(pk=case.pk)
    visited = sheets.sheets(row, sheets.firms_of(row))
    for sheet in visited:
        given = {sheet_key(sheet.firm.uscc, item.id): "yes" for item in sheet.checklist.items}
        for each in sheet.stated[:2]:
            name = (sheet.firm.uscc, each.measure, each.year)
            seen = each.value - (each.value // 50 if sheet is visited[-1] else 0)
            given[sheet_key(*name, "seen")] = each.said(seen)
            given[sheet_key(*name, "doc")] = "纳税申报表（虚构）"
        given[sheet_key(sheet.firm.uscc, "met")] = "黄某，财务负责人（虚构）"
        given[sheet_key(sheet.firm.uscc, "remark")] = "查看生产现场、纳税申报和研发台账（虚构）"
        drafts.save(case.pk, sheet.firm.uscc, given, by=officer, now=now)


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

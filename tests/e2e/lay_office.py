"""Lays the database for a browser test, in a process of its own: `python lay_office.py LAY`, one of these.

`empty`: the tree of authorities, the accounts, a pool of five experts, the clock at 3 March 2025, and no matter at all.
`lapsed`: the same a year on, after the measure's own term.
`open`: a round that counties apply in, on 8 April 2025: one application is handed in, two are ready to be.
`busy`: besides that a round whose list is on public notice, and a supplementary one with an application at every desk.
`paper`: a round whose panel is drawn for a review on paper in one room.
`told`: a list entered from paper, and a round that is announced, its letters drafted, on 10 July 2025.
`tables`: no more than the migrations leave, which `server.py` copies for each of the others.
`at MOMENT` sets the business clock of an office that is laid already.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from typing import Any

from jiqun.config import serving

PLACES = ("440000", "441300", "441302", "441323")
FIRST_MORNING = "2025-03-03 09:00"
LAPSED = "2026-03-10 09:00"
TIED = "Z05"
HANDED_IN = "智能控制器"
READY = ("锂电材料", "海洋食品")


def people() -> None:
    """Accounts with the printed password; the fifth expert is tied to the county that applies."""
    from jiqun.authorities.models import Authority
    from jiqun.demo import accounts
    from jiqun.demo.play import at
    from jiqun.review import pool

    accounts.staff(list(PLACES))
    guangzhou = Authority.objects.get(pk="440100").path
    county = Authority.objects.get(pk="441323").path
    for number, account in enumerate(accounts.experts(5), 1):
        code = f"Z{number:02d}"
        pool.add(
            account,
            code=code,
            fields=["light-textiles"],
            employer=f"广州市第{number}研究院（虚构）",
            place=guangzhou,
            ties=(county,) if code == TIED else (),
            now=at(FIRST_MORNING),
        )


def pin(moment: datetime) -> None:
    """The business clock stands still there."""
    from jiqun.demo.models import DemoClock

    DemoClock.objects.update_or_create(pk=1, defaults={"now": moment})


def open_round() -> datetime:
    """A round in the weeks when counties apply; the moment it is then."""
    from jiqun.demo import clusters, county, department
    from jiqun.demo.play import Stage, at
    from jiqun.facts.workbook.sandbox import trusting

    stage = Stage(7)
    applicants = {each.niche: each for each in (*clusters.MAIN, *clusters.SECOND)}
    with trusting():
        called = department.call(stage, at("2025-03-03 09:30"), ("2025-04-14", "2025-04-30", "2025-05-23"))
        for niche in (HANDED_IN, *READY):
            of = applicants[niche]
            case = county.start(stage, called, of, at("2025-03-25 09:00"))
            county.prepare(stage, case, of, at("2025-03-25 10:00"))
            if niche == HANDED_IN:
                county.hand_in(stage, case, of, at("2025-04-07 09:00"))
    collect(stage, case, at("2025-03-26 09:00"))
    return at("2025-04-08 09:00")


def collect(stage: Any, case: Any, now: datetime) -> None:
    """Firms of the roster are asked for their figures."""
    officer = stage.officer(case.authority_id)
    asked = {
        "cluster": str(case.cluster_id),
        "title": "2024年度企业数据填报",
        "years": ["2022", "2023", "2024"],
        "figures": ["employees", "output", "rd"],
        "due_on": "2025-04-10",
        "contact": "李某 0752-7654321",
        "survey": "voluntary",
        "purpose": "集群申报",
        "readers": "县级主管部门",
    }
    collection = stage.open("collection", officer, now, asked)
    stage.do(collection, "invite", officer, now, {"from_roster": "on", "lines": ""})


def busy() -> datetime:
    """Two rounds through the same door as people, with the demonstration's own doings; the moment it is then."""
    from jiqun.demo import clusters, county, department, prefecture
    from jiqun.demo.play import Stage, at
    from jiqun.facts.workbook.sandbox import trusting
    from jiqun.review.models import Sheet

    stage = Stage(7)
    of_county = [each for each in (*clusters.MAIN, *clusters.SECOND) if each.place == "441323"]
    first, second = of_county[0], of_county[1]
    with trusting():
        main = noticed(stage, first)
        added = department.call(
            stage,
            at("2025-05-07 09:30"),
            ("2025-05-20", "2025-05-30", "2025-07-31"),
            supplementary="on",
            reason="主批次推荐数少于全省名额（虚构）",
        )
        case = county.start(stage, added, second, at("2025-05-09 09:00"))
        county.prepare(stage, case, second, at("2025-05-09 10:00"))
        county.hand_in(stage, case, second, at("2025-05-12 09:00"))
        prefecture.accept(stage, case, second, at("2025-05-13 09:00"))
        plan(stage, added, at("2025-05-13 11:00"))
        prefecture.check_on_site(stage, case, second, at("2025-05-14 09:00"))
        prefecture.conclude(stage, case, second, at("2025-05-16 09:00"))
        prefecture.recommend(stage, case, second, at("2025-05-19 09:00"))
        prefecture.send_letter(stage, added, prefecture.above(second, stage), at("2025-05-26 09:00"))
        stage.do(case, "qualify", stage.officer("440000"), at("2025-06-03 09:00"), {"remarks": ""})
        department.draw(stage, added, at("2025-06-09 14:00"))
        sheets = Sheet.objects.filter(case=case).select_related("panel__rubric", "case", "expert").order_by("pk")
        for sheet in sheets[1:]:  # the first expert has not answered yet
            department.score(stage, sheet, at("2025-06-12 09:00"), until="declared")
        dispute(stage, main, case, at("2025-06-18 10:00"))
    return at("2025-06-20 10:00")


def announced() -> datetime:
    """A list from paper; a round whose list is announced and whose letters are drafted; the moment it is then."""
    from jiqun.demo import clusters, department
    from jiqun.demo.play import Stage, at
    from jiqun.facts.workbook.sandbox import trusting

    stage = Stage(7)
    department.backfill(stage, at("2025-03-03 09:00"))
    with trusting():
        main = noticed(stage, next(each for each in clusters.MAIN if each.place == "441323"))
    department.announce(stage, main, at("2025-07-07 10:00"), date(2025, 7, 10))
    stage.do(main, "draft_letters", stage.officer("440000"), at("2025-07-08 09:00"))
    return at("2025-07-10 10:00")


def qualified(stage: Any, first: Any) -> Any:
    """A round with one application that has passed the county, the prefecture and the qualification check."""
    from jiqun.demo import county, department, prefecture
    from jiqun.demo.play import at

    main = department.call(stage, at("2025-03-03 09:30"), ("2025-04-14", "2025-04-30", "2025-05-23"))
    case = county.start(stage, main, first, at("2025-03-25 09:00"))
    county.prepare(stage, case, first, at("2025-03-25 10:00"))
    county.hand_in(stage, case, first, at("2025-04-07 09:00"))
    prefecture.accept(stage, case, first, at("2025-04-15 09:00"))
    prefecture.check_on_site(stage, case, first, at("2025-04-16 09:00"))
    prefecture.conclude(stage, case, first, at("2025-04-18 09:00"))
    prefecture.recommend(stage, case, first, at("2025-04-21 09:00"))
    prefecture.send_letter(stage, main, prefecture.above(first, stage), at("2025-04-28 09:00"))
    stage.do(case, "qualify", stage.officer("440000"), at("2025-05-06 09:00"), {"remarks": ""})
    return main


def noticed(stage: Any, first: Any) -> Any:
    """The same scored by its panel, put on the list and on public notice."""
    from jiqun.demo import department
    from jiqun.demo.play import at
    from jiqun.review.models import Sheet

    main = qualified(stage, first)
    department.draw(stage, main, at("2025-05-08 14:00"))
    for sheet in Sheet.objects.select_related("panel__rubric", "case", "expert").order_by("pk"):
        department.score(stage, sheet, at("2025-05-12 09:00"))
    department.open_scores(stage, main, at("2025-05-26 10:00"))
    department.propose(stage, main, at("2025-06-05 10:00"))
    department.notice(stage, main, at("2025-06-17 10:00"))
    return main


def plan(stage: Any, of_round: Any, now: datetime) -> None:
    """The prefecture plans its visits by risk; the first in that order is chosen and the approver signs."""
    from jiqun.visits.kinds import plan_name
    from jiqun.visits.models import PlanCandidate

    of = {"about": str(of_round.pk), "method": "risk"}
    drawn_up = stage.open(plan_name("site_check"), stage.officer("441300"), now, of)
    first = PlanCandidate.objects.get(plan=drawn_up.pk, position=1)
    stage.do_and_sign(drawn_up, "adopt", "441300", now, {"picked": [str(first.matter_id)], "reason": ""})


def dispute(stage: Any, noticed: Any, application: Any, now: datetime) -> None:
    """An objection to the list on notice, and a hearing on the other application's eligibility, both just opened."""
    from jiqun.casework.procedure import PUBLIC
    from jiqun.notices.models import Notice

    notice = Notice.objects.get(round=noticed)
    objection = {
        "notice": str(notice.pk),
        "case": notice.items[0]["case"],
        "text": "名册所列一家企业的生产地址似不在集群四至范围内，请予核实（虚构）。",
        "name": "何某（虚构）",
        "unit": "",
        "contact": "020-00000000",
    }
    stage.open("objection", PUBLIC, now, objection)
    intended = {
        "case": str(application.pk),
        "kind": "cancel_eligibility",
        "facts": "申报材料所附检测报告经出具单位书面确认系伪造（虚构）。",
        "grounds": "《广东省促进中小企业特色产业集群发展暂行办法》第十四条第一项",
        "days": "5",
    }
    stage.open("hearing", stage.officer("440000"), now, intended)


def on_paper() -> datetime:
    """A round whose experts are drawn for a review on paper in one room; the moment it is then."""
    from jiqun.demo import clusters
    from jiqun.demo.play import Stage, at
    from jiqun.facts.workbook.sandbox import trusting

    stage = Stage(7)
    first = next(each for each in clusters.MAIN if each.place == "441323")
    with trusting():
        main = qualified(stage, first)
        terms = {"per_case": 3, "mode": "offline"}
        stage.do(main, "commit_seed", stage.officer("440000"), at("2025-05-08 14:00"), terms)
        told = {"witness": "驻厅纪检监察组一名（虚构）"}
        stage.do_and_sign(main, "draw_panel", "440000", at("2025-05-09 14:00"), told)
    return at("2025-05-12 16:00")


def main(lay: str, moment: str = "") -> None:
    """Migrates and lays it, or sets its clock."""
    serving.setup()
    from jiqun.demo.play import at

    if lay == "at":
        pin(at(moment))
        return
    serving.migrate()
    if lay == "tables":
        return
    people()
    if lay in WORK:
        pin(WORK[lay]())
    else:
        pin(at(LAPSED if lay == "lapsed" else FIRST_MORNING))


WORK = {"open": open_round, "busy": busy, "paper": on_paper, "told": announced}

if __name__ == "__main__":
    main(*sys.argv[1:])

"""What the province does in the demonstration: the call, the qualification check, the panel, the list, the notice
and the announcement (Articles 12, 14(三)), and lists entered from paper."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from jiqun.authorities.models import Kind
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.demo.accounts import PREFECTURE, PROVINCE
from jiqun.demo.play import Stage
from jiqun.demo.prefecture import scan
from jiqun.notices.models import Notice
from jiqun.recognition.forms.call import RoundForm
from jiqun.recognition.forms.listing import AnnounceForm
from jiqun.recognition.forms.notice import ListNoticeForm
from jiqun.recognition.queries.listing import candidates
from jiqun.register.levels import PROVINCIAL
from jiqun.review.computed import pinned
from jiqun.review.models import Sheet
from jiqun.review.procedure import sheet_table
from jiqun.review.rubrics import points, rubric_of
from jiqun.review.sheets import REASON, SCORE, scored_by_expert

PUBLISHED = Path(__file__).parent / "data" / "clusters_guangdong.csv"
LISTED = 24
INDUSTRIES = ("high-end-equipment", "electronics", "light-textiles", "materials", "biomedicine", "appliances")
DISCIPLINES = ("technology", "finance", "management", "economics", "digital", "green", "quality")
EMPLOYERS = ("大学", "研究院", "行业协会", "检测中心")
TITLES = ("教授", "高级工程师", "高级会计师", "研究员")
RESERVE = 3


def backfill(stage: Stage, now: datetime) -> None:
    """The provincial lists of 2023 and 2024, as far as public sources name them, entered with those sources."""
    batches: dict[str, list[dict[str, str]]] = {}
    with PUBLISHED.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["level"] == PROVINCIAL and row["valid_from"]:
                batches.setdefault(row["batch"], []).append(row)
    for batch, rows in batches.items():
        lines = ["name\tplace\tlead_codes\tvalid_from\tvalid_to\tsource"]
        lines += [
            "\t".join(
                (
                    row["name"],
                    row["city"] + row["county"],
                    row["lead_codes_for_demo"],
                    row["valid_from"],
                    row["valid_to"],
                    row["source"],
                )
            )
            for row in rows
        ]
        case: Case = stage.open(
            "backfill",
            stage.officer(PROVINCE),
            now,
            {
                "level": PROVINCIAL,
                "batch": batch,
                "title": f"广东省中小企业特色产业集群名单（{batch}，公开来源载明的 {len(rows)} 个）",
                "document": "",
                "source": rows[0]["source"],
                "rows": "\n".join(lines),
            },
        )
        stage.do_and_sign(case, "confirm", PROVINCE, now)


def call(stage: Stage, now: datetime, dates: tuple[str, str, str], **more: Any) -> Case:
    """Drafts a round with the proposed text and issues its call."""
    blank = RoundForm()
    readings = {name: blank.fields[name].initial for name in blank.reading_names}
    payload = {
        "year": now.year,
        "county_deadline": dates[0],
        "prefecture_deadline": dates[1],
        "review_deadline": dates[2],
        "quota_default": 3,
        "niche_scope": "prefecture",
        "niche_digits": 4,
        "demands": "",
        "call": f"根据《广东省促进中小企业特色产业集群发展暂行办法》，现组织开展{now.year}年度认定工作（演示文本）。",
        **readings,
        **more,
    }
    case: Case = stage.open("round", stage.officer(PROVINCE), now, payload)
    issued = {"document": "", "issued_on": now.date().isoformat()}
    stage.do_and_sign(case, "issue_call", PROVINCE, now + timedelta(hours=2), issued)
    return case


def interpretation(stage: Stage, asked: datetime, answered: datetime) -> None:
    """A prefecture asks how a phrase is read; the province answers, and the round called next begins with it."""
    case: Case = stage.open(
        "question",
        stage.officer(PREFECTURE),
        asked,
        {
            "title": "“每万人”发明专利拥有量以何为分母（虚构）",
            "clause": "A13.5",
            "reading": "每万人",
            "text": "第十三条（五）“每万人”是指集群从业人员，还是所在县域常住人口？两者相差悬殊，请予明确（虚构）。",
        },
    )
    answer = {
        "document": f"粤演示答复〔{answered.year}〕1号",
        "dated_on": answered.date().isoformat(),
        "signatory": "演示签发人（虚构）",
        "text": "“每万人”以集群从业人员数为分母，按申报年度末人数计算（虚构，不代表主管部门意见）。",
        "fixes": "每万人=employees",
        "start": answered.date().isoformat(),
        "public": "on",
    }
    stage.do_and_sign(case, "answer", PROVINCE, answered, answer)


def experts(stage: Stage, now: datetime) -> None:
    """The pool: every expert is proposed by the officer and taken in by the approver's signature."""
    places = sorted(a.path for a in stage.places.values() if a.kind == Kind.PREFECTURE)
    names = {a.path: a.name for a in stage.places.values()}
    for number, account in enumerate(sorted(stage.experts.values(), key=lambda each: each.pk)):
        place = places[number * 5 % len(places)]
        file = stage.open(
            "expert",
            stage.officer(PROVINCE),
            now,
            {
                "code": f"Z{number + 1:02d}",
                "account": account.username,
                "name": account.person.name,
                "fields": [INDUSTRIES[number % len(INDUSTRIES)], DISCIPLINES[number % len(DISCIPLINES)]],
                "title": TITLES[number % len(TITLES)],
                "employer": f"{names[place]}{EMPLOYERS[number % len(EMPLOYERS)]}（虚构）",
                "place": place,
                "advised": "第九产业集群（虚构）" if number == 5 else "",
                "periods": "2025-05-01 至 2025-08-31" if number % 4 == 1 else "",
                "available": "on",
            },
        )
        stage.do(file, "admit", stage.officer(PROVINCE), now + timedelta(minutes=10), name="expert")
        stage.do(file, "sign", stage.approver(PROVINCE), now + timedelta(hours=1), {"affirmed": "on"}, name="expert")


def draw(stage: Stage, round_case: Case, now: datetime, **conditions: Any) -> None:
    """Commits to a seed and the conditions, draws three experts for each application."""
    rule = {"aggregation": "mean", "share": "1/1", "tie_1": "A13.2", "tie_2": "computed", "mode": "online"}
    terms = {"per_case": 3, "prefer_lead": "on", **rule, **conditions}
    stage.do(round_case, "commit_seed", stage.officer(PROVINCE), now, terms)
    answer_on = (now + timedelta(days=11)).date().isoformat()
    stage.do_and_sign(round_case, "draw_panel", PROVINCE, now + timedelta(days=1), {"answer_on": answer_on})


def decline(stage: Stage, round_case: Case, sheet: Sheet, now: datetime) -> None:
    """One expert declines; the next in the draw's order takes the place."""
    told = {"reason": "评审期间有教学任务，无法参加（虚构）"}
    stage.do(sheet, "decline", stage.experts[sheet.expert_id], now, told, name="sheet")
    stage.do(round_case, "substitute", stage.officer(PROVINCE), now + timedelta(hours=2), {"sheet": str(sheet.pk)})


def score(stage: Stage, sheet: Sheet, now: datetime, *, until: str = "submitted") -> None:
    """One expert's work on one sheet: statements, then every item with a reason."""
    expert = stage.experts[sheet.expert_id]
    stage.do(sheet, "accept", expert, now - timedelta(minutes=30), name="sheet")
    stage.do(sheet, "declare", expert, now, dict.fromkeys(sheet_statements(), "on"), name="sheet")
    if until != "submitted":
        return
    good = stage.chance.randint(62, 94)
    entered: dict[str, Any] = {"comment": "材料较完整，特色鲜明，建议持续跟踪目标落实（虚构）"}
    found = pinned(sheet)
    for item in rubric_of(sheet.panel.rubric).items:
        share = min(100, max(30, good + stage.chance.randint(-18, 14)))
        if most := scored_by_expert(item, found):
            entered[SCORE + item.id] = points(most * share // 100 // item.step * item.step)
            entered[REASON + item.id] = "依据申报材料和佐证酌情评分（虚构）"
    stage.do(sheet, "submit", expert, now + timedelta(minutes=40), entered, name="sheet")


def sheet_statements() -> list[str]:
    """Names of the statements an expert affirms."""
    return list(sheet_table("").by_act["declare"].form().fields)


def open_scores(stage: Stage, round_case: Case, now: datetime) -> None:
    """Two persons open the scores."""
    stage.do_and_sign(round_case, "open_scores", PROVINCE, now)


def propose(stage: Stage, round_case: Case, now: datetime) -> None:
    """The list follows the ranking: the first ones, then the reserve, then the rest."""
    ranked = list(candidates(round_case))
    entered: dict[str, Any] = {"places": str(min(LISTED, len(ranked)))}
    for place, row in enumerate(ranked):
        decision = "listed" if place < LISTED else "reserve" if place < LISTED + RESERVE else "not"
        entered[f"decision_{row.pk}"] = decision
        entered[f"reason_{row.pk}"] = "" if decision == "listed" else "按名次择优（虚构）"
    stage.do_and_sign(round_case, "propose_list", PROVINCE, now, entered)


def notice(stage: Stage, round_case: Case, now: datetime) -> None:
    """The notice is signed, stands on the official website, and that is recorded."""
    blank = ListNoticeForm(doing=doing_for(stage, round_case, now))
    stage.do_and_sign(
        round_case,
        "make_notice",
        PROVINCE,
        now,
        {**blank.initial, "start_mode": "day_after", "screened": "on", "screened_on": now.date().isoformat()},
    )
    stood = now + timedelta(hours=3)
    made = Notice.objects.get(round=round_case)
    stage.do_and_sign(
        round_case,
        "record_publication",
        PROVINCE,
        stood + timedelta(hours=1),
        {
            "notice": str(made.pk),
            "url": "https://official.example/notice/2025",
            "stood_at": stood.isoformat(timespec="minutes"),
            "image": scan(stood, "官方网站截图（虚构）.pdf"),
            "starts_on": "",
        },
    )


def announce(stage: Stage, round_case: Case, now: datetime, valid_from: date) -> None:
    """The list is announced, stands on the official website, and that is recorded."""
    blank = AnnounceForm(doing=doing_for(stage, round_case, now))
    document = f"粤演示函〔{now.year}〕1号"
    stage.do_and_sign(
        round_case,
        "announce",
        PROVINCE,
        now,
        {
            **blank.initial,
            "document": document,
            "announced_on": now.date().isoformat(),
            "valid_from": valid_from.isoformat(),
            "screened": "on",
            "screened_on": now.date().isoformat(),
        },
    )
    stood = now + timedelta(hours=3)
    there = {
        "document": document,
        "url": "https://official.example/announcement/2025",
        "stood_at": stood.isoformat(timespec="minutes"),
        "image": scan(stood, "官方网站截图（虚构）.pdf"),
    }
    stage.do_and_sign(round_case, "record_announcement", PROVINCE, stood + timedelta(hours=1), there)


def doing_for(stage: Stage, case: Case, now: datetime) -> Any:
    """What a form needs to propose its texts, as its page would hand it over."""
    table = procedure("round")
    fresh = Case.objects.get(pk=case.pk)
    return Doing(table, table.acts[0], fresh, stage.officer(PROVINCE), {}, now, stage.chance)

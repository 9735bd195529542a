"""What the counties do in the demonstration: fill in, import the roster, attach, hand in (Article 14(一))."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.casework.models import Case
from jiqun.demo import boundaries, firms, ledgers, rosters
from jiqun.demo.accounts import COUNTY
from jiqun.demo.clusters import Invented
from jiqun.demo.play import Stage, current
from jiqun.facts.workbook import write_template
from jiqun.facts.workbook.problems import Reading
from jiqun.forms.definitions import Field
from jiqun.recognition.acts.filing.drafts import save_answers
from jiqun.recognition.acts.filing.evidence_drafts import attach_evidence
from jiqun.recognition.queries.filing.application import form_for, requirements

PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 76>>stream
BT /F 20 Tf 72 760 Td (Demonstration: an invented piece of evidence) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""

WORDS = {
    "extent": "东至滨江路，南至环城南路，西至产业大道，北至高速公路；涉及 2 个镇、1 个产业园（虚构）",
    "agency_kind": "事业单位；编办〔2021〕18 号（虚构）；专职人员 12 人",
    "contact": "经办人（虚构），0752-0000000",
    "province_position": "主要产品产量居全省同行业前三位（虚构，附行业协会证明）",
    "gradient_work": "建立梯度培育库，三年培育省级以上专精特新企业 20 余家（虚构）",
    "coordination": "链主企业牵头建立供需对接平台，集中采购、共享检测（虚构）",
    "infrastructure": "园区 5G 全覆盖，建成工业互联网标识解析二级节点（虚构）",
    "data_link": "规上企业生产数据接入集群公共服务平台（虚构）",
    "security": "建立分类分级管理和应急处置机制（虚构）",
    "plan_text": "围绕第七条八个方面安排 24 项措施，逐项明确责任单位和完成时限（虚构）",
}


def start(stage: Stage, round_case: Case, of: Invented, now: datetime) -> Case:
    """The officer starts the application of a new cluster."""
    payload = {
        "round": str(round_case.pk),
        "cluster": "",
        "name": of.name,
        "lead_codes": "、".join(of.leads),
        "niche": of.niche,
        "strategic": of.strategic,
    }
    case: Case = stage.open("application", stage.officer(of.place), now, payload)
    return case


def fill_in(stage: Stage, case: Case, of: Invented, now: datetime, *, sections: int = 99) -> None:
    """Answers, section by section, as a clerk saves them."""
    application = current(case)
    base_year = application.round.base_year
    for section in form_for(application).sections[:sections]:
        data = {field.id: answer(stage, field, of, base_year) for field in section.fields if field.asked}
        if data:
            save_answers(case.pk, section.number, data, by=stage.officer(of.place), now=now)


def answer(stage: Stage, field: Field, of: Invented, base_year: int) -> Any:
    """A plausible value in the field's own kind."""
    chance = stage.chance
    match field.ask:
        case "figures":
            parts = {part.zh: growing(stage, field.years_of(base_year)) for part in field.parts or (field.label,)}
            return parts if field.parts else parts[field.label.zh]
        case "table":
            if field.id == "leaders":
                return [[firms.code(chance), of.niche, str(chance.randint(8, 30))]]
            return [["一级", str(chance.randint(10, 30))], ["二级", str(chance.randint(5, 20))]]
        case "decimal":
            return str(chance.randint(28, 66))
        case "uscc":
            return firms.code(chance)
        case "codes":
            return "、".join(of.leads)
        case "choice":
            return of.strategic
    given = {"cluster_name": of.name, "niche": of.niche, "agency_name": f"{of.short}{of.niche}产业集群发展中心（虚构）"}
    return given.get(field.id) or WORDS.get(field.id) or "见所附材料（虚构）"


def growing(stage: Stage, years: tuple[int, ...]) -> dict[str, str]:
    """A figure that grows by some per cent a year, as an ordinary year would have it."""
    figure, found = stage.chance.randint(200, 900), dict[str, str]()
    for year in years:
        found[str(year)] = f"{figure / Decimal(100)}"
        figure = figure * (100 + stage.chance.randint(4, 14)) // 100
    return found


def import_roster(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """Writes the county's workbook and imports it, as an upload."""
    made = rosters.roster(
        stage.chance,
        name=of.name,
        place=of.place,
        short=of.short[:2],
        leads=of.leads,
        base_year=current(case).round.base_year,
        shape=of.shape,
    )
    file = io.BytesIO()
    write_template(file, made)
    if of.place != COUNTY:  # the workbook of the walk's own county is really read
        stage.workbooks[sha256(file.getvalue()).digest()] = Reading(made, (), ())
    upload = SimpleUploadedFile(f"{of.short}企业名册.xlsx", file.getvalue())
    stage.do(case, "import_roster", stage.officer(of.place), now, files={"workbook": upload})


def attach(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """One file for each requirement that asks for proof."""
    for each in requirements(current(case), case.measure):
        if each.required:
            name = f"{each.asks.zh or each.title.zh}（虚构）.pdf".replace("/", "、")
            attach_evidence(
                case.pk, each.id, PAPER, name=name, by=stage.officer(of.place), now=now, chance=stage.chance
            )


def set_goals(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """Three goals, each with a yearly path."""
    first = current(case).round.year
    output = of.shape.output_yi

    def path(base: int, growth: int) -> dict[str, str]:
        return {str(first + n): str(base * (100 + growth * (n + 1)) // 100) for n in range(3)}

    goals = [
        {
            "indicator": "集群总产值",
            "unit": "亿元",
            "base": str(output),
            "targets": path(output, 12),
            "owner": "工信部门",
        },
        {"indicator": "专精特新中小企业", "unit": "家", "base": "20", "targets": path(20, 15), "owner": "工信部门"},
        {"indicator": "有效发明专利", "unit": "件", "base": "380", "targets": path(380, 16), "owner": "市场监管部门"},
    ]
    stage.do(case, "set_goals", stage.officer(of.place), now, {"goals": goals})


def hand_in(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """The officer prepares, the approver affirms and signs."""
    stage.do_and_sign(case, "submit", of.place, now)


def prepare(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """Everything up to handing in."""
    fill_in(stage, case, of, now)
    import_roster(stage, case, of, now)
    ledgers.keep(stage, case, of, now, PAPER, proofs=99 if of.place == COUNTY else 0)
    boundaries.file(stage, case, of, now)
    attach(stage, case, of, now)
    set_goals(stage, case, of, now)


def withdraw(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """The county thinks better of it."""
    stage.do_and_sign(case, "withdraw", of.place, now, {"reason": "数据需进一步核实，拟下一批次再申报（虚构）"})

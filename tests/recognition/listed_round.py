"""A round whose scores are open: five reviewed applications with the places 1, 2, 2, 4, 5."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.authorities.models import Account
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.steps import Done
from jiqun.notices.models import Notice, Objection
from jiqun.recognition.models import Round
from jiqun.review.models import Expert, Panel, Sheet
from jiqun.review.placing import counted, settle
from jiqun.review.rubrics import read
from tests.evidence.samples import PDF
from tests.office import PROVINCE, account, approver, at, officer
from tests.recognition.panel_round import CALLED, Stage, make_round
from tests.remembered import remembered

MEANS = (90, 85, 85, 80, 70)
OPENED = at("2025-06-03 09:00")
PUBLISHED = at("2025-06-17 09:00")
ADDRESS = "https://gdii.gd.gov.cn/gsgg/2025.html"
TEXT = "该集群申报产值与实际情况不符，请核查。"
NOTICE = {
    "title": "关于2025年度广东省中小企业特色产业集群拟认定名单的公示",
    "body": "根据办法第十四条规定，现予公示。\n如有异议，请实名书面反映。",
    "contact": "广东省工业和信息化厅 020-00000000",
    "planned_on": "2025-06-17",
    "start_mode": "day_after",
    "screened": "on",
    "screened_on": "2025-06-16",
}
ANNOUNCEMENT = {
    "document": "粤工信服务函〔2025〕9号",
    "batch": "2025年度",
    "title": "关于公布2025年度广东省中小企业特色产业集群名单的通告",
    "text": "现认定下列集群。",
    "announced_on": "2025-07-01",
    "valid_from": "2025-07-10",
    "screened": "on",
    "screened_on": "2025-06-30",
}


@remembered
def ranked_round() -> Stage:
    """The round in `ranked`, three sheets an application."""
    stage = make_round(applications=5, experts=3)
    panel = Panel.objects.create(
        round=stage.round,
        rubric=Round.objects.get(pk=stage.round.pk).rubric,
        per_case=3,
        seed="00",
        seed_sha256="0" * 64,
        committed_at=CALLED,
        drawn_at=CALLED,
        opened_at=OPENED,
        ranked=[str(case.pk) for case in stage.cases],
    )
    for case, mean in zip(stage.cases, MEANS, strict=True):
        for expert in Expert.objects.all():
            Sheet.objects.create(
                id=uuid7(OPENED, stage.chance), panel=panel, case=case, expert=expert, state="submitted",
                total=mean * 100, scores=spread_over(panel, mean * 100), submitted_at=OPENED,
            )  # fmt: skip
    settle(panel, counted(panel, panel.ranked))
    Case.objects.filter(pk=stage.round.pk).update(state="ranked")
    stage.round.refresh_from_db()
    stage.now = at("2025-06-04 09:00")
    return stage


def spread_over(panel: Panel, total: int) -> dict[str, dict[str, Any]]:
    """Scores of that total: full marks item by item while it lasts."""
    scores = {}
    for item in read(panel.rubric.definition).items:
        scores[item.id] = {"score": min(item.weight, total), "reason": "佐证充分"}
        total -= scores[item.id]["score"]
    return scores


def decisions(stage: Stage, *words: str, **more: str) -> dict[str, str]:
    """The list as it is entered: one decision a case, and `reason_2="…"` or `reserve_2="…"` by the case's index."""
    found = {f"decision_{case.pk}": word for case, word in zip(stage.cases, words, strict=True)}
    found["places"] = str(words.count("listed"))
    for name, value in more.items():
        kind, index = name.split("_")
        found[f"{kind}_{stage.cases[int(index)].pk}"] = value
    return found


def in_rank(stage: Stage) -> dict[str, str]:
    """Places 1, 2, 2 on the list, 4 in reserve, 5 not."""
    return decisions(stage, "listed", "listed", "listed", "reserve", "not")


@remembered
def proposed(stage: Stage) -> Stage:
    """The list is signed."""
    stage.signed("propose_list", in_rank(stage))
    return stage


@remembered
def on_notice(stage: Stage) -> Stage:
    """The notice is signed, not yet published."""
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    stage.signed("make_notice", NOTICE)
    return stage


def notice_of(stage: Stage) -> Notice:
    """The round's latest notice."""
    found = Notice.objects.filter(round=stage.round).order_by("number").last()
    assert found is not None
    return found


def image() -> SimpleUploadedFile:
    """A print of the page."""
    return SimpleUploadedFile("page.pdf", PDF, "application/pdf")


def publication(stage: Stage, **changes: Any) -> dict[str, Any]:
    """What the officer records; the image is named as it is stored."""
    return {"url": ADDRESS, "stood_at": "2025-06-17 09:00", "image": image(), **changes}


def publish(stage: Stage, **changes: Any) -> Done:
    """The officer records the publication, the approver confirms it."""
    record(stage, **changes)
    return stage.act("sign", approver(PROVINCE), {"affirmed": "on"})


def record(stage: Stage, **changes: Any) -> Done:
    """The officer's half: nothing runs before it is confirmed."""
    entered = publication(stage, **changes)
    stage.round.refresh_from_db()
    return perform(
        "round",
        stage.round.pk,
        "record_publication",
        by=officer(PROVINCE),
        version=stage.round.version,
        payload={name: value for name, value in entered.items() if name != "image"},
        files={"image": entered["image"]} if entered["image"] else {},
        key=stage.key(),
        now=stage.now,
        chance=stage.chance,
    )


@remembered
def published(stage: Stage) -> Stage:
    """The notice stands since 17 June 2025, 18 to 26 June are its seven working days."""
    on_notice(stage)
    stage.now = at("2025-06-17 10:00")
    publish(stage)
    return stage


def objection_payload(stage: Stage, about: Case | None = None, **changes: str) -> dict[str, str]:
    """What somebody enters in the public form."""
    return {
        "notice": str(notice_of(stage).pk),
        "case": str(about.pk) if about else "",
        "text": TEXT,
        "name": "金丝雀某",
        "unit": "金丝雀单位",
        "contact": "13900000001",
        **changes,
    }


def handler() -> Account:
    """An officer of the province who had no hand in the list."""
    return account("officer", PROVINCE, name="officer-objections")


def on_objection(stage: Stage, objection: UUID, name: str, by: Account, payload: dict[str, str] | None = None) -> Done:
    """One act on an objection, at the version it has."""
    version = Objection.objects.get(pk=objection).version
    return perform(
        "objection", objection, name, by=by, version=version, payload=payload or {}, key=stage.key(), now=stage.now,
        chance=stage.chance,
    )  # fmt: skip


STEP = {"kind": "inquiry", "done_on": "2025-06-19", "text": "已调阅统计资料并电话核实。"}


def looked_into(stage: Stage, objection: UUID) -> None:
    """Assigned to somebody without an interest, who puts one step on record."""
    on_objection(stage, objection, "assign", approver(PROVINCE), {"handler": str(handler().pk)})
    on_objection(stage, objection, "record_step", handler(), STEP)


def answer(stage: Stage, objection: UUID, *, upheld: bool) -> Done:
    """It is looked into, answered and signed."""
    looked_into(stage, objection)
    told = {"outcome": "upheld" if upheld else "not", "answer": "经查核，情况如下。"}
    on_objection(stage, objection, "answer", handler(), told)
    return on_objection(stage, objection, "sign", approver(PROVINCE))

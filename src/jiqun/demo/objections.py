"""Objections in the demonstration: a named one that is looked into, and a nameless hint (Article 14(三))."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.procedure import PUBLIC
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.play import Stage
from jiqun.notices.models import Notice

TABLE = "objection"


def handler() -> Account:
    """The province's officer for objections, who had no hand in the list."""
    return Account.objects.select_related("person", "authority").get(username="province.objections")


def receive(stage: Stage, round_case: Case, now: datetime) -> Any:
    """Somebody objects to the second cluster of the list, somebody else leaves a hint; the objection is assigned and a
    first step is on record."""
    notice = Notice.objects.get(round=round_case)
    told = {
        "notice": str(notice.pk),
        "case": notice.items[1]["case"],
        "text": "该集群名册所列一家企业的生产地址似不在集群四至范围内，请予核实（虚构）。",
        "name": "何某（虚构）",
        "unit": "",
        "contact": "020-00000000",
    }
    found = stage.open("objection", PUBLIC, now, told)
    nameless = {"case": notice.items[3]["case"], "name": "", "contact": ""}
    hint = {**told, **nameless, "text": "听说该集群上报的产值偏高（虚构），请核实。"}
    stage.open("objection", PUBLIC, now + timedelta(hours=3), hint)
    officer = handler()
    stage.do(found, "assign", stage.approver(PROVINCE), now + timedelta(hours=1), {"handler": officer.pk}, name=TABLE)
    step = {
        "kind": "inquiry",
        "done_on": now.date().isoformat(),
        "text": "已调阅企业登记信息和集群边界备案，约请申报单位说明情况（虚构）。",
    }
    stage.do(found, "record_step", officer, now + timedelta(hours=6), step, name=TABLE)
    return found


def conclude(stage: Stage, objection: Any, now: datetime) -> None:
    """It is answered: not upheld."""
    told = {"outcome": "not", "answer": "该企业生产场地在集群范围内，名册所列地址与登记地址一致（虚构）。"}
    stage.do(objection, "answer", handler(), now, told, name=TABLE)
    stage.do(objection, "sign", stage.approver(PROVINCE), now + timedelta(hours=2), {}, name=TABLE)

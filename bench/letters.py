"""A list announced and every applicant told: sixty clusters, sixty letters drafted, signed, numbered and set.

`python -m bench letters`; how far the letters are is told on the way.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench.data import Laid, applications, laid_experts, scored
from bench.measure import Row, counted
from jiqun.authorities.models import Account
from jiqun.authorities.tree import lay_tree
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.demo import accounts, department, letters
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.models import DemoClock
from jiqun.demo.play import Stage, at
from jiqun.hearings.appeals import APPEALS
from jiqun.notices.models import Notice
from jiqun.outgoing.batches import setting
from jiqun.outgoing.models import PaperBatch
from jiqun.recognition.models import Application, Round
from jiqun.review.models import Expert, RubricRevision
from jiqun.review.rubrics import ensure_default

CLUSTERS = 60
STATES = ("listed", "listed", "not_selected")
FIRST = 100
CALLED, MADE = at("2025-03-03 09:30"), at("2025-06-16 16:00")
ANNOUNCED, TOLD = at("2025-07-07 10:00"), at("2025-07-08 09:00")
GOAL = 60


def alone() -> list[Row]:
    """The rows on an empty, migrated database."""
    lay_tree()
    accounts.staff([accounts.PROVINCE])
    experts = laid_experts()
    DemoClock.objects.create(now=TOLD)
    stage = Stage(7)
    call = department.call(stage, CALLED, ("2025-04-14", "2025-04-30", "2025-05-23"))
    return rows(stage, Round.objects.get(pk=call.pk), ensure_default(CALLED), experts)


def beside(laid: Laid) -> list[Row]:
    """The same beside a thousand applications."""
    like = Application.objects.select_related("round").get(pk=laid.whole.pk).round
    return rows(Stage(9), like, ensure_default(CALLED), list(Expert.objects.order_by("code")))


def rows(stage: Stage, like: Round, rubric: RubricRevision, experts: list[Expert]) -> list[Row]:
    """Announcing, drafting, signing and numbering, setting, and all of it against the goal."""
    case = on_notice(stage, like, rubric, experts)
    found = [
        step("list of 40 announced, signed and recorded", lambda: announced(stage, case)),
        step("60 letters drafted", lambda: drafted(stage, case)),
        step("60 letters reviewed, signed and numbered", lambda: numbered(stage, case)),
        step("60 letters set as PDF", lambda: finished(case), unit="s CPU"),
        step("60 letters sent", lambda: sent(stage, case)),
    ]
    spent = sum((row.milliseconds or 0) * (1 if row.unit == "s CPU" else 0.001) for row in found)
    sql = sum(row.sql or 0 for row in found)
    return [*found, Row("announcement with 60 letters", sql, milliseconds=spent, goal=GOAL, unit="s CPU")]


def step(name: str, run: Callable[[], Any], unit: str = "ms CPU") -> Row:
    """One step, done once."""
    started = time.process_time()
    with counted() as statements:
        run()
    spent = time.process_time() - started
    return Row(name, len(statements.seen), milliseconds=spent if unit == "s CPU" else spent * 1000, unit=unit)


def on_notice(stage: Stage, like: Round, rubric: RubricRevision, experts: list[Expert]) -> Case:
    """A round whose list of forty stood its seven working days; twenty others were reviewed and not selected."""
    cases = applications(like, CLUSTERS, states=STATES, serial=FIRST)
    case = scored(like, rubric, experts, cases, number="2025-R9")
    mine = Application.objects.filter(case__in=cases)
    mine.update(round=case.pk)
    mine.filter(case__state="not_selected").update(outcome_reason="综合专家评审意见，未列入拟认定名单（虚构）")
    Case.objects.filter(pk=case.pk).update(state="notice")
    case.refresh_from_db()
    Notice.objects.create(
        id=uuid7(MADE, stage.chance),
        round=case,
        title="关于拟认定名单的公示（虚构）",
        body="现予公示。",
        contact="广东省工业和信息化厅",
        items=[],
        required_days=7,
        starts_on=date(2025, 6, 18),
        ends_on=date(2025, 6, 26),
        edition=1,
        made_at=MADE,
    )
    return case


def announced(stage: Stage, case: Case) -> None:
    """Announced by two persons, and where it stands put on record."""
    department.announce(stage, case, ANNOUNCED, date(2025, 7, 10))


def drafted(stage: Stage, case: Case) -> None:
    """The remedy chosen by the legal officer, the letters drafted by the officer."""
    legal = Account.objects.select_related("person", "authority").get(username="province.legal")
    stage.do(case, "choose_remedies", legal, TOLD, {"appeal": APPEALS[0].slug, "reason": ""})
    stage.do(case, "draft_letters", stage.officer(PROVINCE), TOLD + timedelta(hours=1))


def batch_of(case: Case) -> PaperBatch:
    """The letters of the round."""
    return PaperBatch.objects.get(case=case)


def numbered(stage: Stage, case: Case) -> None:
    """Looked through, signed, numbered in a row."""
    batch, officer, approver = batch_of(case), stage.officer(PROVINCE), stage.approver(PROVINCE)
    later = TOLD + timedelta(hours=2)
    stage.do(batch, "review_secrecy", approver, later, letters.SECRECY, name="paper_batch")
    stage.do(batch, "issue", officer, later, letters.SHEET, name="paper_batch")
    stage.do(batch, "sign", approver, later, {"affirmed": "on"}, name="paper_batch")
    given = {"numbers": "粤演示函〔2025〕101号", "as_given": "on", "dated_on": TOLD.date().isoformat()}
    stage.do(batch, "register_numbers", officer, later, given, name="paper_batch")


def finished(case: Case) -> None:
    """Set a few at a time, as the page of the batch does, telling how far it is."""
    batch = batch_of(case)
    while setting.set_some(batch, TOLD + timedelta(hours=3)):
        done, all_of_them = setting.progress(batch)
        print(f"  letters set: {done} of {all_of_them}", file=sys.stderr)


def sent(stage: Stage, case: Case) -> None:
    """Sent by the hand of the prefectures. Raises `RuntimeError` unless every applicant has its letter."""
    stage.do(batch_of(case), "send", stage.officer(PROVINCE), TOLD + timedelta(hours=4), name="paper_batch")
    passing = batch_of(case).papers.filter(state="passing").count()
    if passing != CLUSTERS:
        raise RuntimeError(f"{passing} of {CLUSTERS} letters are on their way")

"""Long work at the desk: opening a workbook and checking many lines, with its stage shown while it runs.

Small ones are done at once. Large ones run in a thread of this process, the heavy part of it in a limited process of
its own; the draft's row says how far it is. Work whose process died is told by its last sign of life.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.evidence import checks, store
from jiqun.facts.desk.apart import SMALL, open_apart
from jiqun.facts.workbook.guards import Refused
from jiqun.recognition.acts.filing.desk.checking import check
from jiqun.recognition.acts.filing.desk.filling import fill
from jiqun.recognition.acts.filing.desk.store import at_desk, busy
from jiqun.recognition.models import RosterDraft

log = logging.getLogger(__name__)
SMALL_FILE = 700_000
"""Bytes of a workbook up to which it is opened within the request: some 8,000 lines."""
STAGES = {
    "reading": Text("正在读取工作簿", "Reading the workbook"),
    "laying": Text("正在摆放数据", "Laying out the cells"),
    "checking": Text("正在核对", "Checking"),
}
BUSY = Text("上一次上传或核对还在进行，请稍候。", "The last upload or check is still running; wait a moment.")
NOT_XLSX = Text(
    "名册须为 .xlsx 工作簿。请用 Excel 或 WPS 另存为 .xlsx，或复制单元格后粘贴。",
    "The roster is an .xlsx workbook. Save it as .xlsx, or copy the cells and paste them.",
)
BROKE = Text("处理中断，没有改动工作稿。请重试。", "The work broke off; the draft was not changed. Try again.")


def open_workbook(pk: UUID, file: Any, name: str, *, by: Account, now: datetime) -> bool:
    """Opens an uploaded workbook on the desk, also one with errors; True when it is done, False when it goes on.

    Raises `NotHere` or `Refusal`, also for a file that is not taken.
    """
    if not name.lower().endswith(".xlsx"):
        raise Refusal(NOT_XLSX)
    _claim(pk, "reading", by, now)
    try:
        stored = store.put(file, name, now)
    except checks.Unfit as unfit:
        _free(pk)
        raise Refusal(unfit.text) from unfit
    return open_stored(pk, stored.sha256, name, by=by, now=now, claimed=True)


def open_stored(pk: UUID, sha256: str, name: str, *, by: Account, now: datetime, claimed: bool = False) -> bool:
    """The same of a workbook that is in the store already, such as one whose import was refused."""
    if not claimed:
        _claim(pk, "reading", by, now)
    data = store.read(sha256)
    if len(data) <= SMALL_FILE:
        _open(pk, data, name, by, now)
        failure = RosterDraft.objects.values_list("failure", flat=True).get(application_id=pk)
        if failure:
            raise Refusal(Text(failure["zh"], failure["en"]))
        return True
    _apart(pk, lambda: _open(pk, data, name, by, now))
    return False


def check_now(pk: UUID, *, by: Account, now: datetime) -> bool:
    """Checks the draft unless its present version is checked; True when the findings are those of that version."""
    draft = RosterDraft.objects.select_related("application__round", "application__cluster").get(application_id=pk)
    if draft.checked == draft.version:
        return True
    if draft.lines <= SMALL:
        check(draft.application, draft)
        return True
    if not busy(draft):
        _claim(pk, "checking", by, now)
        _apart(pk, lambda: _check(pk))
    return False


def _claim(pk: UUID, stage: str, by: Account, now: datetime) -> None:
    """Takes the desk for one long piece of work. Raises `NotHere`, or `Refusal` while another runs."""
    with at_desk(pk, by, now, STAGES[stage], long_work=True) as desk:
        if busy(desk.draft):
            raise Refusal(BUSY)
        _tell(desk.draft.pk, stage=stage, progress=5, failure={})


def _tell(pk: UUID, **fields: Any) -> None:
    RosterDraft.objects.filter(application_id=pk).update(beat=timezone.now(), **fields)


def _free(pk: UUID) -> None:
    RosterDraft.objects.filter(application_id=pk).update(stage="", progress=0)


def _open(pk: UUID, data: bytes, name: str, by: Account, now: datetime) -> None:
    try:
        found = open_apart(data)
        _tell(pk, stage="laying", progress=55)
        fill(pk, found.cells, Text(f"打开工作簿“{name}”", f"Opened workbook “{name}”"), found.notes, by=by, now=now)
        _check(pk)
    except Refused as refusal:
        _tell(pk, stage="", failure={"zh": refusal.text.zh, "en": refusal.text.en})
    except Refusal as refusal:
        _tell(pk, stage="", failure={"zh": refusal.text.zh, "en": refusal.text.en})
    except NotHere:
        _tell(pk, stage="", failure={"zh": BROKE.zh, "en": BROKE.en})
    finally:
        _free(pk)


def _check(pk: UUID) -> None:
    _tell(pk, stage="checking", progress=70)
    draft = RosterDraft.objects.select_related("application__round", "application__cluster").get(application_id=pk)
    check(draft.application, draft)
    _free(pk)


def _apart(pk: UUID, work: Callable[[], None]) -> None:
    def run() -> None:
        try:
            work()
        except Exception:
            log.exception("work at the roster desk broke off")
            _tell(pk, stage="", failure={"zh": BROKE.zh, "en": BROKE.en})
        finally:
            connection.close()

    threading.Thread(target=run, name=f"desk-{pk}", daemon=True).start()

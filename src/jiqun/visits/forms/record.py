"""Registering the signed record: its version is read from the QR at the foot, or from the code typed."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.documents.book import normal
from jiqun.documents.scan import Scan, read_scan
from jiqun.evidence import store
from jiqun.evidence.checks import ending_of
from jiqun.evidence.fields import EvidenceField
from jiqun.visits.forms.visit import people
from jiqun.visits.papers.content import record_of
from jiqun.web.fields import T, day

PICTURES = ("jpg", "jpeg", "png")
NO_SCAN = Text(
    "请上传 PDF 扫描件或照片（pdf、jpg、png），不接收其他格式。",
    "Upload a PDF scan or a photograph (pdf, jpg, png).",
)
NO_CODE = Text(
    "校验码应为 12 位字母和数字，印在每页页脚；请核对后重新输入。",
    "The version code is 12 letters and digits, printed at the foot of each page.",
)
UNREAD = Text(
    "扫描件上没有读到页脚的二维码。请照纸面输入 12 位校验码；不是系统打印的记录，请勾选“手写记录”并填写签字人。",
    "No QR was found at the foot. Type the printed 12-sign code; for a record written by hand, tick so and name who "
    "signed.",
)
FOREIGN = Text(
    "扫描件第 {page} 页是检查 {number} 的记录，本次检查是 {own}。请核对文件后重新上传。",
    "Page {page} of the scan is of visit {number}, this one is {own}. Check the file.",
)
MIXED = Text("扫描件混有不同版本的页：{codes}。请重新扫描同一次打印的记录。", "The scan mixes versions: {codes}.")
CHANGED = Text(
    "签字的记录是校验码 {code} 的版本，现场记录打印后有改动，现在是 {now}。请改回原内容后再登记，或按现在的内容"
    "重新打印、签字。",
    "The signed record is version {code}; what was written down changed since and is {now} now. Undo the changes, or "
    "print it and have it signed anew.",
)
FUTURE = Text("检查日期不能晚于今天。", "The visit cannot lie in the future.")
EARLY = Text(
    "检查日期不能早于抽取企业的日期（{drawn}）。", "The visit cannot lie before the firms were drawn ({drawn})."
)


@lru_cache(maxsize=8)
def scan_of(sha256: str, ending: str) -> Scan:
    """A stored scan as it reads; kept for a moment, as a form is looked at again inside the act."""
    return read_scan(store.read(sha256), "image" if ending in PICTURES else "pdf")


class RecordForm(PayloadForm):
    """The day held, the scan of the signed record, who signed; `by_hand` for one that was not printed here."""

    held_on = day(T("实际检查日期", "Day it was held"))
    scan = EvidenceField(
        label=T("签字记录扫描件", "Scan of the signed record"),
        help_text=T(
            "PDF 或照片，全部页；系统读取页脚二维码核对版本。",
            "PDF or photograph of all pages; the QR tells the version.",
        ),
    )
    code = forms.CharField(
        label=T("页脚校验码", "Version code"),
        required=False,
        max_length=40,
        help_text=T("二维码读不出时才需填写。", "Only where the QR cannot be read."),
    )
    signers = forms.CharField(
        label=T("签字的检查人员（不少于 2 人）", "Who signed for the office (two or more)"),
        max_length=400,
        error_messages={"required": T("请填写签字的检查人员。", "Name who signed.")},
    )
    by_hand = forms.BooleanField(
        label=T("手写记录，不是系统打印的", "Written by hand, not printed here"), required=False
    )

    def prepare(self) -> None:
        """Fills in who was to go and when."""
        if self.doing is not None and self.doing.subject is not None:
            visit = self.doing.subject.visit
            self.fields["held_on"].initial = visit.planned_on
            self.fields["signers"].initial = visit.names

    def clean_signers(self) -> str:
        """Two people or more."""
        return "、".join(each["name"] for each in people(self.cleaned_data["signers"]))

    def clean_code(self) -> str:
        """The code in its one written form."""
        typed = self.cleaned_data["code"].strip()
        if typed and not normal(typed):
            raise ValidationError(str(NO_CODE))
        return normal(typed)

    def clean_held_on(self) -> date:
        """Not before the firms were drawn, not in the future."""
        held: date = self.cleaned_data["held_on"]
        if self.doing is not None:
            if held > self.doing.today:
                raise ValidationError(str(FUTURE))
            drawn = day_of(self.doing.subject.visit.drawn_at)
            if held < drawn:
                raise ValidationError(str(EARLY.format(drawn=drawn)))
        return held

    def clean(self) -> dict[str, Any] | None:
        """Finds the version the scan shows and holds it against what was written down."""
        super().clean()
        entered: dict[str, Any] = self.cleaned_data
        file = entered.get("scan")
        if not file or "code" not in entered or self.doing is None:
            return entered
        if ending_of(file["name"]) not in ("pdf", *PICTURES):
            self.add_error("scan", str(NO_SCAN))
            return entered
        if entered.get("by_hand"):
            return entered | {"shown": "", "read": "hand"}
        found = scan_of(file["sha256"], ending_of(file["name"]))
        if (code := self.shown(found, entered["code"])) is not None:
            if code != (now := record_of(self.doing.subject).code):
                self.add_error("scan", str(CHANGED.format(code=code, now=now)))
            entered |= {"shown": code, "read": "qr" if found.seen else "typed"}
        return entered

    def shown(self, found: Scan, typed: str) -> str | None:
        """The one version a scan shows; `None` once it was said why there is none."""
        assert self.doing is not None
        own = self.doing.subject.number
        foreign = next((seen for seen in found.seen if seen.number != own), None)
        codes = sorted({seen.code for seen in found.seen if seen.number == own})
        if foreign is not None:
            self.add_error("scan", str(FOREIGN.format(page=foreign.page, number=foreign.number, own=own)))
        elif len(codes) > 1:
            self.add_error("scan", str(MIXED.format(codes="、".join(codes))))
        elif not codes and not typed:
            self.add_error("scan", str(UNREAD))
        else:
            return codes[0] if codes else typed
        return None

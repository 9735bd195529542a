"""The scan of a paper's sealed copy, held against the paper by the code at the head of its first page."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.documents.book import normal
from jiqun.documents.scan import Scan, read_scan
from jiqun.evidence import store
from jiqun.evidence.checks import ending_of
from jiqun.evidence.fields import EvidenceField
from jiqun.outgoing import printing
from jiqun.outgoing.forms.words import said

IMAGES = ("jpg", "jpeg", "png")


@lru_cache(maxsize=8)
def scan_of(sha256: str, ending: str) -> Scan:
    """A stored scan as it reads; kept for a moment, as a form is looked at more than once."""
    return read_scan(store.read(sha256), "image" if ending in IMAGES else "pdf")


class SealedForm(PayloadForm):
    """A scan of the sealed paper. The code is read from the QR on its first page, or typed."""

    scan = EvidenceField(
        label=said("盖章件扫描件", "Scan of the sealed copy"),
        help_text=said(
            "PDF 或照片，含首页；系统读取首页右上角的二维码，核对与定稿是否一致。登记后以此件为准。",
            "PDF or photograph with the first page; its QR tells whether it is this paper. From then on it stands.",
        ),
    )
    code = forms.CharField(
        label=said("核验码", "Code"),
        required=False,
        max_length=40,
        help_text=said("二维码读不出时才需填写，照首页右上角输入 12 位。", "Only where the QR cannot be read."),
    )

    def clean_code(self) -> str:
        """The code in its one written form."""
        typed = self.cleaned_data["code"].strip()
        if typed and not normal(typed):
            raise ValidationError(
                str(
                    Text(
                        "核验码应为 12 位字母和数字，如 7K3M-Q0ZT-4WXA，请照首页右上角重新输入。",
                        "The code is 12 letters and digits such as 7K3M-Q0ZT-4WXA.",
                    )
                )
            )
        return normal(typed)

    def clean(self) -> dict[str, Any]:
        """Holds the code on the scan against the paper's."""
        told = self.cleaned_data
        file = told.get("scan")
        if not file or "code" not in told or self.doing is None:
            return told
        ending = ending_of(file["name"])
        if ending not in ("pdf", *IMAGES):
            self.add_error(
                "scan", str(Text("盖章件请上传 PDF 或照片（pdf、jpg、png）。", "Upload a PDF or a photograph."))
            )
            return told
        mark = printing.mark_of(self.doing.subject)
        found = scan_of(file["sha256"], ending)
        seen = {each.code for each in found.seen}
        typed = told.pop("code")
        if not seen and not typed:
            self.add_error(
                "scan",
                str(
                    Text(
                        "扫描件上没有读到首页右上角的二维码。文件已保存，请照纸面输入 12 位核验码，或重新扫描后再传。",
                        "No QR was found on the scan. The file is kept: type the code, or scan it again.",
                    )
                ),
            )
        elif (seen or {typed}) != {mark.code}:
            shown = "、".join(sorted(seen or {typed}))
            self.add_error(
                "scan",
                str(
                    Text(
                        f"盖章件的核验码是 {shown}，本文定稿是 {mark.code}，不是同一份文件，请核对后重新上传。",
                        f"The scan shows {shown}, this paper is {mark.code}; check the file and upload it again.",
                    )
                ),
            )
        told["read"] = "qr" if seen else "typed"
        return told

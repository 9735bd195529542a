"""What is entered for the paper loop: a print, a scan of the sealed copy, the letter it is reported under."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.documents.book import normal
from jiqun.documents.scan import Scan
from jiqun.evidence.checks import ending_of
from jiqun.evidence.fields import EvidenceField
from jiqun.recognition.forms.words import T, day, required
from jiqun.recognition.papers import printing, sealed
from jiqun.recognition.papers.version import Version, version_of

MOST_NAMED = 3
STALE = T(
    "打印稿生成期间申报内容有改动，请重新点“打印盖章稿”。",
    "The draft changed while the paper was set; print it again.",
)
NO_SCAN = T(
    "盖章件请上传 PDF 扫描件或照片（pdf、jpg、png），不接收其他格式。",
    "Upload the sealed copy as a PDF scan or a photograph (pdf, jpg, png).",
)
NO_CODE = T(
    "校验码应为 12 位字母和数字，如 7K3M-Q0ZT-4WXA，印在每页页脚；请核对后重新输入。",
    "The version code is 12 letters and digits such as 7K3M-Q0ZT-4WXA, printed at the foot of each page.",
)
UNREAD = T(
    "扫描件上没有读到页脚的二维码。文件已保存，请在“页脚校验码”中照纸面输入 12 位校验码；或重新扫描（每页完整、"
    "不低于 150 dpi）后再传。",
    "No QR was found at the foot of the scan's pages. The file is kept: type the printed 12-sign code, or scan it "
    "again (whole pages, 150 dpi or more).",
)


class PrintForm(PayloadForm):
    """A print of the version as it stands; `paper` is what `papers.printing.prepare` has kept."""

    paper = forms.CharField(widget=forms.HiddenInput, error_messages=required("请从打印页面打印。", "Print it there."))

    def clean_paper(self) -> dict[str, Any]:
        """What was prepared, if it still is the draft's version."""
        try:
            told = printing.prepared(self.cleaned_data["paper"])
        except BadSignature:
            raise ValidationError(str(STALE)) from None
        assert self.doing is not None
        case = self.doing.subject
        if told["case"] != str(case.pk) or told["code"] != version_of(case).code:
            raise ValidationError(str(STALE))
        return told


class LetterFields(forms.Form):
    """The letter an application is reported under, as the office wrote it; may be given later."""

    document = forms.CharField(
        label=T("上报文文号", "Number of the letter"),
        required=False,
        max_length=80,
        help_text=T(
            "照公文填写，如“惠城工信〔2025〕12号”；还没有文号的可以留空，以后补登。",
            "As the office wrote it; may be left blank and added later.",
        ),
    )
    dated = day(T("上报文日期", "Date of the letter"), required=False)

    def clean(self) -> dict[str, Any] | None:
        """A date alone names no letter."""
        entered = super().clean()
        if self.cleaned_data.get("dated") and not self.cleaned_data.get("document"):
            self.add_error("document", str(T("填了日期，请同时填写文号。", "Give the number along with the date.")))
        return entered


class SealedForm(LetterFields, PayloadForm):
    """A scan of the sealed copy. Its version is read from the QR at the foot of its pages, or from the code typed."""

    field_order = ("scan", "code", "anyway", "document", "dated")
    scan = EvidenceField(
        label=T("盖章件扫描件", "Scan of the sealed copy"),
        help_text=T(
            "PDF 或照片。可以只扫描盖章页，也可以扫描全书；系统读取页脚二维码核对版本。",
            "PDF or photograph, of the sealed pages or of the whole set; the QR at the foot tells the version.",
        ),
    )
    code = forms.CharField(
        label=T("页脚校验码", "Version code"),
        required=False,
        max_length=40,
        help_text=T("二维码读不出时才需填写，照纸面输入 12 位。", "Only where the QR cannot be read: the 12 signs."),
    )
    anyway = forms.BooleanField(
        label=T(
            "盖章件不是现在的版本，仍按它登记（提交时会提示不一致）",
            "It is not the present version; register it all the same (there is a warning when handing in)",
        ),
        required=False,
    )

    def clean_code(self) -> str:
        """The code in its one written form."""
        typed = self.cleaned_data["code"].strip()
        if typed and not normal(typed):
            raise ValidationError(str(NO_CODE))
        return normal(typed)

    def clean(self) -> dict[str, Any] | None:
        """Finds the version the scan shows and holds it against the draft; every fault with what to do."""
        super().clean()
        entered: dict[str, Any] = self.cleaned_data
        file = entered.get("scan")
        if not file or "code" not in entered or self.doing is None:
            return entered
        if ending_of(file["name"]) not in sealed.TAKEN:
            self.add_error("scan", str(NO_SCAN))
            return entered
        found = sealed.scan(file)
        if (code := self.shown(found, entered["code"])) is None:
            return entered
        self.compare(code, version_of(self.doing.subject))
        entered |= {"shown": code, "read": "qr" if found.seen else "typed", "pages": found.pages}
        return entered

    def shown(self, found: Scan, typed: str) -> str | None:
        """The one version a scan shows; `None` once it was said why there is none."""
        assert self.doing is not None
        own = self.doing.subject.number
        others = sorted({seen.number for seen in found.seen} - {own})
        codes = {seen.code: seen.page for seen in reversed(found.seen) if seen.number == own}
        if others:
            self.add_error("scan", str(foreign(found, others[0], own)))
        elif len(codes) > 1:
            self.add_error("scan", str(mixed(codes)))
        elif codes and typed and typed not in codes:
            self.add_error("code", str(unlike(typed, next(iter(codes)))))
        elif not codes and not typed:
            self.add_error("scan" if found.pages else "code", str(UNREAD))
        else:
            return next(iter(codes), typed)
        return None

    def compare(self, code: str, now: Version) -> None:
        """Says what changed when the version is another than the draft's, unless it is wanted all the same."""
        assert self.doing is not None
        case = self.doing.subject
        known, printed = sealed.latest_of(case, code, now)
        if not known:
            self.add_error("code" if self.cleaned_data["code"] else "scan", str(unknown(code)))
        elif code != now.code and not self.cleaned_data.get("anyway"):
            self.add_error("scan", str(outdated(code, now.code, sealed.since(case, printed, now))))


class DocumentForm(LetterFields, PayloadForm):
    """The letter of the sealed copy that stands."""

    def prepare(self) -> None:
        """Here it is what the act is about."""
        self.fields["document"].required = True
        self.fields["document"].error_messages["required"] = str(T("请填写上报文文号。", "Give the letter's number."))


def foreign(found: Scan, other: str, own: str) -> Text:
    """A page of another application."""
    page = next(seen.page for seen in found.seen if seen.number == other)
    return Text(
        f"扫描件第 {page} 页是申报 {other} 的打印稿，本申报是 {own}。请核对文件后重新上传。",
        f"Page {page} of the scan is of application {other}, this one is {own}. Check the file and upload it again.",
    )


def mixed(codes: dict[str, int]) -> Text:
    """Pages of several versions in one scan."""
    named = sorted(codes.items(), key=lambda each: each[1])[:MOST_NAMED]
    return Text(
        "扫描件混有不同版本的页："
        + "；".join(f"第 {page} 页起为 {code}" for code, page in named)
        + "。盖章件应为同一次打印的稿件，请重新扫描。",
        "The scan holds pages of several versions: "
        + "; ".join(f"from page {page} {code}" for code, page in named)
        + ". Scan one print only.",
    )


def unlike(typed: str, read: str) -> Text:
    """The code typed is not the one on the page."""
    return Text(
        f"输入的校验码 {typed} 与扫描件二维码读出的 {read} 不同。请核对；以二维码为准的，清空此项即可。",
        f"The code typed is {typed}, the QR says {read}. Check it; leave the field blank to take the QR's.",
    )


def unknown(code: str) -> Text:
    """A code that no version of this application has."""
    return Text(
        f"本申报没有打印过校验码为 {code} 的版本。请核对校验码和文件；不是本申报的盖章件，请重新打印盖章。",
        f"No version with the code {code} was printed of this application. Check the code and the file.",
    )


def outdated(code: str, now: str, found: list[Text]) -> Text:
    """The sealed copy is of another version: exactly what changed since, and the two ways on."""
    told = sealed.listed(found)
    return Text(
        f"盖章件是校验码 {code} 的版本，申报内容现在是 {now}{told.zh}。请按现在的内容重新打印盖章；或将上述改动改回后再"
        "上传；仍要按此件登记的，请勾选“仍按它登记”。",
        f"The sealed copy is version {code}, the draft is {now} now{told.en}. Print and seal it anew, or undo these "
        "changes and upload again; to register it all the same, tick the box.",
    )

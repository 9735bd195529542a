"""What the province enters for the list, for changes while it is on notice, for the announcement (Article 14(三))."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.law.citation import numeral
from jiqun.notices.forms.notice import NoticeForm, ScreenedForm
from jiqun.notices.models import Announcement
from jiqun.recognition.forms.notice import OfTemplate
from jiqun.recognition.forms.screening import AcknowledgedForm
from jiqun.recognition.forms.words import T, day, required, text, without_rank_or_score
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries import notice as notices
from jiqun.recognition.queries.notice_text import STEPS, round_title
from jiqun.recognition.queries.parameters import VALIDITY_YEARS, cited, parameter
from jiqun.register.levels import PROVINCIAL
from jiqun.register.terms import term_end
from jiqun.standards import province

DOCUMENT = re.compile(r"\S{1,30}〔\d{4}〕\d{1,5}号")


class PromoteForm(OfTemplate):
    """Putting up the first of the reserve: why, and a notice of its own."""

    promoted = True
    listed_states = ("reserve",)
    application = forms.ChoiceField(label=T("递补的集群", "The cluster put up"), required=False)
    reason = text(T("递补理由", "Reason"), limit=500, rows=3, missing=T("请写明递补理由。", "Say why it is put up."))
    field_order: tuple[str, ...] = ("application", "reason", *NoticeForm.field_order)

    def prepare(self) -> None:
        """Offers the first of the reserve, and begins the text of its notice."""
        self.first: Application | None = None
        if self.doing is not None and self.doing.subject is not None:
            reserve = queries.in_state(self.doing.subject, "reserve")
            self.first = first = min(reserve, key=lambda row: row.reserve_rank or 0, default=None)
            field = self.fields["application"]
            field.choices = [(str(first.pk), first.cluster.name)] if first else []  # type: ignore[attr-defined]
            field.initial = str(first.pk) if first else None
        super().prepare()

    def listed(self, case: Case) -> list[Application]:
        """The one that is put up."""
        return [self.first] if self.first is not None else []

    def clean_application(self) -> str:
        """The first of the reserve and no other; said even when nothing was chosen, for the record."""
        given: str = self.cleaned_data["application"]
        return given or (str(self.first.pk) if self.first else "")


class TakeOffForm(PayloadForm):
    """Which cluster comes off the list, on what ground, and why."""

    application = forms.ChoiceField(
        label=T("集群", "Cluster"), error_messages=required("请选择集群。", "Choose the cluster.")
    )
    ground = forms.ChoiceField(
        label=T("事由", "Ground"),
        choices=(("objection", T("异议成立", "An objection was upheld")), ("facts", T("核查发现新情况", "New facts"))),
        widget=forms.RadioSelect,
        error_messages=required("请选择事由。", "Choose the ground."),
    )
    objection = forms.ChoiceField(label=T("成立的异议", "The objection upheld"), required=False)
    reason = text(T("理由", "Reason"), limit=1000, missing=T("请写明理由。", "Say why."))

    def prepare(self) -> None:
        """Offers what is on the list, and the objections upheld."""
        self.upheld: list[tuple[str, str, str]] = []
        if self.doing is None or self.doing.subject is None:
            return
        self.upheld = notices.upheld_objections(self.doing.subject)
        listed = [(str(row.pk), row.cluster.name) for row in queries.in_state(self.doing.subject, "listed")]
        self.fields["application"].choices = [("", T("请选择", "Choose")), *listed]  # type: ignore[attr-defined]
        self.fields["objection"].choices = [  # type: ignore[attr-defined]
            ("", T("无", "none")),
            *((number, f"{number} {title}") for number, _, title in self.upheld),
        ]

    def clean_reason(self) -> str:
        """The letter tells it."""
        return without_rank_or_score(self.cleaned_data["reason"])

    def clean(self) -> dict[str, Any]:
        """An upheld objection is named, and it is about this cluster."""
        data = super().clean() or {}
        if data.get("ground") != "objection":
            return data
        if (data.get("objection"), data.get("application")) not in {(n, pk) for n, pk, _ in self.upheld}:
            self.add_error(
                "objection",
                T(
                    "请选择对该集群已答复为“成立”的异议；没有的，事由请选“核查发现新情况”。",
                    "Choose an objection to this cluster that was answered as upheld; else the ground is new facts.",
                ),
            )
        return data


class AnnounceForm(AcknowledgedForm, ScreenedForm):
    """The announcement: its number (given by the office, never made up here), dates, text."""

    document = forms.CharField(
        label=T("发文字号", "Document number"),
        max_length=80,
        help_text=T(
            "按本单位公文系统取得的字号填写，如 某工信服务函〔2025〕1号；系统不编号。",
            "As your own document office gave it; the system makes none up.",
        ),
        error_messages=required("请填写发文字号。", "Give the document number."),
    )
    batch = forms.CharField(
        label=T("批次名称", "Name of the batch"), max_length=60, error_messages=required("请填写批次名称。", "Name it.")
    )
    title = forms.CharField(label=T("标题", "Title"), max_length=200, error_messages=required("请填写标题。", "Title."))
    text = text(T("正文", "Text"), limit=8000, rows=8, missing=T("请填写正文。", "Write the text."))
    announced_on = day(T("公布日期", "Announced on"))
    valid_from = day(
        T("有效期起始日", "In force from"),
        help_text=T(
            "由本次决定确定；截止日为起始日加三年减一日（{A15}）。",
            "Set by this decision; it ends three years less a day later ({A15}).",
        ),
    )
    announced = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = (
        "document",
        "batch",
        "title",
        "text",
        "announced_on",
        "valid_from",
        "screened",
        "screened_on",
    )

    def prepare(self) -> None:
        """The statement about this announcement, and the text begun from what is on record."""
        statement = self.fields["screened"]
        statement.label = T(
            "公布前已再次核查拟认定集群及其企业近三年有无{A13.1}所列情形",
            "Before the announcement the clusters and their firms were searched again for what {A13.1} names",
        )
        if self.doing is None or self.doing.subject is None or self.is_bound:
            return
        case: Case = self.doing.subject
        of = Round.objects.select_related("case").get(pk=case.pk)
        number = len(notices.announceable(case))
        name, years = f"{round_title(of)}{province.here().designation.zh}", numeral(parameter(of, VALIDITY_YEARS))
        self.initial.setdefault("batch", round_title(of))
        self.initial.setdefault("title", f"关于公布{name}名单的通告")
        self.initial.setdefault(
            "text",
            f"根据{cited(of)}，{STEPS}、公示等程序，现认定{number}个集群为{name}，有效期{years}年。",
        )

    def clean_announced(self) -> str:
        """The applications that this announcement recognises, as they stood when it was prepared."""
        given: str = self.cleaned_data["announced"]
        if given or self.doing is None or self.doing.subject is None:
            return given
        return " ".join(str(pk) for pk in notices.announceable(self.doing.subject))

    def clean_document(self) -> str:
        """A number as document offices give them."""
        found: str = self.cleaned_data["document"].strip()
        if not DOCUMENT.fullmatch(found):
            raise forms.ValidationError(
                T("发文字号请写成 某工信服务函〔2025〕1号 的样式。", "Write it like 某工信服务函〔2025〕1号.")
            )
        return found

    def clean_batch(self) -> str:
        """A batch is announced once."""
        found: str = self.cleaned_data["batch"].strip()
        if Announcement.objects.public().filter(level=PROVINCIAL, batch=found).exists():
            raise forms.ValidationError(
                T(f"“{found}”已经公布过，请核对批次名称。", f"“{found}” was announced already; check the name.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        """Not before the notices were over, not on a day to come; searched again since."""
        data = super().clean() or {}
        if self.doing is None or self.doing.subject is None:
            return data
        today = self.doing.today
        notices = queries.standing(self.doing.subject).notices
        ends = [notice.ends_on for notice in notices if notice.ends_on]
        self.check_announced_on(data.get("announced_on"), today, max(ends, default=None))
        starts = [notice.starts_on for notice in notices if notice.starts_on]
        screened = data.get("screened_on")
        if screened is not None and starts and screened < min(starts):
            self.add_error(
                "screened_on",
                T("请在公示开始之后再次核查，填写那次核查的日期。", "Search again after the notice began."),
            )
        if (start := data.get("valid_from")) is not None:
            of = Round.objects.select_related("case").get(pk=self.doing.subject.pk)
            data["valid_to"] = term_end(start, parameter(of, VALIDITY_YEARS))
        return data

    def check_announced_on(self, announced: date | None, today: date, last_end: date | None) -> None:
        """The day of the announcement lies after every period and is not to come."""
        if announced is None:
            return
        if announced > today:
            self.add_error("announced_on", T("公布日期不能晚于今天。", "It cannot be a day to come."))
        if last_end is not None and announced <= last_end:
            self.add_error(
                "announced_on",
                T(f"公布日期应在公示期满（{last_end:%Y-%m-%d}）之后。", f"Only after {last_end:%Y-%m-%d}."),
            )


class SupplementForm(AnnounceForm):
    """The announcement of those held back: of the same batch, with a number, a day and a term of its own."""

    def prepare(self) -> None:
        """The batch is the one announced before."""
        super().prepare()
        self.fields["batch"].disabled = True
        if self.doing is not None and self.doing.subject is not None:
            before = Announcement.objects.filter(pk=self.doing.subject.pk).first()
            self.initial["batch"] = before.batch if before else ""

    def clean_batch(self) -> str:
        """It joins the batch that was announced."""
        batch: str = self.cleaned_data["batch"]
        return batch


class CloseForm(PayloadForm):
    """Why a round ends without a recognition."""

    reason = text(T("理由", "Reason"), limit=1000, missing=T("请写明理由。", "Say why."))

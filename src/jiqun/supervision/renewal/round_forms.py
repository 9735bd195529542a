"""What the province enters for a renewal round: its window, whom it covers, its call, its results."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import day_of
from jiqun.casework.procedure import PayloadForm
from jiqun.notices.forms.editions import CorrectionForm
from jiqun.notices.forms.notice import NoticeForm
from jiqun.notices.models import Notice
from jiqun.supervision.models import RenewalRound
from jiqun.supervision.renewal import announcing, covering, lines, resting
from jiqun.web.fields import T, day, line, text

DOCUMENT = re.compile(r"\S{1,30}〔\d{4}〕\d{1,5}号")
BAD_DOCUMENT = T("文号请按“某工信函〔2026〕12号”的格式填写。", "Write the number like 某工信函〔2026〕12号.")
NOT_A_DAY_TO_COME = T("日期不能晚于今天。", "It cannot be a day to come.")


def document(value: str) -> str:
    """A document number as the office gives it. Raises `ValidationError`."""
    if value and not DOCUMENT.fullmatch(value):
        raise forms.ValidationError(BAD_DOCUMENT)
    return value


class RoundForm(PayloadForm):
    """The window of terms, the dates of counties and prefectures, and the text of the call."""

    ends_from = day(
        T("有效期届满：自", "Terms that end from"),
        help_text=T(
            "按有效期止日确定复核范围，届满前后均可开展；下一步逐个确认。",
            "The scope follows the last day of the terms, before or after it; each is confirmed next.",
        ),
    )
    ends_to = day(T("有效期届满：至", "to"))
    county_deadline = day(T("县级申请截止日", "Counties apply by"))
    prefecture_deadline = day(T("市级报送截止日", "Prefectures report by"))
    call = text(
        T("通知正文", "Text of the call"),
        limit=8000,
        rows=8,
        help_text=T(
            "复核范围、时间安排和依据由系统自动列入通知，正文不必重复。",
            "Scope, dates and the basis are added from this page; do not repeat them.",
        ),
    )

    def prepare(self) -> None:
        """The draft as it stands, when it is amended."""
        if self.is_bound or self.doing is None or self.doing.subject is None:
            return
        row = RenewalRound.objects.get(pk=self.doing.subject.pk)
        standing = {
            "ends_from": row.ends_from,
            "ends_to": row.ends_to,
            "county_deadline": day_of(row.county_deadline),
            "prefecture_deadline": day_of(row.prefecture_deadline),
            "call": row.call,
        }
        self.initial = {**standing, **self.initial}

    def clean(self) -> dict[str, Any]:
        """The days follow one another."""
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("ends_from"), data.get("ends_to")
        if first and last and last < first:
            self.add_error("ends_to", T("止日不能早于起日。", "It cannot end before it begins."))
        county, prefecture = data.get("county_deadline"), data.get("prefecture_deadline")
        if county and prefecture and prefecture < county:
            said = T("市级报送截止日不能早于县级申请截止日。", "Prefectures cannot report before counties apply.")
            self.add_error("prefecture_deadline", said)
        if county and self.doing is not None and county <= self.doing.today:
            self.add_error("county_deadline", T("县级申请截止日须晚于今天。", "It has to lie ahead of today."))
        return data


class CoverForm(PayloadForm):
    """Which recognitions of the window the round covers; leaving one out has its reason."""

    recognitions = forms.MultipleChoiceField(
        label=T("列入复核的集群", "Clusters covered"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": T("请至少选择一个集群。", "Choose at least one."),
            "invalid_choice": T(
                "所选集群不在本批次的有效期范围内，或已列入其他批次、已撤销。",
                "One chosen is outside the window, covered by another round, or revoked.",
            ),
        },
    )
    left_out = text(T("未列入的理由", "Why others are left out"), limit=1000, rows=3, required=False)

    def prepare(self) -> None:
        """Every recognition of the window, all of them chosen at first."""
        self.found: list[Any] = []
        if self.doing is None or self.doing.subject is None:
            return
        row = RenewalRound.objects.get(pk=self.doing.subject.pk)
        self.found = covering.ending(row.ends_from, row.ends_to, self.doing.subject)
        choices = [(str(each.pk), lines.choice(each)) for each in self.found]
        self.fields["recognitions"].choices = choices  # type: ignore[attr-defined]
        if not self.found:
            self.fields["recognitions"].help_text = T(
                "没有省级认定的有效期在此期间届满；请修改批次的有效期范围。",
                "No provincial term ends within the window; change the window.",
            )
        if not self.is_bound:
            chosen = [str(pk) for pk in row.covered.values_list("recognition", flat=True)]
            self.initial.setdefault("recognitions", chosen or [pk for pk, _ in choices])
            self.initial.setdefault("left_out", row.left_out)

    def clean(self) -> dict[str, Any]:
        """Who is left out is left out for a reason."""
        data: dict[str, Any] = super().clean() or {}
        chosen = data.get("recognitions")
        if chosen is not None and len(chosen) < len(self.found) and not data.get("left_out"):
            n = len(self.found) - len(chosen)
            self.add_error(
                "left_out",
                T(
                    f"有 {n} 个有效期在此期间届满的集群未列入，请写明理由。",
                    f"{n} of the window are left out: say why.",
                ),
            )
        return data


class CallForm(PayloadForm):
    """Number and day of the call."""

    document = line(
        T("文号", "Document number"),
        required=False,
        help_text=T("由办公系统编发；未编发的可以不填。", "As the office gave it; blank until it has."),
    )
    issued_on = day(T("印发日期", "Issued on"))

    def prepare(self) -> None:
        """Today by default."""
        if self.doing is not None and not self.is_bound:
            self.initial.setdefault("issued_on", self.doing.today)

    def clean_document(self) -> str:
        """As the office writes it."""
        return document(self.cleaned_data["document"])

    def clean_issued_on(self) -> date:
        """Not a day to come; a measure is in force on it."""
        found: date = self.cleaned_data["issued_on"]
        if self.doing is not None:
            if found > self.doing.today:
                raise forms.ValidationError(NOT_A_DAY_TO_COME)
            if found < day_of(self.doing.subject.opened_at):
                raise forms.ValidationError(T("不能早于本批次建立之日。", "It cannot lie before the draft."))
        return found


class ReasonForm(PayloadForm):
    """Why."""

    reason = text(T("理由", "Reason"), limit=1000, rows=3)


class RenewalNoticeForm(NoticeForm):
    """The notice of those proposed to pass; its text begins from the template."""

    def prepare(self) -> None:
        """The text by the template, and for whom incidents are searched once more."""
        self.template: dict[str, Any] = {"revision": 0, "title": "", "body": ""}
        self.of: RenewalRound | None = None
        if self.doing is not None and self.doing.subject is not None:
            self.of = RenewalRound.objects.select_related("case").get(pk=self.doing.subject.pk)
            rows = lines.in_state(self.of, "proposed")
            self.listed = [lines.item(row) for row in rows]
            self.template = announcing.template(self.of, len(rows))
            if not self.is_bound:
                authority = self.doing.by.authority
                self.initial.setdefault("title", self.template["title"])
                self.initial.setdefault("body", self.template["body"])
                self.initial.setdefault("contact", authority.body if authority else "")
                self.initial.setdefault("planned_on", self.doing.today)
        super().prepare()

    def required_days(self) -> int:
        """As the measure says for this round."""
        assert self.of is not None
        return resting.notice_days(self.of)

    def items(self) -> list[dict[str, Any]]:
        """The list as it will be published."""
        return self.listed if self.of is not None else []


class RenewalCorrectionForm(CorrectionForm):
    """A correction of a published notice; its lines are taken anew from the register."""

    def items(self, notice: Notice) -> list[dict[str, Any]]:
        """The same clusters, as the register names them now."""
        assert self.doing is not None
        now = lines.items_now(self.doing.subject)
        return [now.get(each["case"], each) for each in notice.items]


class AnnounceForm(PayloadForm):
    """Number, day, title and text of the announced results; `announced` are the matters it is about."""

    announced = forms.CharField(widget=forms.HiddenInput, required=False)
    document = line(
        T("文号", "Document number"), error_messages={"required": T("请填写文号。", "Give the document number.")}
    )
    announced_on = day(T("公布日期", "Announced on"))
    title = line(T("标题", "Title"), limit=200)
    text = text(T("正文", "Text"), rows=6)

    def prepare(self) -> None:
        """Those that may be decided now; the texts as they usually read."""
        self.ready: list[Any] = []
        if self.doing is None or self.doing.subject is None:
            return
        of = RenewalRound.objects.select_related("case").get(pk=self.doing.subject.pk)
        self.ready = announcing.ready(of, self.doing.now)
        self.initial.setdefault("announced", " ".join(str(row.pk) for row in self.ready))
        self.initial.setdefault("announced_on", self.doing.today)
        title, body = announcing.results_text(of, len(self.ready))
        self.initial.setdefault("title", title)
        self.initial.setdefault("text", body)

    def clean_announced(self) -> str:
        """Named by the page; a program that leaves it blank means all that are ready."""
        given: str = self.cleaned_data["announced"]
        return given or " ".join(str(row.pk) for row in self.ready)

    def clean_document(self) -> str:
        """As the office writes it."""
        return document(self.cleaned_data["document"])

    def clean_announced_on(self) -> date:
        """Not a day to come."""
        found: date = self.cleaned_data["announced_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(NOT_A_DAY_TO_COME)
        return found

    @property
    def warning(self) -> Any:
        """Who is renewed by it, until when."""
        said = [lines.choice(row.recognition) for row in self.ready]
        if not said:
            return None
        return T(
            "将作出复核通过决定：" + "；".join(t.zh for t in said), "Renewed by this: " + "; ".join(t.en for t in said)
        )

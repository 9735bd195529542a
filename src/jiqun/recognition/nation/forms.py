"""What is entered for a recommendation to the ministry (Article 12)."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.recognition.models import NationalCandidate, NationalRecommendation
from jiqun.recognition.nation import eligible
from jiqun.register.terms import term_end
from jiqun.standards import divisions
from jiqun.web.fields import line

OPINION = (
    "按照国家级中小企业特色产业集群认定工作要求，依据《促进中小企业特色产业集群发展暂行办法》（工信部企业〔2022〕119号），"
    "经审核，现推荐下列集群，材料真实、完整。"
)
RESULTS = (("", T("请选择", "Choose")), ("recognised", T("认定", "Recognised")), ("not", T("未认定", "Not recognised")))


class BeginForm(PayloadForm):
    """The call that is answered, and the quota it gives."""

    year = forms.IntegerField(
        label=T("年度", "Year"),
        min_value=2022,
        max_value=2100,
        error_messages=required("请填写年度。", "Give the year."),
    )
    call = line(
        T("国家申报通知名称和文号", "The ministry's call"),
        limit=120,
        error_messages=required("请填写通知名称和文号。", "Name the call."),
    )
    due_on = day(T("国家截止日期", "Due at the ministry"), required=False)
    quota = forms.IntegerField(
        label=T("推荐名额", "Quota"),
        min_value=1,
        max_value=100,
        error_messages=required("请填写名额。", "Give the quota."),
        help_text=T("超过名额的国家不予受理。", "What exceeds it is not accepted."),
    )

    def clean(self) -> dict[str, Any]:
        """One recommendation a call."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is not None and "call" in data and "year" in data:
            by: Any = self.doing.by
            direct = eligible.is_direct(by.authority)
            rows = NationalRecommendation.objects.filter(year=data["year"], call=data["call"], direct=direct)
            rows = rows.exclude(case__state="discarded")
            if (there := rows.select_related("case").first()) is not None:
                said = Text("该通知的推荐已在办（{number}）。", "The call is answered already ({number}).")
                raise forms.ValidationError(str(said.format(number=there.case.number)))
        return data


class OfCandidates(PayloadForm):
    """A form that knows the candidates of its matter."""

    candidates: list[NationalCandidate]

    def prepare(self) -> None:
        """The candidates in their order."""
        self.candidates = []
        if self.doing is not None and self.doing.subject is not None:
            rows = NationalCandidate.objects.filter(recommendation=self.doing.subject.pk)
            self.candidates = list(rows.select_related("cluster").order_by("position"))
        self.fit()

    def fit(self) -> None:
        """Fits the fields to them."""


class AddForm(OfCandidates):
    """A cluster that may be recommended, and why it is."""

    cluster = forms.ChoiceField(
        label=T("集群", "Cluster"),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T(
                "该集群不能列入：须持有有效的省级认定、尚非国家级且未列入其他推荐（{A12}）。",
                "It takes a provincial recognition in force, no national one, and no place on another list.",
            ),
        },
    )
    reason = text(T("推荐理由", "Why"), limit=1000, missing=T("请写明推荐理由。", "Say why."))

    def fit(self) -> None:
        """Those that may be put on the list."""
        if self.doing is None or self.doing.subject is None:
            return
        found = eligible.clusters(self.doing.subject.authority, self.today)
        self.fields["cluster"].choices = [("", T("请选择", "Choose"))] + [  # type: ignore[attr-defined]
            (str(each.pk), f"{each.name}（{divisions.full_name(each.authority_id)}）") for each in found
        ]


class TakeOffForm(OfCandidates):
    """A candidate, and why it leaves the list."""

    cluster = forms.ChoiceField(
        label=T("集群", "Cluster"), error_messages=required("请选择集群。", "Choose the cluster.")
    )
    reason = text(T("理由", "Reason"), limit=500, rows=3, missing=T("请写明理由。", "Say why."))

    def fit(self) -> None:
        """Those on the list."""
        self.fields["cluster"].choices = [  # type: ignore[attr-defined]
            (str(each.cluster_id), each.cluster.name) for each in self.candidates
        ]


class OrderForm(OfCandidates):
    """The place of every candidate, each given once. Cleaned, `order` holds cluster ids by place."""

    def fit(self) -> None:
        """One number a candidate."""
        for each in self.candidates:
            self.fields[f"place_{each.cluster_id}"] = forms.IntegerField(
                label=T(each.cluster.name, each.cluster.name),
                min_value=1,
                max_value=len(self.candidates),
                initial=each.position,
                error_messages=required("请填写位次。", "Give the place."),
            )

    def clean(self) -> dict[str, Any]:
        """Each place once."""
        given = {str(each.cluster_id): self.cleaned_data.get(f"place_{each.cluster_id}") for each in self.candidates}
        if not given:
            raise forms.ValidationError(T("还没有候选集群。", "There is no candidate."))
        if None not in given.values() and len(set(given.values())) < len(given):
            raise forms.ValidationError(T("每个位次只给一个集群。", "Each place is given once."))
        return {"order": sorted(given, key=lambda pk: given[pk] or 0)}


class AttachForm(OfCandidates):
    """A file of the package: of one candidate, or of all."""

    cluster = forms.ChoiceField(label=T("所属集群", "Of which cluster"), required=False)
    file = EvidenceField(label=T("文件", "File"))

    def fit(self) -> None:
        """Those on the list."""
        self.fields["cluster"].choices = [  # type: ignore[attr-defined]
            ("", T("全部（综合材料）", "All of them")),
            *((str(each.cluster_id), each.cluster.name) for each in self.candidates),
        ]


class SendForm(PayloadForm):
    """The opinion of the letter."""

    opinion = text(
        T("推荐意见", "Opinion"), rows=5, initial=OPINION, missing=T("请填写推荐意见。", "Write the opinion.")
    )


class ReasonForm(PayloadForm):
    """Why."""

    reason = text(T("理由", "Reason"), limit=500, rows=3, missing=T("请写明理由。", "Say why."))


class ResultsForm(OfCandidates):
    """What the ministry decided on each candidate, on what document, for what term. Cleaned, `results` by cluster."""

    batch = line(T("国家批次名称", "Batch"), limit=60, error_messages=required("请填写批次名称。", "Name the batch."))
    document = line(
        T("国家文件名称和文号", "The ministry's document"),
        limit=80,
        error_messages=required("请填写文件名称和文号。", "Name the document."),
    )
    dated_on = day(T("公布日期", "Announced on"))
    valid_from = day(T("有效期起", "In force from"), required=False)
    valid_to = day(
        T("有效期止", "In force until"),
        required=False,
        help_text=T("留空则按三年计算。", "Three years where it is blank."),
    )
    file = EvidenceField(label=T("国家文件", "The document"))

    def fit(self) -> None:
        """One choice a candidate."""
        for each in self.candidates:
            self.fields[f"result_{each.cluster_id}"] = forms.ChoiceField(
                label=T(each.cluster.name, each.cluster.name),
                choices=RESULTS,
                error_messages=required("请选择结果。", "Choose the result."),
            )

    def clean(self) -> dict[str, Any]:
        """A term where anything was recognised."""
        data: dict[str, Any] = self.cleaned_data
        data["results"] = {str(each.cluster_id): data.get(f"result_{each.cluster_id}", "") for each in self.candidates}
        start, end = data.get("valid_from"), data.get("valid_to")
        if "recognised" in data["results"].values() and start is None and "valid_from" not in self.errors:
            self.add_error("valid_from", T("有认定的集群，请填写有效期起始日。", "Give the first day of the term."))
        if start is not None and end is None:
            data["valid_to"] = term_end(start)
        if start is not None and end is not None and end < start:
            self.add_error("valid_to", T("有效期止早于有效期起。", "The term ends before it begins."))
        if self.doing is not None and data.get("dated_on") and data["dated_on"] > self.today:
            self.add_error("dated_on", T("公布日期不能晚于今天。", "It cannot be a day to come."))
        return data

"""What the county enters for the acts of an application."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.authorities.hours import deadline_phrase
from jiqun.bilingual import Text, listing
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.facts.errors import FactError
from jiqun.facts.workbook.problems import Reading
from jiqun.forms.fields import split_codes, strategic_choices
from jiqun.forms.widgets import IndustryInput
from jiqun.law import LawError
from jiqun.recognition.acts.filing.guards import open_rounds
from jiqun.recognition.acts.filing.importing import facts_of_workbook, reading_of
from jiqun.recognition.forms.words import T, required, text
from jiqun.recognition.papers import sealed
from jiqun.recognition.queries import forwarding
from jiqun.recognition.queries.corrections import items
from jiqun.recognition.queries.filing import beside_fields, precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import Cluster
from jiqun.register.rosters import too_long
from jiqun.standards import industries


class StartForm(PayloadForm):
    """An application: `round` (case id), `cluster` (id, blank for a new one), and for a new one `name`,
    `lead_codes`, `niche`, `strategic`."""

    round = forms.ChoiceField(
        label=T("认定批次", "Round"), error_messages=required("请选择认定批次。", "Choose the round.")
    )
    cluster = forms.ChoiceField(
        label=T("集群", "Cluster"),
        required=False,
        help_text=T(
            "本单位已登记的集群直接选择；新集群选“新登记”并填写以下各项。",
            "Choose yours, or fill in a new one.",
        ),
    )
    name = forms.CharField(
        label=T("新集群名称", "Name of the new cluster"),
        required=False,
        max_length=80,
        help_text=T(
            "新登记必填：县（市、区、镇街、功能区）名＋主导产业＋产业集群。",
            "For a new one: place + lead industry + 产业集群.",
        ),
    )
    lead_codes = forms.CharField(
        label=T("主导产业代码", "Lead industry codes"),
        required=False,
        max_length=60,
        widget=IndustryInput,
        help_text=T(
            "新登记必填：GB/T 4754-2017，2 至 4 位，多个用“、”隔开。输入行业名称或代码即列出可选的大类、中类。",
            "For a new one: GB/T 4754-2017, 2 to 4 digits, joined by 、. Type a name or code for a list.",
        ),
    )
    niche = forms.CharField(
        label=T("细分领域", "Sub-sector"),
        required=False,
        max_length=60,
        help_text=T("新登记必填。", "For a new one."),
    )
    strategic = forms.ChoiceField(
        label=T("对应省战略性产业集群或未来产业", "Strategic cluster or future industry"),
        required=False,
        help_text=T("新登记必填（{A4}）。", "For a new one ({A4})."),
    )

    def prepare(self) -> None:
        """The rounds that are open and the clusters of the applicant."""
        for name in ("cluster", "name", "lead_codes", "niche", "strategic"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]  # needed or not: its help says when
        self.fields["strategic"].choices = strategic_choices()  # type: ignore[attr-defined]
        if self.doing is None or self.doing.by.authority is None:
            return
        forwarded = forwarding.closings(self.doing.by.authority)
        rounds = [
            (row, forwarded.get(row.pk, row.county_deadline))
            for row in open_rounds(self.doing.now)
            if self.doing.now < forwarded.get(row.pk, row.county_deadline)
        ]
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            (str(row.pk), Text(
                f"{row.case.title}（{deadline_phrase(closes).zh}截止）",
                f"{row.case.title} (until {deadline_phrase(closes).en})",
            ))
            for row, closes in rounds
        ]  # fmt: skip
        own = Cluster.objects.filter(authority=self.doing.by.authority.code).order_by("name").values_list("pk", "name")
        self.fields["cluster"].choices = [  # type: ignore[attr-defined]
            ("", T("新登记一个集群", "A new cluster")),
            *((str(pk), name) for pk, name in own),
        ]

    def clean_lead_codes(self) -> str:
        """Codes of the standard."""
        codes = split_codes(self.cleaned_data["lead_codes"])
        if wrong := [said for code in codes for said in industries.problems(code)]:
            raise ValidationError(wrong)
        return "、".join(codes)

    def clean(self) -> dict[str, Any]:
        """A new cluster has its name, its industry and its place among the strategic ones."""
        data: dict[str, Any] = self.cleaned_data
        if not data.get("cluster") and "cluster" in data:
            needs = {
                "name": T("新登记集群须填写名称。", "Name the new cluster."),
                "lead_codes": T("新登记集群须填写主导产业代码。", "Give the lead industry's codes."),
                "niche": T("新登记集群须填写细分领域。", "Give the sub-sector."),
                "strategic": T("请选择对应的产业集群或未来产业（{A4}）。", "Choose it ({A4})."),
            }
            for name, sentence in needs.items():
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data


class RosterForm(PayloadForm):
    """The roster workbook: `workbook`, an upload or what was stored before. `problems` are shown in a table."""

    workbook = EvidenceField(
        label=T("企业名册工作簿（.xlsx）", "Roster workbook (.xlsx)"),
        help_text=T(
            "用系统导出的模板填写；有一处错误即全部不导入。",
            "Made from the template; one error and nothing is imported.",
        ),
    )
    reading: Reading | None = None

    def clean_workbook(self) -> Any:
        """Reads it apart from the database; every error at once, nothing half imported."""
        assert self.doing is not None
        file = self.cleaned_data["workbook"]
        if not file["name"].lower().endswith(".xlsx"):
            raise ValidationError(
                T("名册须为 .xlsx 工作簿，请用系统模板填写。", "The roster is an .xlsx made from the template.")
            )
        application = application_of(self.doing.subject)
        self.reading = reading = reading_of(file["sha256"], application.round.closes_on)
        if reading.roster is None:
            raise ValidationError([T(str(p.sentence.zh), p.sentence.en) for p in reading.errors])
        base, wanted = reading.roster.cluster.base_year, application.round.base_year
        if base != wanted:
            raise ValidationError(
                T(
                    f"工作表“集群”的基准年为 {base}，本批次以 {wanted} 年为基准年，请改为 {wanted} 年并补齐数据。",
                    f"Sheet 集群 gives {base} as base year; this round looks at {wanted}.",
                )
            )
        if long := too_long(reading.roster):
            raise ValidationError([T(said.zh, said.en) for said in long])
        self.try_out(file["sha256"])
        return file

    def try_out(self, sha256: str) -> None:
        """What cannot be added up or assessed is said here, not in the middle of the act."""
        assert self.doing is not None
        row = application_of(self.doing.subject).round
        try:
            precheck.assess(facts_of_workbook(sha256, row.closes_on), row)
        except (FactError, LawError) as wrong:
            raise ValidationError(str(wrong)) from wrong


class SubmitForm(PayloadForm):
    """Handing in asks nothing more; the approver affirms the statement when signing."""

    @property
    def warning(self) -> Text | None:
        """A quota of the prefecture that is reached, a sealed copy that shows another version than what is handed in,
        figures that differ much without a reason; said to officer and approver, no bar.
        """
        if self.doing is None or self.doing.subject is None:
            return None
        subject = self.doing.subject
        remarks = (
            forwarding.quota_reached(subject, application_of(subject)),
            sealed.warning(subject),
            beside_fields.reminder(subject),
            unsettled(subject, self.doing.now),
        )
        told = [said for said in remarks if said is not None]
        return Text("".join(said.zh for said in told), " ".join(said.en for said in told)) if told else None


def unsettled(case: Case, now: datetime) -> Text | None:
    """Points of the notice that were neither changed nor answered; `None` when there are none."""
    if case.state != "correcting":
        return None
    application = application_of(case)
    asked = application.corrections.filter(notice=application.notices).order_by("pk")
    left = [point for point in items.points(case, asked, items.since_handed_in(case, now)) if not point.settled]
    if not left:
        return None
    names = listing([point.title for point in left])
    return Text(
        f"补正事项中有 {len(left)} 项既未改动也未答复：{names.zh}。",
        f"{len(left)} points of the notice were neither changed nor answered: {names.en}.",
    )


class WithdrawForm(PayloadForm):
    """Withdrawing asks why."""

    reason = text(T("撤回理由", "Reason"), missing=T("请写明撤回理由。", "Say why it is withdrawn."))

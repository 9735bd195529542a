"""What is entered for a self-assessment: whose, on which roster; the county's answers; what the prefecture says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.assessment import computing
from jiqun.cultivation.assessment.computing import Source
from jiqun.cultivation.models import LibraryEntry, SelfAssessment
from jiqun.evidence.fields import EvidenceField
from jiqun.facts.errors import FactError
from jiqun.facts.workbook.problems import Reading
from jiqun.law import load
from jiqun.law.errors import LawError
from jiqun.register.models import Cluster, RosterRevision
from jiqun.register.rosters import too_long
from jiqun.web.fields import T, text

NO_ROSTER = T(
    "该集群在登记中还没有企业名册，请上传名册工作簿。", "The register has no roster of it; upload the workbook."
)
NOT_XLSX = T("名册须为 .xlsx 工作簿，请用系统模板填写。", "The roster is an .xlsx made from the template.")


class RosterForm(PayloadForm):
    """A roster: `workbook`, or blank for the newest in the register. Cleaned, `revision` is the key of that one, blank
    for a workbook, and `base_year` the year that is assessed. `problems` of a workbook stand in `reading`."""

    workbook = EvidenceField(
        label=T("企业名册工作簿（.xlsx）", "Roster workbook (.xlsx)"),
        required=False,
        help_text=T(
            "不上传的，用登记中最新一版名册。工作簿用系统模板填写，有一处错误即全部不导入。",
            "Left blank, the newest roster of the register is taken. One error in a workbook and nothing is imported.",
        ),
    )
    reading: Reading | None = None

    def of(self) -> Cluster | None:
        """The cluster the roster is of."""
        subject = getattr(self.doing, "subject", None)
        return None if subject is None else Cluster.objects.get(pk=subject.cluster_id)

    def clean_workbook(self) -> Any:
        """Reads it apart from the database; every error at once, nothing half imported."""
        file = self.cleaned_data["workbook"]
        if not file:
            return None
        if not file["name"].lower().endswith(".xlsx"):
            raise ValidationError(NOT_XLSX)
        self.reading = reading = computing.reading_of(file["sha256"], computing.law_on(self.today)[1])
        if reading.roster is None:
            raise ValidationError([T(str(p.sentence.zh), p.sentence.en) for p in reading.errors])
        if long := too_long(reading.roster):
            raise ValidationError([T(said.zh, said.en) for said in long])
        return file

    def clean(self) -> dict[str, Any]:
        """What cannot be added up or assessed is said here, not in the middle of the act."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is None or self.errors or (cluster := self.of()) is None:
            return data
        data["revision"] = ""
        if not data.get("workbook"):
            newest = newest_of(cluster)
            if newest is None:
                self.add_error("workbook", NO_ROSTER)
                return data
            data["revision"] = str(newest.pk)
        try:
            data["base_year"] = computing.computed(source_of(data), self.today).base_year
        except (FactError, LawError) as wrong:
            self.add_error("workbook", str(wrong))
            return data
        self.fits(cluster, data["base_year"])
        return data

    def fits(self, cluster: Cluster, year: int) -> None:
        """The roster of a draft is of the year that is assessed."""
        assert self.doing is not None
        own = SelfAssessment.objects.get(pk=self.doing.subject.pk)
        if year != own.year:
            self.add_error(
                "workbook",
                T(
                    f"名册的基准年为 {year}，本次自评的是 {own.year} 年；请换用 {own.year} 年的名册，"
                    "或作废后另起一件自评。",
                    f"The roster's base year is {year}, this assessment is on {own.year}; take one of {own.year}, or "
                    "drop this one and begin another.",
                ),
            )


class BeginForm(RosterForm):
    """A self-assessment begins: `entry` (the key of a library entry of the county), and its roster."""

    entry = forms.ChoiceField(
        label=T("集群", "Cluster"),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T(
                "该集群不在本单位的培育库中，请先登记入库。", "It is not in the library of your county; enter it first."
            ),
        },
    )
    field_order = ("entry", "workbook")

    def prepare(self) -> None:
        """The county's own entries."""
        if self.doing is None:
            return
        rows = LibraryEntry.objects.active().filter(case__authority=self.doing.by.authority).select_related("cluster")
        named = [(str(row.pk), row.cluster.name) for row in rows.order_by("cluster__name")]
        self.fields["entry"].choices = [("", T("请选择", "Choose")), *named]  # type: ignore[attr-defined]

    def of(self) -> Cluster | None:
        """The cluster of the entry chosen."""
        key = self.cleaned_data.get("entry")
        return Cluster.objects.filter(library_entry=UUID(key)).first() if key else None

    def fits(self, cluster: Cluster, year: int) -> None:
        """One a year."""
        there = SelfAssessment.objects.filter(cluster=cluster, year=year, dropped=False).select_related("case").first()
        if there is None:
            return
        self.add_error(
            "workbook",
            T(
                f"该集群 {year} 年已有自评（{there.case.number}），一年一次；请继续办理该件，或上传新一年的名册。",
                f"There is one on {year} already ({there.case.number}), once a year; go on with it, or upload the "
                "roster of a newer year.",
            ),
        )


class AnswersForm(PayloadForm):
    """The county's answers on what a person judges: for each norm `said_…` in words and `met_…`, a tick.

    Cleaned, `answers` maps the norm's id to both; a draft may be kept in part.
    """

    def prepare(self) -> None:
        """Two fields for each norm, with what was answered before."""
        self.norms: list[tuple[str, str, Text, str]] = []
        if self.doing is None or self.doing.subject is None:
            return
        own = SelfAssessment.objects.get(pk=self.doing.subject.pk)
        self.norms = computing.judged(load(own.measure))
        for norm, _, title, quote in self.norms:
            before = own.judged.get(norm, {})
            self.fields[slot("said", norm)] = text(
                T(title.zh, title.en), limit=2000, rows=3, required=False, initial=before.get("said", "")
            )
            self.fields[slot("met", norm)] = forms.BooleanField(
                label=T("自评符合", "Met, by our own judgement"), required=False, initial=before.get("met", False)
            )
            self.fields[slot("said", norm)].help_text = T(f"“{quote}”", f"“{quote}”")

    def clean(self) -> dict[str, Any]:
        """A tick needs its words; the answers by norm."""
        data: dict[str, Any] = self.cleaned_data
        answers = {}
        for norm, _, title, _ in self.norms:
            said, met = data.pop(slot("said", norm), ""), bool(data.pop(slot("met", norm), False))
            if met and not said:
                self.add_error(
                    slot("said", norm),
                    T(
                        f"“{title.zh}”勾选了自评符合，请写明依据。",
                        f"“{title.en}” is ticked as met; say on what ground.",
                    ),
                )
            if said or met:
                answers[norm] = {"said": said, "met": met}
        data["answers"] = answers
        return data


def slot(kind: str, norm: str) -> str:
    """The name of a norm's field."""
    return f"{kind}_{norm.replace('.', '_')}"


class OpinionForm(PayloadForm):
    """What the prefecture says: `opinion`, which may be blank."""

    opinion = text(
        T("意见", "Opinion"),
        limit=2000,
        required=False,
        help_text=T(
            "可对短板和下一步工作提出意见；自评不作结论。", "On what is short and what to do; nothing is decided."
        ),
    )


class ReturnForm(PayloadForm):
    """Everything that has to be mended, at once: `reason`."""

    reason = text(
        T("需要修改的内容", "What has to be mended"),
        limit=2000,
        error_messages={"required": T("请写明需要修改的内容。", "Say what has to be mended.")},
    )


class DropForm(PayloadForm):
    """Why it is dropped: `reason`."""

    reason = text(T("理由", "Reason"), limit=1000, rows=3, error_messages={"required": T("请写明理由。", "Say why.")})


def newest_of(cluster: Cluster) -> RosterRevision | None:
    """The newest roster of a cluster in the register."""
    return RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()


def source_of(data: dict[str, Any] | Any) -> Source:
    """Where the roster that was cleaned is read from."""
    if data.get("revision"):
        return Source("revision", str(data["revision"]))
    return Source("workbook", data["workbook"]["sha256"])

"""What is entered for a library entry: the cluster, stages, guidance, the prefecture's recognition, its exit."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.authorities.models import Authority, Level
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.models import Guidance, LibraryEntry
from jiqun.evidence.fields import EvidenceField
from jiqun.forms.fields import split_codes, strategic_choices
from jiqun.forms.widgets import IndustryInput
from jiqun.register.levels import ABOVE, MUNICIPAL
from jiqun.register.models import Cluster, Recognition
from jiqun.standards import industries
from jiqun.web.fields import T, day, line, text

STAGES = (("reserve", T("储备", "Reserve")), ("growing", T("培育", "Growing")), ("ripe", T("成熟", "Ripe")))
OUTSIDE = T("所选地方不在本单位辖区，不能入库。", "That place is not in your territory; it cannot be entered.")
FUTURE = T("日期不能晚于今天。", "It cannot be a day to come.")


class EntryForm(PayloadForm):
    """An entry: `cluster` (id, blank for a new one), for a new one `place` (code of the county, town or zone), `name`,
    `lead_codes`, `niche`, `strategic`; and `reason`, why it is entered."""

    cluster = forms.ChoiceField(
        label=T("集群", "Cluster"),
        required=False,
        help_text=T(
            "已登记的集群直接选择；新集群选“新登记”并填写以下各项。", "Choose a registered one, or fill in a new one."
        ),
        error_messages={
            "invalid_choice": T(
                "没有这个集群，或不在本单位辖区，或已经在库。",
                "There is no such cluster in your territory, or it is in the library already.",
            )
        },
    )
    place = forms.ChoiceField(
        label=T("所在地", "Place"),
        required=False,
        help_text=T("新登记必填：集群定位在县级区划范围内（{A3}）。", "For a new one: within one county ({A3})."),
        error_messages={"invalid_choice": OUTSIDE},
    )
    name = line(
        T("新集群名称", "Name of the new cluster"),
        required=False,
        help_text=T(
            "新登记必填：县（市、区、镇街、功能区）名＋主导产业＋产业集群。",
            "For a new one: place + lead industry + 产业集群.",
        ),
    )
    lead_codes = line(
        T("主导产业代码", "Lead industry codes"),
        limit=60,
        required=False,
        widget=IndustryInput,
        help_text=T(
            "新登记必填：GB/T 4754-2017，2 至 4 位，多个用“、”隔开。",
            "For a new one: GB/T 4754-2017, 2 to 4 digits, joined by 、.",
        ),
    )
    niche = line(T("细分领域", "Sub-sector"), limit=60, required=False)
    strategic = forms.ChoiceField(
        label=T("对应省战略性产业集群或未来产业", "Strategic cluster or future industry"), required=False
    )
    reason = text(
        T("入库理由", "Why it is entered"),
        limit=2000,
        help_text=T(
            "写明集群基础、特色和短板。入库不是申报认定的条件。",
            "What it has and what it lacks. Being in the library is no condition of applying.",
        ),
        error_messages={"required": T("请写明入库理由。", "Say why it is entered.")},
    )

    def prepare(self) -> None:
        """The clusters of the territory that are in no library, and the places in it."""
        for name in ("cluster", "place", "name", "lead_codes", "niche", "strategic"):
            self.fields[name].conditional = True  # type: ignore[attr-defined]
        self.choose("strategic", strategic_choices())
        if self.doing is None or self.doing.by.authority is None:
            return
        own = self.doing.by.authority
        free = Cluster.objects.visible_to(self.doing.by).filter(library_entry=None).order_by("path", "name")
        rows = free.values_list("pk", "name", "authority__name")
        named = [(str(pk), f"{name}（{place}）") for pk, name, place in rows]
        self.choose("cluster", [("", T("新登记一个集群", "A new cluster")), *named])
        places = [each for each in Authority.objects.filter(path__startswith=own.path) if each.level == Level.COUNTY]
        self.choose("place", [("", T("请选择", "Choose")), *((each.code, each.name) for each in places)])
        if own.level == Level.COUNTY and not self.is_bound:
            self.initial.setdefault("place", own.code)

    def choose(self, name: str, choices: list[Any]) -> None:
        """Sets the choices of a field."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_lead_codes(self) -> str:
        """Codes of the standard."""
        codes = split_codes(self.cleaned_data["lead_codes"])
        if wrong := [said for code in codes for said in industries.problems(code)]:
            raise ValidationError(wrong)
        return "、".join(codes)

    def clean(self) -> dict[str, Any]:
        """A new cluster has its place, its name and its industry, and is not registered already."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("cluster") or "cluster" in self.errors:
            return data
        needs = {
            "place": T("新登记集群须选择所在地。", "Choose the place of the new cluster."),
            "name": T("新登记集群须填写名称。", "Name the new cluster."),
            "lead_codes": T("新登记集群须填写主导产业代码。", "Give the lead industry's codes."),
        }
        for name, sentence in needs.items():
            if not data.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        if data.get("name") and Cluster.objects.filter(authority=data.get("place"), name=data["name"]).exists():
            self.add_error(
                "name",
                T(
                    f"该地已登记“{data['name']}”，请在“集群”中直接选择；列表中没有的，已经在库。",
                    f"“{data['name']}” is registered there; choose it from the list, or it is in the library already.",
                ),
            )
        return data


class StageForm(PayloadForm):
    """Another stage, with its reason: `stage`, `reason`."""

    stage = forms.ChoiceField(
        label=T("调整到", "Stage"), error_messages={"required": T("请选择阶段。", "Choose the stage.")}
    )
    reason = text(
        T("理由", "Reason"),
        limit=2000,
        error_messages={"required": T("请写明调整阶段的理由。", "Say why it is moved.")},
    )

    def prepare(self) -> None:
        """The stages it is not in."""
        state = getattr(getattr(self.doing, "subject", None), "state", "")
        self.fields["stage"].choices = [each for each in STAGES if each[0] != state]  # type: ignore[attr-defined]


class ReasonForm(PayloadForm):
    """Why: `reason`."""

    reason = text(T("理由", "Reason"), limit=2000, error_messages={"required": T("请写明理由。", "Say why.")})


class AdviceForm(PayloadForm):
    """Guidance given: `given_on`, `given_by`, `advice`, `due_on`."""

    given_on = day(T("指导日期", "Given on"))
    given_by = line(
        T("指导单位和人员", "By whom"),
        limit=120,
        help_text=T("如：市工业和信息化局中小企业科 张某。", "The office and who came."),
    )
    advice = text(
        T("指导意见", "What was advised"),
        error_messages={"required": T("请写明指导意见。", "Say what was advised.")},
    )
    due_on = day(
        T("落实期限", "To be done by"), required=False, help_text=T("没有期限的可不填。", "Leave it blank for none.")
    )

    def prepare(self) -> None:
        """Today and the office of whoever notes it."""
        if self.doing is None or self.is_bound:
            return
        self.initial.setdefault("given_on", self.today)
        if self.doing.by.authority is not None and self.doing.by.person is not None:
            self.initial.setdefault("given_by", f"{self.doing.by.authority.body} {self.doing.by.person.name}"[:120])

    def clean_given_on(self) -> date:
        """It was given."""
        return not_to_come(self, self.cleaned_data["given_on"])

    def clean(self) -> dict[str, Any]:
        """It is to be done after it was given."""
        data: dict[str, Any] = self.cleaned_data
        given, due = data.get("given_on"), data.get("due_on")
        if given and due and due < given:
            self.add_error(
                "due_on", T("落实期限早于指导日期，请核对。", "That is before the day it was given; check it.")
            )
        return data


class DoneForm(PayloadForm):
    """What came of a piece of guidance: `guidance` (its key), `done_on`, `outcome`."""

    guidance = forms.ChoiceField(
        label=T("指导意见", "Guidance"),
        error_messages={
            "required": T("请选择要反馈的指导意见。", "Choose the guidance."),
            "invalid_choice": T("这条指导意见不在本集群，或已经反馈。", "It is not of this cluster, or is done."),
        },
    )
    done_on = day(T("落实日期", "Done on"))
    outcome = text(
        T("落实情况", "What was done"), error_messages={"required": T("请写明落实情况。", "Say what was done.")}
    )

    def prepare(self) -> None:
        """The guidance that is open."""
        if self.doing is None or self.doing.subject is None:
            return
        rows = Guidance.objects.filter(entry=self.doing.subject.pk, done_on=None)
        named = [(str(row.pk), f"{row.given_on} {row.advice[:40]}") for row in rows]
        self.fields["guidance"].choices = [("", T("请选择", "Choose")), *named]  # type: ignore[attr-defined]
        if not self.is_bound:
            self.initial.setdefault("done_on", self.today)

    def clean_done_on(self) -> date:
        """It was done."""
        return not_to_come(self, self.cleaned_data["done_on"])

    def clean(self) -> dict[str, Any]:
        """It was done after it was advised."""
        data: dict[str, Any] = self.cleaned_data
        row = Guidance.objects.filter(pk=data["guidance"]).first() if data.get("guidance") else None
        if row is not None and data.get("done_on") and data["done_on"] < row.given_on:
            self.add_error(
                "done_on",
                T(f"早于指导日期（{row.given_on}），请核对。", f"That is before it was advised ({row.given_on})."),
            )
        return data


class MunicipalForm(PayloadForm):
    """The prefecture's own recognition: `batch`, `rule` (its own measure), `document`, `announced_on`, the term
    `valid_from` to `valid_to`, and the document itself: `file`."""

    batch = line(T("批次", "Batch"), limit=60, help_text=T("如：2025年度市级集群。", "Such as 2025年度市级集群."))
    rule = line(
        T("依据的本市办法", "The prefecture's own measure"),
        limit=200,
        help_text=T(
            "写明名称和文号。市级认定依本市办法，不是申报省级认定的条件。",
            "Title and number. It rests on the prefecture's measure and is no condition of applying to the province.",
        ),
    )
    document = line(T("认定文件文号", "Number of the decision"), help_text=T("办公系统给出的字号。", "As numbered."))
    announced_on = day(T("公布日期", "Announced on"))
    valid_from = day(T("有效期起", "Valid from"))
    valid_to = day(T("有效期止", "Valid to"), help_text=T("按本市办法规定的期限。", "As the measure says."))
    file = EvidenceField(label=T("认定文件", "The decision"))

    def clean_announced_on(self) -> date:
        """It was announced."""
        return not_to_come(self, self.cleaned_data["announced_on"])

    def clean(self) -> dict[str, Any]:
        """The term has its order, and the batch is new to the cluster."""
        data: dict[str, Any] = self.cleaned_data
        start, end = data.get("valid_from"), data.get("valid_to")
        if start and end and end <= start:
            self.add_error("valid_to", T("有效期止不晚于有效期起，请核对。", "It ends before it begins; check it."))
        if self.doing is not None and self.doing.subject is not None and data.get("batch"):
            held = Recognition.objects.filter(cluster=self.doing.subject.cluster_id, level=MUNICIPAL)
            if held.filter(batch=data["batch"]).exists():
                self.add_error(
                    "batch",
                    T("该集群已有这一批次的市级认定。", "The cluster holds a recognition of that batch already."),
                )
        return data


class LeaveForm(ReasonForm):
    """Leaving the library: `outcome`, `reason`."""

    outcome = forms.ChoiceField(
        label=T("出库情形", "Why it leaves"),
        choices=[
            ("", T("请选择", "Choose")),
            (LibraryEntry.Outcome.RECOGNISED, T("已获省级或国家级认定", "Recognised by the province or the nation")),
            (LibraryEntry.Outcome.MERGED, T("并入其他集群", "Merged into another cluster")),
            (LibraryEntry.Outcome.OTHER, T("不再培育", "No longer cultivated")),
        ],
        error_messages={"required": T("请选择出库情形。", "Choose why it leaves.")},
    )
    field_order = ("outcome", "reason")

    def clean(self) -> dict[str, Any]:
        """Recognised is what the register says is recognised."""
        data: dict[str, Any] = self.cleaned_data
        subject = getattr(self.doing, "subject", None)
        if subject is not None and data.get("outcome") == LibraryEntry.Outcome.RECOGNISED:
            held = Recognition.objects.filter(cluster=subject.cluster_id, level__in=ABOVE)
            if not held.exists():
                self.add_error(
                    "outcome",
                    T(
                        "登记中没有该集群的省级或国家级认定，不能按“已获认定”出库。",
                        "The register holds no provincial or national recognition of it.",
                    ),
                )
        return data


def not_to_come(form: PayloadForm, found: date) -> date:
    """A day that has come. Raises `ValidationError`."""
    if form.doing is not None and found > form.today:
        raise ValidationError(FUTURE)
    return found

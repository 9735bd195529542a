"""An objection from the public: handed in online, or entered by an officer from paper or telephone (Article 14(三))."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField, StrangersField
from jiqun.notices.forms.fields import moment
from jiqun.notices.models import Notice
from jiqun.notices.models.objection import CHANNELS
from jiqun.web.fields import T, line, text

SHORTEST = 10
WHOLE_LIST = ""
FILES = ("evidence", "evidence_2", "evidence_3")


class ObjectionForm(PayloadForm):
    """What somebody objects to, and who it is. Without a name or a way to reach it stays a lead."""

    notice: forms.Field = forms.CharField(widget=forms.HiddenInput)
    case = forms.ChoiceField(
        label=T("涉及的集群", "The cluster concerned"),
        required=False,
        error_messages={"invalid_choice": T("该集群不在这项公示之列。", "That cluster is not on this notice.")},
    )
    text = text(
        T("异议内容", "The objection"),
        rows=8,
        min_length=SHORTEST,
        help_text=T("请写明事实、依据和诉求，不少于 10 个字。", "Facts, grounds and what you ask for; 10 characters."),
        error_messages={
            "required": T("请写明异议内容。", "Say what you object to."),
            "min_length": T("异议内容不少于 10 个字，请写具体。", "At least 10 characters; be specific."),
        },
    )
    name = line(
        T("姓名（单位异议填单位名称）", "Your name, or that of your unit"),
        limit=80,
        required=False,
        help_text=T(
            "实名异议将书面答复；不留姓名或联系方式的，按线索登记，由工作人员研判，不逐件答复。",
            "A named objection is answered in writing; without name or contact it is registered as a lead that a "
            "person looks into, without an answer.",
        ),
    )
    unit = line(T("所在单位", "Your employer"), limit=120, required=False)
    contact = line(T("联系方式", "How to reach you"), limit=120, required=False)
    evidence = StrangersField(
        label=T("佐证材料", "Evidence"),
        required=False,
        help_text=T(
            "可附 3 份文件；以单位名义提出的，请附加盖公章的书面异议扫描件。",
            "Up to three files; a unit attaches a scan of its letter with its seal.",
        ),
    )
    evidence_2 = StrangersField(label=T("佐证材料（二）", "Evidence, second file"), required=False)
    evidence_3 = StrangersField(label=T("佐证材料（三）", "Evidence, third file"), required=False)

    def prepare(self) -> None:
        """Offers the clusters of the notice."""
        super().prepare()
        self.of: Notice | None = None
        wanted = self.data.get("notice") or self.initial.get("notice") or ""
        try:
            self.of = Notice.objects.public().filter(pk=wanted).first()
        except ValidationError:  # not even an identifier
            self.of = None
        choices: list[tuple[str, Any]] = [(WHOLE_LIST, T("整个名单", "The whole list"))]
        choices += [(item["case"], item["name"]) for item in (self.of.items if self.of else [])]
        self.fields["case"].choices = choices  # type: ignore[attr-defined]

    def clean_notice(self) -> str:
        """The notice is one the public can read."""
        if self.of is None:
            raise forms.ValidationError(
                T("没有这项公示，请从公示页面重新进入。", "There is no such notice; come again from its page.")
            )
        return str(self.of.pk)

    def clean(self) -> dict[str, Any]:
        """Blanks around a name are no name; the file is kept only with an objection that can be received."""
        data = super().clean() or {}
        faultless = not self.errors
        for name in FILES:
            field = self.fields[name]
            assert isinstance(field, StrangersField)
            try:
                data[name] = field.settle(data.get(name), faultless=faultless)
            except ValidationError as fault:
                self.add_error(name, fault)
        return {key: value.strip() if isinstance(value, str) else value for key, value in data.items()}


class EnteredForm(ObjectionForm):
    """An objection as it came on paper, by telephone or in person, with the moment it arrived."""

    notice: forms.Field = forms.ChoiceField(
        label=T("公示", "Notice"), error_messages={"required": T("请选择公示。", "Choose the notice.")}
    )
    case = forms.ChoiceField(
        label=T("涉及的集群", "The cluster concerned"),
        required=False,
        error_messages={"invalid_choice": T("该集群不在所选公示之列。", "That cluster is not on this notice.")},
    )
    channel = forms.ChoiceField(
        label=T("收到方式", "How it came"),
        choices=[(name, title) for name, title in CHANNELS if name != "online"],
        error_messages={"required": T("请选择收到方式。", "Say how it came.")},
    )
    arrived_at = moment(
        T("收到时间", "Arrived at"),
        help_text=T(
            "以收到时间判断是否在公示期内；期满后收到的按线索登记。",
            "Decides whether it was in time; what arrived after the period is registered as a lead.",
        ),
    )
    scan = EvidenceField(
        label=T("来信扫描件或谈话、来电记录", "Scan of the letter, or the record of the talk"),
        error_messages={"required": T("请上传来信扫描件或来访、来电记录。", "Upload the letter or the record.")},
    )
    field_order = ("notice", "case", "channel", "arrived_at", "scan", "text", "name", "unit", "contact", *FILES)

    def prepare(self) -> None:
        """Offers the published notices, and the clusters of all of them: a form without scripts knows no choice yet."""
        super().prepare()
        rows = list(Notice.objects.public().order_by("-starts_on", "-number"))
        self.fields["notice"].choices = [(str(row.pk), row.title) for row in rows]  # type: ignore[attr-defined]
        if self.of is None:
            choices: list[tuple[str, Any]] = [(WHOLE_LIST, T("整个名单", "The whole list"))]
            choices += [(item["case"], item["name"]) for row in rows for item in row.items]
            self.fields["case"].choices = choices  # type: ignore[attr-defined]

    def clean_arrived_at(self) -> datetime:
        """It arrived already."""
        arrived: datetime = self.cleaned_data["arrived_at"]
        if self.doing is not None and arrived > self.doing.now:
            raise forms.ValidationError(T("收到时间不能晚于现在。", "It cannot have arrived after now."))
        return arrived

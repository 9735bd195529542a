"""Automatic recognition of the first national batch: which clusters, on what document, from when (Article 14(三))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.notices.models import Announcement
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.recognition.queries import national as queries
from jiqun.register.levels import PROVINCIAL
from jiqun.register.terms import term_end

BATCH = "首批国家级自动认定"
NONE_KNOWN = T(
    "登记册中还没有首批国家级集群。请先通过“历史补录”录入首批国家级名单（级别：国家级，批次名称：国家第一批）。",
    "The register holds no cluster of the first national batch yet. Enter that list from paper first (level national, "
    "batch 国家第一批).",
)


class NationalForm(PayloadForm):
    """The clusters of the first national batch that have no provincial recognition yet."""

    clusters = forms.MultipleChoiceField(
        label=T("集群", "Clusters"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": T("请选择集群。", "Choose the clusters."),
            "invalid_choice": T(
                "所选集群不在首批国家级中小企业特色产业集群之列，不适用自动认定（{A14.3}）。首批名单尚未入册的，请先补录。",
                "A cluster chosen is not of the first national batch; only those are recognised automatically. Enter "
                "the batch from paper first where it is not in the register.",
            ),
        },
    )
    document = forms.CharField(
        label=T("国家名单的文件名称和文号", "The document of the national list"),
        max_length=80,
        error_messages=required("请填写国家名单的文件名称和文号。", "Name the document of the national list."),
    )
    dated_on = day(T("国家名单的公布日期", "The national list was announced on"))
    file = EvidenceField(
        label=T("国家名单文件", "The national list"),
        error_messages=required("请上传国家名单文件。", "Upload the national list."),
    )
    valid_from = day(
        T("省级认定有效期起始日", "In force from"),
        help_text=T("有效期三年，截止日由系统计算（{A15}）。", "Three years; the end is computed ({A15})."),
    )
    batch = forms.CharField(
        label=T("批次名称", "Name of the batch"),
        max_length=60,
        initial=BATCH,
        error_messages=required("请填写批次名称。", "Name it."),
    )
    remark = text(T("说明", "Remark"), limit=500, rows=3, required=False)

    def prepare(self) -> None:
        """Offers the batch as the register holds it."""
        self.members = {str(each.pk): each for each in queries.members()} if self.doing is not None else {}
        if not self.members:
            self.fields["clusters"].help_text = NONE_KNOWN
        self.fields["clusters"].choices = [  # type: ignore[attr-defined]
            (pk, f"{each.name}（{each.place}）" + (f"，已于{each.held}认定" if each.held else ""))
            for pk, each in self.members.items()
        ]

    def clean_clusters(self) -> list[str]:
        """None of them is recognised at the provincial level already."""
        given: list[str] = self.cleaned_data["clusters"]
        held = [self.members[pk] for pk in given if self.members[pk].held]
        if held:
            names = "、".join(f"{each.name}（{each.held}）" for each in held)
            raise forms.ValidationError(
                T(f"{names}已是省级集群，不再自动认定。", f"{names}: recognised at the provincial level already.")
            )
        return given

    def clean_dated_on(self) -> date:
        """A list that was announced."""
        found: date = self.cleaned_data["dated_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(T("公布日期不能晚于今天。", "It cannot be a day to come."))
        return found

    def clean_batch(self) -> str:
        """A batch is on record once."""
        found: str = self.cleaned_data["batch"].strip()
        if Announcement.objects.public().filter(level=PROVINCIAL, batch=found).exists():
            raise forms.ValidationError(
                T(f"“{found}”已经在册，请另定批次名称。", f"“{found}” is on record; choose another name.")
            )
        return found

    def clean(self) -> dict[str, Any]:
        """The end of the term."""
        data = super().clean() or self.cleaned_data
        if (start := data.get("valid_from")) is not None:
            data["valid_to"] = term_end(start)
            if (dated := data.get("dated_on")) and start < dated:
                self.add_error(
                    "valid_from",
                    T("有效期不能早于国家名单的公布日期。", "It cannot begin before the national list was announced."),
                )
        return data

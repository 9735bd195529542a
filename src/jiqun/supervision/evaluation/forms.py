"""What is asked when a report is made, and when one is discarded."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Authority, Kind, Level
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster
from jiqun.standards import divisions
from jiqun.supervision.models.evaluation import Evaluation
from jiqun.web.fields import REQUIRED, T, text

FIRST = 2020
"""The measure's clusters are of 2023; three years before may be reported on."""


class EvaluationForm(PayloadForm):
    """The year, and what is reported on: the own territory, a prefecture of it, or one cluster."""

    year = forms.IntegerField(
        label=T("年度", "Year"),
        min_value=FIRST,
        error_messages={
            "required": REQUIRED,
            "invalid": T("年度请填写四位数字，如 2024。", "Write the year with four digits, like 2024."),
            "min_value": T("年度不早于 2020 年。", "No earlier than 2020."),
        },
    )
    about = forms.ChoiceField(
        label=T("范围", "About"),
        error_messages={
            "required": REQUIRED,
            "invalid_choice": T("请从列表中选择范围。", "Choose from the list."),
        },
    )

    def prepare(self) -> None:
        """The places and clusters of the territory, and last year as the year."""
        self.by: Account | None = self.doing.by if self.doing and isinstance(self.doing.by, Account) else None
        field: Any = self.fields["about"]
        if self.doing is None or self.by is None or self.by.authority is None:
            return
        self.fields["year"].initial = self.doing.now.astimezone(ZONE).year - 1
        field.choices = choices(self.by)
        field.initial = self.by.authority_id

    def clean_year(self) -> int:
        """A year that has ended."""
        year: int = self.cleaned_data["year"]
        if self.doing is not None and year >= self.doing.now.astimezone(ZONE).year:
            told = Text(
                f"{year}年尚未结束，不能编制该年度的评估报告。", f"{year} has not ended; there is no report of it yet."
            )
            raise forms.ValidationError(str(told))
        return year

    def clean(self) -> dict[str, Any]:
        """The place and the cluster chosen, no report on the same being there already."""
        data: dict[str, Any] = self.cleaned_data
        if self.errors or self.by is None:
            return data
        kind, _, key = data.pop("about").rpartition(":")
        data["cluster"] = key if kind == "cluster" else ""
        data["place"] = self.by.authority_id if data["cluster"] else key
        if (there := existing(self.by, data)) is not None:
            link = reverse("supervision:evaluation", args=[there.pk])
            raise forms.ValidationError(
                format_html(
                    '{} <a href="{}">{}</a>',
                    Text("这份报告已经编制，请在原报告上修改或编制新版：", "It is there already; go on with it:"),
                    link,
                    there.case.title,
                )
            )
        return data


def existing(by: Account, data: dict[str, Any]) -> Evaluation | None:
    """The report of the same maker on the same, unless it was discarded."""
    there = Evaluation.objects.filter(maker=by.authority_id, year=data["year"], live=True)
    if data["cluster"]:
        return there.filter(cluster=data["cluster"]).select_related("case").first()
    return there.filter(place=data["place"], cluster__isnull=True).select_related("case").first()


def choices(by: Account) -> list[tuple[Any, Any]]:
    """The own territory, its prefectures for the province, and every cluster ever recognised, by place."""
    authority = by.authority
    assert authority is not None
    own = [(authority.code, Text(f"{authority.name}（全部集群）", f"{authority.name} (all clusters)"))]
    groups: list[tuple[Any, Any]] = [(Text("本辖区", "Own territory"), own)]
    if authority.level == Level.PROVINCE:
        places = Authority.objects.filter(kind=Kind.PREFECTURE).order_by("code").values_list("code", "name")
        groups.append((Text("地级以上市", "A prefecture"), list(places)))
    rows = Cluster.objects.visible_to(by).filter(recognitions__level=PROVINCIAL).distinct().order_by("path", "name")
    clusters = [
        (f"cluster:{pk}", f"{name}（{divisions.full_name(code)}）")
        for pk, name, code in rows.values_list("pk", "name", "authority_id")
    ]
    return [*groups, (Text("单个集群", "One cluster"), clusters)]


def for_cluster(pk: UUID, year: int) -> dict[str, str]:
    """What the form is given for one cluster."""
    return {"year": str(year), "about": f"cluster:{pk}"}


class DiscardForm(PayloadForm):
    """Why a draft is dropped."""

    reason = text(T("作废理由", "Reason"), limit=1000)

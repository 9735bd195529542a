"""What the acts on reports ask for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.register.models import Recognition
from jiqun.supervision.reports.queries import covering, owed
from jiqun.web.fields import T, day, text

EARLIEST = 2000


class YearOfClusterForm(PayloadForm):
    """A recognised cluster of the territory, and a year that has ended. Cleaned, `recognition` is the key of the one
    that covers the year."""

    cluster = forms.ChoiceField(
        label=T("集群", "Cluster"), error_messages={"required": T("请选择集群。", "Choose the cluster.")}
    )
    year = forms.IntegerField(
        label=T("年度", "Year"),
        help_text=T(
            "报告的是上一年度，次年 3 月 31 日前报送（{A16}）。", "The year reported on; due by 31 March after it."
        ),
        error_messages={
            "required": T("请填写年度。", "Give the year."),
            "invalid": T("年度应为整数。", "A whole year."),
        },
    )

    def prepare(self) -> None:
        """The recognised clusters of the territory; the last year that ended."""
        if self.doing is None:
            return
        self.rows = self.recognitions()
        named = {row.cluster_id: row.cluster.name for row in self.rows}
        self.fields["cluster"].choices = [("", T("请选择", "Choose")), *((str(pk), name) for pk, name in named.items())]  # type: ignore[attr-defined]
        self.fields["year"].initial = self.doing.now.astimezone(ZONE).year - 1

    def recognitions(self) -> list[Recognition]:
        """Those of the territory."""
        assert self.doing is not None
        return covering(self.doing.by)

    def clean_year(self) -> int:
        """A year that has ended."""
        year: int = self.cleaned_data["year"]
        assert self.doing is not None
        this = self.doing.now.astimezone(ZONE).year
        if year >= this:
            said = Text(
                f"{year} 年尚未结束，年度报告在次年报送。", f"{year} has not ended; its report comes the year after."
            )
            raise ValidationError(str(said))
        if year < EARLIEST:
            raise ValidationError(str(Text("年度有误，请核对。", "This year cannot be meant.")))
        return year

    def clean(self) -> dict[str, Any]:
        """A recognition of the cluster that covers the year."""
        data: dict[str, Any] = super().clean() or {}
        if "cluster" in data and "year" in data:
            year, cluster = data["year"], UUID(data["cluster"])
            found = [row for row in self.rows if row.cluster_id == cluster and owed(row, year)]
            if found:
                data["recognition"] = found[-1].pk
            else:
                said = Text(
                    f"该集群 {year} 年不在认定有效期内，不需报送。", f"It was not recognised in {year}; nothing is due."
                )
                self.add_error("year", str(said))
        return data


class BeginForm(YearOfClusterForm):
    """Which cluster of one's own, and which year."""

    def recognitions(self) -> list[Recognition]:
        """Those of the county itself."""
        assert self.doing is not None
        authority = self.doing.by.authority
        return [row for row in covering(self.doing.by) if authority and row.cluster.authority_id == authority.pk]


class OrderForm(YearOfClusterForm):
    """Which report is ordered, until when, and why."""

    due_on = day(T("限期至", "To be handed in until"))
    reason = text(T("理由", "Reason"), rows=3, limit=1000)


class ForwardForm(PayloadForm):
    """The prefecture's opinion."""

    opinion = text(
        T("审核意见", "Opinion"),
        rows=4,
        help_text=T(
            "写明核对情况、规划执行和目标进展、需跟踪的问题（{A16}）。",
            "What was checked, how plan and goals stand, what is to be followed.",
        ),
    )


class ReturnForm(PayloadForm):
    """What is to be mended."""

    notes = text(T("需修改的内容", "What is to be mended"), rows=4)


class ReasonForm(PayloadForm):
    """Why."""

    reason = text(T("理由", "Reason"), rows=3, limit=1000)

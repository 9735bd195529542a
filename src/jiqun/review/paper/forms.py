"""What is entered of a sheet that was filled in on paper."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.review.computed import Pinned, pinned
from jiqun.review.models import PaperSheet
from jiqun.review.rubrics import Item, Rubric, points, rubric_of
from jiqun.review.sheets import COMPUTED_KEPT, SCORE, PointsField, scored_by_expert
from jiqun.web.fields import T, text

ALREADY = Text(
    "纸质评审表扫描件已上传，无需重复上传。", "The paper sheet was scanned and uploaded already; once is enough."
)


class Line(NamedTuple):
    """One item as the page shows it: name of its field, the most that may be given and the step, in points."""

    title: Text
    name: str
    most: str
    step: str
    computed: bool
    typed: str
    errors: list[str]


class EntryForm(PayloadForm):
    """The expert's points as they stand on the paper, and with the first entry the scan of it. Computed items take
    none: a value posted for one is refused."""

    rubric: Rubric
    pinned: dict[str, Pinned]

    def prepare(self) -> None:
        """One field an item that the expert scores; the scan while there is none."""
        if self.doing is None or self.doing.subject is None:
            return
        paper: PaperSheet = self.doing.subject
        self.rubric, self.pinned = rubric_of(paper.sheet.panel.rubric), pinned(paper.sheet)
        for item in self.rubric.items:
            if most := scored_by_expert(item, self.pinned):
                self.fields[SCORE + item.id] = PointsField(item, most)
        if not paper.scan_sha256:
            self.fields["scan"] = EvidenceField(
                label=T("纸质评审表扫描件（专家签名）", "The paper sheet as its expert signed it, scanned"),
                error_messages={"required": T("请上传纸质评审表扫描件。", "Upload the scan of the paper sheet.")},
            )

    def rows(self) -> list[tuple[Text, str, list[Line]]]:
        """The sheet as the paper has it: title and clause of each dimension with its items."""
        return [(each.title, each.clause, [self.line(item) for item in each.items]) for each in self.rubric.dimensions]

    def line(self, item: Item) -> Line:
        """One item with what was typed and what is wrong with it; without a name where all of it was computed."""
        most, part, name = scored_by_expert(item, self.pinned), self.pinned.get(item.id), SCORE + item.id
        return Line(
            item.title,
            name if most else "",
            points(most),
            points(item.step),
            part is not None and part.most > 0,
            str(self.data.get(name, "")) if self.is_bound else "",
            [str(error) for error in self.errors.get(name, [])] if self.is_bound else [],
        )

    def clean(self) -> dict[str, Any]:
        """No points for what was computed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for item in self.rubric.items if hasattr(self, "rubric") else ():
            if SCORE + item.id not in self.fields and str(self.data.get(SCORE + item.id, "")).strip():
                self.add_error(None, str(COMPUTED_KEPT.format(title=item.title)))
        if "scan" not in self.fields and "scan" in self.files:
            self.add_error(None, str(ALREADY))
        return data


class AsideForm(PayloadForm):
    """An expert who stepped aside in the room, as the paper says."""

    reason = text(T("回避或不能评审的理由", "Why the expert stepped aside"), rows=3, limit=500)
    interest = forms.BooleanField(
        label=T("与该集群有利害关系", "The expert has an interest in this cluster"),
        required=False,
        help_text=T("勾选的，今后也不再抽取该专家评审该集群", "If so, the expert is not drawn for it again"),
    )

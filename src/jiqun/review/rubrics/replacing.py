"""Replacing the rubric without code: proposed from the department's workbook, put in force by a second person."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments, store
from jiqun.evidence.fields import EvidenceField
from jiqun.facts.workbook.guards import Refused
from jiqun.facts.workbook.texts import texts
from jiqun.review.models import ProposedRubric
from jiqun.review.rubrics import workbook
from jiqun.review.rubrics.model import Rubric, plain, read
from jiqun.review.rubrics.revisions import NAME, ensure, ensure_default, in_force, rubric_of, shipped
from jiqun.review.rubrics.sources import MEASURE
from jiqun.review.rubrics.tables import Flaw
from jiqun.web.fields import T, line

WORKBOOK = "rubric"
"""What the workbook is attached as."""
SAME = Text(
    "该评分表与现行第 {n} 版完全相同，无需替换。",
    "This rubric is the same as revision {n} in force; nothing to replace.",
)
SAME_AS_EXAMPLE = Text(
    "该评分表与产品示例完全相同；示例不能作为主管部门的评分表启用，请按主管部门的文件修改后再上传。",
    "This is the product's example unchanged; it is not put in force as the department's own.",
)


@lru_cache(maxsize=8)
def rubric_in(sha256: str) -> tuple[Rubric | None, list[Flaw]]:
    """The rubric a stored workbook holds, and what is wrong with it; read once for form and act."""
    try:
        sheets = texts(store.read(sha256))
    except Refused as refused:
        return None, [Flaw(refused.text)]
    return workbook.read(sheets)


class ProposeForm(PayloadForm):
    """The department's document and the workbook with its rubric; every flaw at once."""

    origin = line(
        T("依据文件", "Document it comes from"),
        help_text=T("如 省工业和信息化厅 2026 年度评审工作方案附件 2；系统不编造文号", "As the department names it"),
    )
    workbook = EvidenceField(
        label=T("评分表（.xlsx）", "Rubric (.xlsx)"),
        help_text=T("从“细化指标体系”页下载现行评分表，修改后上传。", "Download the one in force and edit it."),
    )

    def clean(self) -> dict[str, Any] | None:
        """The rubric can be read whole and differs from the one in force."""
        data = self.cleaned_data
        if data.get("workbook"):
            rubric, flaws = rubric_in(data["workbook"]["sha256"])
            if flaws or rubric is None:
                self.add_error("workbook", [ValidationError(str(flaw.said)) for flaw in flaws])
            elif (said := same_as_before(rubric)) is not None:
                self.add_error("workbook", str(said))
        return data


def same_as_before(rubric: Rubric) -> Text | None:
    """Why a rubric need not be put in force; `None` when it is another one."""
    now = in_force()
    if now is None:
        return SAME_AS_EXAMPLE if rubric == shipped() else None
    return SAME.format(n=now.number) if rubric_of(now) == rubric else None


def propose(doing: Doing) -> None:
    """Opens the matter of a proposed rubric, seen by the province alone until it is in force."""
    by: Any = doing.by
    payload = doing.payload
    rubric, _ = rubric_in(payload["workbook"]["sha256"])
    assert rubric is not None
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-P{next_number(f'rubric/{year}')}",
        title=f"细化指标体系：{payload['origin']}"[:120],
        authority=by.authority,
        measure=MEASURE,
        state="drafting",
    )
    ProposedRubric.objects.create(case=doing.subject, definition=plain(rubric), origin=payload["origin"])
    attachments.attach(doing.subject, WORKBOOK, payload["workbook"], id=doing.new_id(), by=by, now=doing.now)
    doing.note = Text(f"{len(rubric.items)} 个评分项", f"{len(rubric.items)} items")


def differs(doing: Doing) -> None:
    """What is put in force is not in force already."""
    if (said := same_as_before(read(doing.subject.proposed_rubric.definition))) is not None:
        raise Refusal(said, clause="A14.3")


def put_in_force(doing: Doing) -> None:
    """The proposal becomes the next revision; rounds drafted from now on pin it, all others keep theirs."""
    row: ProposedRubric = doing.subject.proposed_rubric
    ensure_default(doing.now)  # what was in force before is on record before anything takes its place
    row.adopted = ensure(NAME, row.definition, row.origin, doing.now)
    row.save(update_fields=["adopted"])
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    doing.told |= {"revision": row.adopted.number, "sha256": row.adopted.sha256}
    doing.note = Text(f"细化指标体系第 {row.adopted.number} 版", f"Rubric, revision {row.adopted.number}")

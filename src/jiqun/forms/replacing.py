"""Replacing a form by the department's own, without code: proposed from a workbook, adopted by a second person."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
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
from jiqun.forms import defining, definitions
from jiqun.forms.models import FormRevision, ProposedForm
from jiqun.forms.revisions import current, ensure_revision
from jiqun.standards import province
from jiqun.web.fields import T, line

MEASURE = province.here().measure
"""The measure whose clauses the shipped forms cite."""
FORMS = {
    "申报": Text("申报表", "Application form"),
    "推荐": Text("市级推荐意见", "Prefecture’s opinion"),
    "年度": Text("年度培育情况表", "Annual report"),
    "复核": Text("复核申报表", "Renewal form"),
}
DEFINITION = "definition"
"""What the workbook is attached as."""
SAME = Text(
    "该定义与现行第 {n} 版完全相同，无需替换。",
    "This definition is the same as revision {n} in force; nothing to replace.",
)


@lru_cache(maxsize=8)
def definition_of(sha256: str, form: str) -> tuple[dict[str, Any], list[defining.Flaw]]:
    """The definition a stored workbook holds, and what is wrong with it; read once for form and act."""
    try:
        sheets = texts(store.read(sha256))
    except Refused as refused:
        return {}, [defining.Flaw(None, refused.text)]
    return defining.read(sheets, form, MEASURE)


class ProposeForm(PayloadForm):
    """A form, the department's document, and the workbook with its definition; every flaw at once."""

    form = forms.ChoiceField(label=T("表单", "Form"), choices=list(FORMS.items()))
    origin = line(
        T("依据文件", "Document it comes from"),
        help_text=T("如 省工业和信息化厅 2026 年度申报通知附件 1；系统不编造文号", "As the department names it"),
    )
    workbook = EvidenceField(
        label=T("字段定义表（.xlsx）", "Definition (.xlsx)"),
        help_text=T("从本页下载现行定义表，修改后上传。", "Download the one in force from this page and edit it."),
    )

    def clean(self) -> dict[str, Any] | None:
        """The definition can be read whole and differs from the one in force."""
        data = self.cleaned_data
        if data.get("workbook") and data.get("form"):
            definition, flaws = definition_of(data["workbook"]["sha256"], data["form"])
            if flaws:
                self.add_error("workbook", [ValidationError(str(said(flaw))) for flaw in flaws])
            elif (same := already(data["form"], definition)) is not None:
                self.add_error("workbook", str(SAME.format(n=same.number)))
        return data


def said(flaw: defining.Flaw) -> Text:
    """A flaw with its place."""
    if flaw.line is None:
        return flaw.text
    return Text(f"第 {flaw.line} 行：{flaw.text.zh}", f"Line {flaw.line}: {flaw.text.en}")


def already(form: str, definition: dict[str, Any]) -> FormRevision | None:
    """The revision in force, when it has this very definition."""
    found = FormRevision.objects.filter(form=form).order_by("-number").first()
    return found if found is not None and definitions.read(found.definition) == definitions.read(definition) else None


def propose(doing: Doing) -> None:
    """Opens the matter of a proposed form, seen by the province alone until it is adopted."""
    by: Any = doing.by
    payload = doing.payload
    definition, _ = definition_of(payload["workbook"]["sha256"], payload["form"])
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-F{next_number(f'form/{year}')}",
        title=f"{FORMS[payload['form']].zh}：{payload['origin']}"[:120],
        authority=by.authority,
        measure=MEASURE,
        state="drafting",
    )
    ProposedForm.objects.create(
        case=doing.subject, form=payload["form"], definition=definition, origin=payload["origin"]
    )
    attachments.attach(doing.subject, DEFINITION, payload["workbook"], id=doing.new_id(), by=by, now=doing.now)
    doing.note = Text(f"{len(definition['fields'])} 个字段", f"{len(definition['fields'])} fields")


def differs(doing: Doing) -> None:
    """What is adopted is not in force already."""
    row: ProposedForm = doing.subject.proposed_form
    if (same := already(row.form, row.definition)) is not None:
        raise Refusal(SAME.format(n=same.number))


def adopt(doing: Doing) -> None:
    """The proposal becomes the form's next revision; rounds drafted from now on take it, all others keep theirs."""
    row: ProposedForm = doing.subject.proposed_form
    current(row.form, doing.now)  # the shipped one is on record before anything takes its place
    row.adopted = ensure_revision(row.form, doing.now, row.definition, row.origin)
    row.save(update_fields=["adopted"])
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.STAFF)
    doing.told |= {"form": row.form, "revision": row.adopted.number, "sha256": row.adopted.sha256}
    doing.note = Text(
        f"{FORMS[row.form].zh}第 {row.adopted.number} 版", f"{FORMS[row.form].en}, revision {row.adopted.number}"
    )

"""From the invitation to the statements (Article 14(三)): accepted or declined before the case is known, then both
statements, then the case; stepping aside at any time before the scores are opened.

Called by the one door only; what is written here is journalled salted (personal).
"""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.hours import deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case, Participant
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import Refusal
from jiqun.review import drafts, statements
from jiqun.review.acts import CAPACITY, LEFT_REVIEW, dismiss
from jiqun.review.fields import field_of
from jiqun.review.models import Sheet
from jiqun.web.fields import T, text

# ── what is asked for ────────────────────────────────────────────────────────────────────────────────────


class DeclineForm(PayloadForm):
    """Why an invitation is declined; the case is not known yet."""

    reason = text(T("不能参加的理由", "Why you cannot take part"), rows=3, limit=500)


class DeclareForm(PayloadForm):
    """Both statements in the words in force, before anything of the case is seen."""

    no_conflict = forms.BooleanField(
        error_messages={
            "required": T("须作回避声明；有利害关系的，请办理“回避”。", "State that nothing bars you, or step aside.")
        }
    )
    confidential = forms.BooleanField(
        error_messages={"required": T("须作保密承诺。", "Undertake to keep the review secret.")}
    )

    def prepare(self) -> None:
        """Shows the texts with their revision."""
        texts = statements.in_force()
        for name, kind in (("no_conflict", "conflict"), ("confidential", "confidentiality")):
            said = texts[kind]
            self.fields[name].label = T(said.text.zh, said.text.en)
            self.fields[name].help_text = T(
                f"{said.title.zh}（第 {said.revision} 版）", f"{said.title.en} (revision {said.revision})"
            )


class RecuseForm(PayloadForm):
    """Stepping aside: for an interest in the cluster, or for another reason."""

    reason = text(T("回避或不能评审的理由", "Why you step aside"), rows=3, limit=500)
    interest = forms.BooleanField(
        label=T("与该集群有利害关系", "I have an interest in this cluster"),
        required=False,
        help_text=T("勾选的，今后也不再抽取您评审该集群", "If so, you will not be drawn for it again"),
    )


# ── when it may be done ──────────────────────────────────────────────────────────────────────────────────


def in_time(doing: Doing) -> None:
    """The date to answer by has not passed."""
    due = doing.subject.due_at
    if due is not None and doing.now > due:
        said = deadline_phrase(due)
        raise Refusal(
            Text(
                f"答复期限（{said.zh}）已过，不能再接受邀请；如仍可参加，请与省级主管部门经办联系。",
                f"The date to answer by ({said.en}) has passed; if you can take part, tell the province's officer.",
            ),
            clause="A14.3",
        )


def not_opened(doing: Doing) -> None:
    """A sheet that was opened with all others stays what it is."""
    if doing.subject.panel.opened_at is not None:
        raise Refusal(
            Text(
                "评分已经开启，不能再回避；发现应当回避的情形，请书面报告省级主管部门。",
                "The scores are open; nobody steps aside any more. Report what bars you to the province in writing.",
            ),
            clause="A14.3",
        )


# ── what becomes of it ───────────────────────────────────────────────────────────────────────────────────


def accept(doing: Doing) -> None:
    """The expert takes part; from now on the date to score by holds."""
    sheet: Sheet = doing.subject
    sheet.accepted_at, sheet.due_at = doing.now, sheet.score_by
    sheet.save(update_fields=["accepted_at", "due_at"])
    doing.note = Text("已接受评审邀请", "Accepted the invitation")


def decline(doing: Doing) -> None:
    """The place is to be filled by a substitute."""
    sheet: Sheet = doing.subject
    sheet.reason = doing.payload["reason"]
    sheet.save(update_fields=["reason"])
    doing.note = Text("谢绝评审邀请", "Declined the invitation")


def declare(doing: Doing) -> None:
    """From now on the expert sees the case, as a participant. Raises `Refusal` when it has just left the review."""
    sheet: Sheet = doing.subject
    # Held until the participation is written, so that a withdrawal ends it or is seen here.
    if Case.objects.select_for_update(no_key=True).get(pk=sheet.case_id).state != "review":
        raise Refusal(LEFT_REVIEW, clause="A14.3")
    Participant.objects.create(case=sheet.case, account_id=sheet.expert_id, capacity=CAPACITY, since=doing.now)
    sheet.statements = statements.signed(doing.now)
    sheet.save(update_fields=["statements"])
    doing.told["statements"] = sheet.statements
    doing.note = Text("已作回避声明和保密承诺", "Stated: no conflict of interest, and secrecy")


def recuse(doing: Doing) -> None:
    """The expert steps aside and no longer sees the case; what was scored does not count."""
    sheet: Sheet = doing.subject
    sheet.reason, sheet.conflict = doing.payload["reason"], doing.payload["interest"]
    sheet.save(update_fields=["reason", "conflict"])
    drafts.forget(pk=sheet.pk)
    dismiss(doing.now, case=sheet.case_id, account=sheet.expert_id)


# ── what is shown before the case is known ───────────────────────────────────────────────────────────────


def invited_to(sheet: Sheet) -> dict[str, Any]:
    """What the page of an invitation shows: field and dates, nothing else of the case."""
    return {"field": field_of(sheet.case.cluster), "answer_by": sheet.due_at, "score_by": sheet.score_by}

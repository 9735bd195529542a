"""Telling every applicant what became of its application (Article 14(三)): the remedy first, then the letters."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal, naming
from jiqun.documents.official import written_day
from jiqun.notices.making import refuse
from jiqun.notices.models import Announcement
from jiqun.outgoing.batches.drafting import lay_batch
from jiqun.outgoing.drafting import draft
from jiqun.outgoing.models import Paper
from jiqun.recognition.models import Remedy
from jiqun.recognition.papers.letters.about import about
from jiqun.recognition.queries.aspects import aspects
from jiqun.recognition.queries.letters import AGAINST, untold
from jiqun.register.models import Recognition

# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def somebody_untold(doing: Doing) -> None:
    """There is an applicant without its letter."""
    if not untold(doing.subject):
        raise refuse("本批次的结果函都已拟稿。", "Every applicant's letter is drafted already.")


def somebody_against(doing: Doing) -> None:
    """There is a decision against an applicant whose letter is not drafted."""
    if not untold(doing.subject, *AGAINST):
        raise refuse("没有需要告知救济途径的申报。", "No application needs a remedy told.")


def remedies_chosen(doing: Doing) -> None:
    """A decision against somebody is not sent before somebody other than its drafter chose what remedy it tells of."""
    rows = untold(doing.subject, *AGAINST)
    wanting = [row.case.number for row in rows if getattr(row, "remedy", None) is None]
    if wanting:
        named = naming(wanting)
        raise Refusal(
            Text(
                f"还有 {len(wanting)} 个未认定的申报没有选定救济途径（{named.zh}），"
                "请先由法制审核人员办理“选定救济途径”。",
                f"{len(wanting)} applications that were not recognised have no remedy chosen ({named.en}); a legal "
                "officer chooses it first.",
            ),
            clause="A14.3",
            see=reverse("casework:act", args=["round", doing.subject.pk, "choose_remedies"]),
        )
    own = [row.case.number for row in rows if row.remedy.by.person_id == doing.clerk.person_id]
    if own:
        raise refuse(
            "救济途径由您本人选定，结果函须由其他经办人员拟稿。",
            "You chose the remedies yourself; another officer drafts the letters.",
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def choose_remedies(doing: Doing) -> None:
    """Keeps the remedy of each decision against an applicant."""
    told, rows = doing.payload, untold(doing.subject, *AGAINST)
    for row in rows:
        appeal = told.get(f"appeal_{row.pk}") or told["appeal"]
        Remedy.objects.update_or_create(
            application=row,
            defaults={
                "appeal": appeal,
                "reason": told["reason"] if appeal == "none" else "",
                "by": doing.clerk,
                "at": doing.now,
            },
        )
    doing.note = Text(f"{len(rows)} 个未认定的申报", f"{len(rows)} applications not recognised")


def draft_letters(doing: Doing) -> None:
    """Drafts every letter that is wanting and lays them together; nothing is typeset here."""
    of = doing.subject
    said, announced = aspects(of), Announcement.objects.get(pk=of.pk)
    recognitions = {row.case_id: row for row in Recognition.objects.filter(case_id__in=[r.pk for r in untold(of)])}
    papers: list[Paper] = []
    for row in untold(of):
        recognition = recognitions.get(row.pk)
        more: dict[str, Any]
        if recognition is not None:
            slug, more = "recognised", {**term(recognition)}
        else:
            words = said.get(row.pk)
            slug = "not_recognised"
            more = {
                "announced": written_day(announced.announced_on or doing.today),
                "reason": row.outcome_reason,
                "aspects": words.plain() if words else {},
                "appeal": row.remedy.appeal,
            }
        context = about(row, issuer=of.authority.body) | more
        papers.append(
            draft(doing, slug, row.case, of.authority, context, addressee=row.case.authority, through=row.prefecture)
        )
    lay_batch(doing, f"{of.title}认定结果函（{len(papers)} 份）", of, of.authority, papers)
    doing.note = Text(f"拟稿 {len(papers)} 份", f"{len(papers)} letters drafted")


def term(recognition: Recognition) -> dict[str, str]:
    """The recognition as a letter tells of it."""
    days = {
        "announced": recognition.announced_on,
        "valid_from": recognition.valid_from,
        "valid_to": recognition.valid_to,
    }
    written = {name: written_day(day) for name, day in days.items() if day is not None}
    return {"batch": recognition.batch, "document": recognition.document, **written}

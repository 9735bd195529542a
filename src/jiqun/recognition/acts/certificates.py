"""Certificates of a round that asks for them, drafted after the announcement and laid together (Article 15)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.notices.making import refuse
from jiqun.outgoing.batches.drafting import lay_batch
from jiqun.outgoing.drafting import draft
from jiqun.recognition.acts.call import round_of
from jiqun.recognition.acts.letters import term
from jiqun.recognition.papers.letters.about import about
from jiqun.recognition.papers.letters.certificate import proposed_number
from jiqun.recognition.queries.letters import certified, uncertified
from jiqun.register.models import Recognition


def switched_on(doing: Doing) -> None:
    """The round was opened with certificates."""
    if not round_of(doing.subject).certificates:
        raise refuse(
            "本批次通知未设定制发证书（办法未要求证书），结果以通告和结果函为准。",
            "This round was opened without certificates (the measure asks for none); announcement and letter stand.",
        )


def somebody_uncertified(doing: Doing) -> None:
    """There is a recognised cluster without its certificate."""
    if not uncertified(doing.subject):
        raise refuse("本批次已认定集群的证书都已拟稿。", "Every recognised cluster's certificate is drafted already.")


def draft_certificates(doing: Doing) -> None:
    """Drafts what is wanting, with proposed numbers that go on from those of the year; nothing is typeset here."""
    of, rows = doing.subject, uncertified(doing.subject)
    recognitions = {row.case_id: row for row in Recognition.objects.filter(case_id__in=[row.pk for row in rows])}
    year = round_of(of).year
    begun = certified(year)
    papers = []
    for serial, row in enumerate(rows, start=begun + 1):
        recognition = recognitions[row.pk]
        context: dict[str, Any] = about(row, issuer=of.authority.body) | term(recognition)
        context["verify"] = doing.payload["site"] + reverse("portal:recognition", args=[recognition.pk])
        paper = draft(
            doing, "certificate", row.case, of.authority, context, addressee=row.case.authority, through=row.prefecture
        )
        paper.number = proposed_number(year, serial)
        paper.save(update_fields=["number"])
        papers.append(paper)
    lay_batch(doing, f"{of.title}认定证书（{len(papers)} 份）", of, of.authority, papers)
    doing.note = Text(f"拟稿 {len(papers)} 份", f"{len(papers)} certificates drafted")

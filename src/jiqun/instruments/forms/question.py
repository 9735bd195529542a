"""What a prefecture asks, and what the province answers (Article 18)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.instruments import queries
from jiqun.instruments.forms.fields import chosen, dated
from jiqun.instruments.models import Interpretation
from jiqun.law.citation import cite
from jiqun.law.interpretations import Interpretation as Pure
from jiqun.law.interpretations import fixed
from jiqun.law.measure import Measure
from jiqun.law.readings import Reading
from jiqun.web.fields import T, day, line, text

SHOWN = 24
"""How much of a clause a choice shows, in characters."""


def clauses(measure: Measure) -> list[tuple[str, Text]]:
    """Articles and their items, each with how it begins."""
    found = []
    for chapter in measure.clauses:
        for clause in chapter.walk():
            if clause is not chapter:
                name, begins = cite(clause.anchor), clause.text[:SHOWN]
                found.append((clause.anchor, Text(f"{name.zh}　{begins}…", f"{name.en} {begins}…")))
    return found


def phrases(measure: Measure) -> list[tuple[str, Text]]:
    """The readings that can be asked about, by their phrases."""
    return [("", T("（不涉及口径）", "(no reading)"))] + [
        (key, reading.phrase) for key, reading in measure.readings.items()
    ]


def named(reading: Reading, value: str) -> Text:
    """A value with its phrase: “每万人”按“集群从业人员”."""
    phrase, said = reading.phrase, reading.values[value]
    return Text(f"“{phrase.zh}”按“{said.zh}”", f"{phrase.en}: {said.en}")


class AskForm(PayloadForm):
    """A question: what it is about, and what is asked. It goes to the province at once."""

    title = line(T("标题", "Title"))
    clause = chosen(T("条款", "Clause"), [])
    reading = chosen(
        T("涉及的口径", "Reading it is about"),
        [],
        required=False,
        help_text=T("问法与某项用语的口径有关时选择。", "Choose one when the question is how a phrase is read."),
    )
    text = text(
        T("请示内容", "Question"),
        rows=8,
        help_text=T(
            "答复后全省工作人员可见，请勿写入企业商业秘密和个人信息。",
            "All staff read it once it is answered; write no business secrets and no personal data.",
        ),
    )

    def prepare(self) -> None:
        """The clauses and readings of the provincial measure."""
        measure = law.load(queries.PROVINCIAL)
        self.fields["clause"].choices = clauses(measure)  # type: ignore[attr-defined]
        self.fields["reading"].choices = phrases(measure)  # type: ignore[attr-defined]


class WithdrawForm(PayloadForm):
    """Why a question is taken back."""

    reason = text(T("撤回理由", "Reason"), limit=1000)


class AnswerForm(PayloadForm):
    """An interpretation: its document and text, and the reading it fixes, if any, from a day on.

    `fixes` is `口径=取值`, such as `每万人=employees`.
    """

    document = line(
        T("文号或文件名", "Number or name of the document"),
        help_text=T("如 某工信服务函〔2026〕15号", "As it is numbered"),
    )
    dated_on = day(T("成文日期", "Date of the document"))
    signatory = line(T("签发人", "Signatory"))
    text = text(T("解释内容", "Interpretation"), rows=8)
    fixes = chosen(
        T("确定口径", "Fixes a reading"),
        [],
        required=False,
        help_text=T(
            "确定后，自起始日起新开批次以此为准；已印发通知的批次和已提交的申报不变。",
            "Rounds drafted from the first day on begin with it; rounds called before and what was handed in stay.",
        ),
    )
    start = day(T("口径起始日", "First day of the reading"), required=False)
    file = EvidenceField(label=T("文件扫描件", "Scan of the document"), required=False)
    public = forms.BooleanField(
        label=T("主动公开", "Public"),
        required=False,
        help_text=T("在公众端“办法”页列出", "Listed on the public page of the measure"),
    )

    def prepare(self) -> None:
        """Every value of every reading; the one asked about first chosen by the person, never by default."""
        measure = law.load(self.doing.subject.measure if self.doing else queries.PROVINCIAL)
        groups = [
            (reading.phrase, [(f"{key}={value}", named(reading, value)) for value in reading.values])
            for key, reading in measure.readings.items()
        ]
        self.fields["fixes"].choices = [("", T("（不确定口径）", "(no reading)")), *groups]  # type: ignore[attr-defined]

    def clean_document(self) -> str:
        """One document is entered once."""
        document: str = self.cleaned_data["document"]
        there = Interpretation.objects.filter(document=document)
        if self.doing is not None:
            there = there.exclude(pk=self.doing.subject.pk)
        if there.exists():
            raise forms.ValidationError(
                str(
                    Text(
                        f"{document} 已经登记，请核对文号；同一文件答复多个问题的，请在文号后注明序号。",
                        f"{document} is entered already; check the number, or add a place to it when one document "
                        "answers several questions.",
                    )
                )
            )
        return document

    def clean_dated_on(self) -> date:
        """Not in the future."""
        return dated(self.cleaned_data["dated_on"], self.doing)

    def clean(self) -> dict[str, Any]:
        """A reading has its first day, and no other interpretation of that day says otherwise."""
        data: dict[str, Any] = self.cleaned_data
        fixes, start = data.get("fixes"), data.get("start")
        if fixes and start is None and "start" not in self.errors:
            self.add_error("start", T("确定口径的，请填写起始日。", "Give the first day of the reading."))
        if start is not None and not fixes and "fixes" not in self.errors:
            self.add_error("fixes", T("填写了起始日，请选择确定的口径。", "A first day is given; choose the reading."))
        if not self.errors and fixes and self.doing is not None:
            for problem in contradictions(self.doing.subject.measure, data):
                self.add_error("fixes", str(problem))
        return data


def contradictions(measure_id: str, data: dict[str, Any]) -> tuple[Text, ...]:
    """What other interpretations say against this one. One query."""
    reading, value = split(data["fixes"])
    this = Pure(data["document"], data["dated_on"], data["signatory"], reading, value, data["start"], data["text"])
    others = [each for each in queries.interpretations(measure_id) if each.number != this.number]
    try:
        fixed(law.load(measure_id).readings, [*others, this], this.start)
    except law.BasisError as wrong:
        return wrong.problems
    return ()


def split(fixes: str) -> tuple[str, str]:
    """`口径=取值` in its two parts; nothing gives nothing twice."""
    reading, _, value = fixes.partition("=")
    return reading, value

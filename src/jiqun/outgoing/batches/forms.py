"""What the acts on a batch ask for."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.outgoing.batches.acts import papers_of
from jiqun.outgoing.forms.sending import DatedForm, unusual
from jiqun.outgoing.forms.words import said
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import Paper

LAST_FIGURE = re.compile(r"(\d+)(\D*)$")


class TakeOutForm(PayloadForm):
    """Which paper is to be handled alone."""

    paper = forms.ChoiceField(
        label=said("移出的文稿", "The paper"),
        error_messages={
            "required": said("请选择文稿。", "Choose the paper."),
            "invalid_choice": said("该文稿不在本批之内，请刷新。", "That paper is not in this batch; reload."),
        },
    )

    def prepare(self) -> None:
        """Offers the papers of the batch."""
        if self.doing is not None and self.doing.subject is not None:
            self.fields["paper"].choices = [  # type: ignore[attr-defined]
                ("", said("请选择", "Choose")),
                *(
                    (str(each.pk), f"{each.place}. {each.heading} · {each.addressee.body if each.addressee else ''}")
                    for each in papers_of(self.doing.subject)
                ),
            ]


class NumbersForm(DatedForm):
    """The numbers as the office gave them, one on a line in the order of the batch, or the first of a row.

    `numbers` comes out as paper id → number; empty for kinds without numbers.
    """

    numbers = forms.CharField(
        label=said("发文字号（每行一个，按本批次序）", "Document numbers, one on a line, in the batch's order"),
        widget=forms.Textarea(attrs={"rows": 10}),
        required=False,
        help_text=said(
            "按办公系统给出的字号原样填写。字号连续的，只填第一个即可，其余按序号递增。",
            "As the office system gave them. Where they follow each other, the first is enough.",
        ),
    )
    as_given = forms.BooleanField(
        label=said("字号写法与常见格式不同，已核对无误", "The numbers look unusual; they were checked and are right"),
        required=False,
    )
    field_order = ("numbers", "as_given", "dated_on")

    def prepare(self) -> None:
        """Reads the papers of the batch once."""
        self.papers: list[Paper] = []
        if self.doing is not None and self.doing.subject is not None:
            self.papers = papers_of(self.doing.subject)
            proposed = [paper.number for paper in self.papers if kind(paper.kind_slug).numbered]
            if all(proposed):  # where their drafter proposed some
                self.initial.setdefault("numbers", "\n".join(proposed))

    def clean(self) -> dict[str, Any]:
        """Every number is there, free and given once; all faults at once, each with its line."""
        told = super().clean() or {}
        wanted = [paper for paper in self.papers if kind(paper.kind_slug).numbered]
        lines = [line.strip() for line in str(told.get("numbers") or "").splitlines() if line.strip()]
        if len(lines) == 1 and len(wanted) > 1:
            lines = in_a_row(lines[0], len(wanted))
        if len(lines) != len(wanted):
            self.add_error(
                "numbers",
                str(
                    Text(
                        f"本批 {len(wanted)} 份文稿，填写了 {len(lines)} 个字号；请逐行补齐，或只填第一个。",
                        f"There are {len(wanted)} papers and {len(lines)} numbers; give one for each, or the first.",
                    )
                ),
            )
            return told
        told.pop("as_given", None)
        if dated := told.get("dated_on"):
            self.look_at(lines, dated)
        told["numbers"] = {str(paper.pk): number for paper, number in zip(wanted, lines, strict=True)}
        return told

    def look_at(self, numbers: list[str], dated: date) -> None:
        """Says of each line what is wrong with it: given twice, taken, or unlike a number."""
        assert self.doing is not None
        others = Paper.objects.filter(authority=self.doing.subject.authority_id, year=dated.year, number__in=numbers)
        taken = dict(others.exclude(batch=self.doing.subject).values_list("number", "heading"))
        for place, number in enumerate(numbers, start=1):
            fault: Text | None = None
            if number in numbers[: place - 1]:
                fault = Text(f"字号 {number} 重复", f"{number} stands twice")
            elif number in taken:
                fault = Text(f"字号 {number} 已用于《{taken[number]}》", f"{number} is that of “{taken[number]}”")
            elif not self.data.get("as_given"):
                fault = unusual(number, dated)
            if fault is not None:
                self.add_error("numbers", str(Text(f"第 {place} 行：{fault.zh}。", f"Line {place}: {fault.en}.")))


def in_a_row(first: str, n: int) -> list[str]:
    """`n` numbers counted up from the first by its last figure; only the first when it holds none."""
    found = LAST_FIGURE.search(first)
    if found is None:
        return [first]
    head, start = first[: found.start()], int(found[1])
    return [f"{head}{start + step}{found[2]}" for step in range(n)]

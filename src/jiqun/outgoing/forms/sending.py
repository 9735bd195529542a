"""Number and date of a finished paper, and the paper that follows it up."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.documents.errors import DocumentError
from jiqun.evidence import store
from jiqun.outgoing import printing
from jiqun.outgoing.forms.words import said
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import Paper

USUAL = re.compile(r"[^\s〔〕\[\]（）()]{2,30}〔(\d{4})〕[1-9]\d*号")
"""机关代字〔年份〕序号号, GB/T 9704-2012, 7.2.5: the year whole, in 〔〕, the number without 第 and leading zeros."""


class DatedForm(PayloadForm):
    """The date of finished papers: not in the future, and not before they were drafted."""

    dated_on = forms.DateField(
        label=said("成文日期", "Date of the paper"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": said("请填写成文日期。", "Give the date of the paper."),
            "invalid": said("成文日期应写作 2025-04-18。", "Write the date as 2025-04-18."),
        },
    )

    def clean_dated_on(self) -> date:
        """Between the draft and today."""
        dated: date = self.cleaned_data["dated_on"]
        assert self.doing is not None
        if dated > self.doing.today:
            raise ValidationError(str(Text("成文日期不能晚于今天。", "The date cannot lie in the future.")))
        if dated < (drafted := day_of(self.doing.subject.drafted_at)):
            raise ValidationError(
                str(Text(f"成文日期不能早于拟稿日期（{drafted}）。", f"It was drafted on {drafted}, not before."))
            )
        return dated


class NumberForm(DatedForm):
    """Number and date as the office gave them; a kind without numbers asks for the date alone."""

    number = forms.CharField(
        label=said("发文字号", "Document number"),
        max_length=80,
        required=False,
        help_text=said(
            "按办公系统给出的字号原样填写，如“惠市工信函〔2025〕12号”。",
            "As the office system gave it, such as 惠市工信函〔2025〕12号.",
        ),
    )
    as_given = forms.BooleanField(
        label=said("字号写法与常见格式不同，已核对无误", "The number looks unusual; it was checked and is right"),
        required=False,
    )
    field_order = ("number", "as_given", "dated_on")

    def prepare(self) -> None:
        """A kind without numbers asks for none."""
        if self.doing is not None and not kind(self.doing.subject.kind_slug).numbered:
            del self.fields["number"], self.fields["as_given"]

    def clean_number(self) -> str:
        """A numbered kind needs its number."""
        number: str = self.cleaned_data["number"].strip()
        if not number:
            raise ValidationError(str(Text("请填写发文字号。", "Enter the document number.")))
        return number

    def clean(self) -> dict[str, Any]:
        """The number is free and looks like one; then the paper is set with it, outside of any transaction."""
        told = self.cleaned_data
        told.setdefault("number", "")
        told.pop("as_given", None)
        if self.errors or self.doing is None:
            return told
        self.look_at(told["number"], told["dated_on"])
        if not self.errors:
            try:
                made = printing.finished(self.doing.subject, told["number"], told["dated_on"], now=self.doing.now)
            except DocumentError as none:
                raise ValidationError(str(none.text)) from none
            told["pdf"] = store.keep(made, printing.PDF, self.doing.now).sha256
        return told

    def look_at(self, number: str, dated: date) -> None:
        """Says what is wrong with a number: taken, or unlike one without somebody's word that it is right."""
        if not number:
            return
        assert self.doing is not None
        paper: Paper = self.doing.subject
        taken = Paper.objects.filter(authority=paper.authority_id, year=dated.year, number=number).exclude(pk=paper.pk)
        if (other := taken.first()) is not None:
            self.add_error(
                "number",
                str(
                    Text(
                        f"发文字号 {number} 已用于《{other.heading}》，同一单位同一年的字号不能重复，请核对。",
                        f"{number} is the number of “{other.heading}” already; check it.",
                    )
                ),
            )
        elif (strange := unusual(number, dated)) is not None and not self.data.get("as_given"):
            self.add_error("number", str(strange))


def unusual(number: str, dated: date) -> Text | None:
    """What is strange about a number: not 机关代字〔年份〕序号号, or of another year than its paper; else `None`."""
    found = USUAL.fullmatch(number)
    tick = Text("；确属如此的，请勾选“已核对无误”。", "; if it is right all the same, tick the box.")
    if found is None:
        return Text(
            "发文字号通常写作“机关代字〔年份〕序号号”，年份用六角括号、序号不加“第”和 0" + tick.zh,
            "A number usually reads 机关代字〔year〕n号, with these brackets and no leading zero" + tick.en,
        )
    if int(found[1]) != dated.year:
        return Text(
            f"发文字号的年份是 {found[1]} 年，成文日期在 {dated.year} 年" + tick.zh,
            f"The number is of {found[1]}, the date of {dated.year}" + tick.en,
        )
    return None


class FollowUpForm(PayloadForm):
    """Correct it or take it back, and why."""

    how = forms.ChoiceField(
        label=said("办理方式", "What is to be done"),
        choices=(
            ("correct", Text("更正：另发更正后的全文", "correct: send the whole text anew")),
            ("withdraw", Text("撤回：发文撤回原文", "withdraw: send word that it is taken back")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": said("请选择更正或撤回。", "Choose whether to correct or to withdraw.")},
    )
    reason = forms.CharField(
        label=said("理由（写入文稿）", "Why (it stands in the paper)"),
        max_length=300,
        help_text=said("例如：附件 2 第 3 行名称有误。", "For example: a name in row 3 of annex 2 is wrong."),
        error_messages={"required": said("请写明理由。", "Say why.")},
    )

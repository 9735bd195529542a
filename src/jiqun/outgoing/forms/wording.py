"""Changing the text of a paper: as a person writes it, line by line; tables and annexes are data and stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.documents.official import Official, from_plain, plain
from jiqun.outgoing import wording
from jiqun.outgoing.forms.words import said

LINES = ("title", "to", "copies", "note", "contact")


class ReviseForm(PayloadForm):
    """Title, addressee and text. One paragraph a line; a table stands as a line of its own that is left where it is."""

    title = forms.CharField(
        label=said("标题", "Title"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=said("需要分行的，在此换行。", "Break the line where the title is to break."),
        error_messages={"required": said("请填写标题。", "Give the title.")},
    )
    to = forms.CharField(label=said("主送机关", "Addressee"), max_length=300, required=False)
    text = forms.CharField(
        label=said("正文", "Text"),
        max_length=30000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=said(
            "每段一行，不空格缩进。“一、”“（一）”开头的短行排为标题。〔表 1〕等行代表数据表，可以移动，不能删改。",
            "A paragraph a line. Short lines beginning with 一、 or （一） are headings. Lines such as 〔表 1〕 stand "
            "for tables: move them, but leave them as they are.",
        ),
        error_messages={"required": said("正文不能为空。", "The text cannot be empty.")},
    )
    copies = forms.CharField(label=said("抄送", "Copies to"), max_length=300, required=False)
    note = forms.CharField(label=said("附注", "Note"), max_length=300, required=False)
    contact = forms.CharField(label=said("联系方式", "Contact"), max_length=300, required=False)
    reason = forms.CharField(
        label=said("修改理由", "Why it is changed"),
        max_length=300,
        error_messages={"required": said("请写明修改理由。", "Say why it is changed.")},
    )

    def prepare(self) -> None:
        """Begins with the text as it stands."""
        if self.doing is not None and self.doing.subject is not None and not self.is_bound:
            official = self.official()
            for name in LINES:
                self.fields[name].initial = getattr(official, name)
            self.fields["text"].initial = wording.lines(official.body)

    def official(self) -> Official:
        """The paper as it was last worded."""
        assert self.doing is not None
        return from_plain(self.doing.subject.content)

    def clean(self) -> dict[str, Any]:
        """The text with its tables where they were; every fault at once."""
        told = self.cleaned_data
        if self.doing is None or "text" not in told:
            return told
        official = self.official()
        try:
            body = wording.blocks(told["text"], official.body)
        except wording.Unreadable as fault:
            self.add_error("text", str(fault.text))
            return told
        if self.errors:
            return told
        entered = {name: told.pop(name).replace("\r\n", "\n").strip() for name in LINES}
        new = replace(official, body=body, **entered)
        if new == official:
            self.add_error(None, str(Text("文稿没有改动。", "Nothing was changed.")))
        return {"content": plain(new), "reason": told["reason"]}

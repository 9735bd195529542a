"""What is entered to replace a template: for which notices, from which document, title and body."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.notices import wording
from jiqun.notices.template.places import STEMS, flaws
from jiqun.web.fields import T, line, text

SAME = Text("与现行第 {n} 版完全相同，无需替换。", "It is the same as revision {n} in force; nothing to replace.")


class TemplateForm(PayloadForm):
    """`stem`, `origin`, `title`, `body`; every flaw at once."""

    stem = forms.ChoiceField(label=T("用于", "For"), choices=list(STEMS.items()))
    origin = line(
        T("依据文件", "Document it comes from"),
        limit=200,
        help_text=T("如 厅务会议纪要、公文处理规定；系统不编造文号", "As the department names it"),
    )
    title = line(T("标题", "Title"), limit=200)
    body = text(
        T("正文", "Body"),
        limit=5000,
        rows=12,
        help_text=T("填空写在花括号里，如 {days}；可用的填空见本页下方。", "Places stand in braces, such as {days}."),
    )

    def prepare(self) -> None:
        """Begins with the text in force."""
        stem = str(self.initial.get("stem") or "")
        if stem in STEMS and not self.is_bound:
            now = wording.current(stem)
            self.initial.update(title=now.title, body=now.body)

    def clean(self) -> dict[str, Any]:
        """The places are those of the notice, and it differs from what is in force."""
        data: dict[str, Any] = self.cleaned_data
        if (stem := data.get("stem")) is None:
            return data
        for name in ("title", "body"):
            for flaw in flaws(stem, data.get(name, ""), body=name == "body" and name in data):
                self.add_error(name, str(flaw))
        if not self.errors:
            now = wording.current(stem)
            if (now.title, now.body) == (data["title"], data["body"].replace("\r\n", "\n").strip()):
                self.add_error("body", str(SAME.format(n=now.revision)))
        return data


class ReasonForm(PayloadForm):
    """`reason`."""

    reason = text(T("理由", "Reason"), limit=500, rows=3, error_messages={"required": T("请写明理由。", "Say why.")})

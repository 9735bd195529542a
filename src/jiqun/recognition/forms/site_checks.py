"""What the prefecture enters for its site check."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.recognition.models import SiteCheck

YES_NO = (("yes", T("是", "yes")), ("no", T("否", "no")))
PASSED = (("yes", T("通过", "passed")), ("no", T("不通过", "not passed")))
BETWEEN_NAMES = re.compile(r"[、,，;；\s]+")


class DrawForm(PayloadForm):
    """How many firms to draw."""

    firms = forms.IntegerField(
        label=T("抽取企业数（家）", "Firms to draw"),
        min_value=1,
        max_value=30,
        initial=5,
        help_text=T("名册企业不足此数的，全部抽取。", "All of them when the roster has fewer."),
    )


class RecordForm(PayloadForm):
    """The record: day, people, one finding and one answer for each firm drawn, conclusion, scan of the signed sheet.

    `finding_<uscc>` and `agrees_<uscc>` (yes, no: whether what was seen agrees with what was filed).
    """

    held_on = day(T("抽查日期", "Day of the check"))
    people = forms.CharField(
        label=T("抽查人员（不少于 2 人）", "Who went (two or more)"),
        max_length=200,
        help_text=T("姓名之间用顿号隔开。", "Names separated by commas."),
        error_messages=required("请填写抽查人员。", "Name who went."),
    )
    conclusion = text(T("抽查结论", "Conclusion"), missing=T("请填写抽查结论。", "Write the conclusion."))
    passed = forms.ChoiceField(
        label=T("是否通过", "Outcome"),
        choices=PASSED,
        widget=forms.RadioSelect,
        error_messages=required("请选择是否通过。", "Choose the outcome."),
    )
    scan = EvidenceField(
        label=T("签字的抽查记录表（扫描件）", "Scan of the signed sheet"),
        help_text=T("PDF 或图片，50 MB 以内。", "PDF or picture, up to 50 MB."),
    )

    def prepare(self) -> None:
        """Adds two fields for each firm drawn, in the order drawn."""
        self.pairs: list[tuple[str, str, str, str]] = []
        self.check: SiteCheck | None = None
        if self.doing is None:
            return
        self.check = SiteCheck.objects.filter(pk=self.doing.subject.pk).first()
        for firm in self.check.firms if self.check else []:
            finding, agrees = f"finding_{firm['uscc']}", f"agrees_{firm['uscc']}"
            self.fields[finding] = text(
                T(f"{firm['name']}：抽查情况", f"{firm['name']}: what was found"),
                limit=1000,
                rows=2,
                missing=T(f"请填写{firm['name']}的抽查情况。", f"Say what was found at {firm['name']}."),
                initial=firm.get("finding"),
            )
            self.fields[agrees] = forms.ChoiceField(
                label=T(f"{firm['name']}：与申报一致", f"{firm['name']}: agrees with what was filed"),
                choices=YES_NO,
                widget=forms.RadioSelect,
                initial=None if "agrees" not in firm else "yes" if firm["agrees"] else "no",
                error_messages=required(
                    f"请选择{firm['name']}与申报是否一致。", f"Say whether {firm['name']} agrees with what was filed."
                ),
            )
            self.pairs.append((firm["name"], firm["uscc"], finding, agrees))

    @property
    def firms(self) -> list[tuple[str, str, Any, Any]]:
        """Name, credit code and the two fields of each firm drawn."""
        return [(name, uscc, self[finding], self[agrees]) for name, uscc, finding, agrees in self.pairs]

    def clean_people(self) -> str:
        """Two names or more, joined by 、."""
        names = [name for name in BETWEEN_NAMES.split(self.cleaned_data["people"].strip()) if name]
        if len(set(names)) < 2:
            raise forms.ValidationError(
                T("实地抽查须由 2 名以上人员进行，请填写全部姓名。", "Two or more people make it; name them all.")
            )
        return "、".join(names)

    def clean_held_on(self) -> date:
        """Not before the firms were drawn, not in the future."""
        held: date = self.cleaned_data["held_on"]
        if self.doing is not None and held > self.doing.now.astimezone(ZONE).date():
            raise forms.ValidationError(T("抽查日期不能晚于今天。", "The check cannot lie in the future."))
        if self.check is not None:
            drawn = self.check.drawn_at.astimezone(ZONE).date()
            if held < drawn:
                raise forms.ValidationError(
                    T(
                        f"抽查日期不能早于抽取企业的日期（{drawn}）。",
                        f"The check cannot lie before the firms were drawn ({drawn}).",
                    )
                )
        return held

"""The text of a notice: looked through for personal data, with the days it will count (Article 14(三))."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.evidence.privacy.form import LookedThroughForm
from jiqun.notices import periods, publishing
from jiqun.notices.forms.fields import ticked
from jiqun.notices.models import DAY_AFTER, SAME_DAY
from jiqun.standards.workdays import CalendarUnknown
from jiqun.web.fields import T, day, line, text

START_MODES = (
    (
        DAY_AFTER,
        T(
            "发布次日起算：发布当日不计，公示满规定的完整工作日（稳妥，默认）",
            "From the day after: whole working days only, the day of publication is not counted (safe, default)",
        ),
    ),
    (
        SAME_DAY,
        T(
            "发布当日计入：发布当日为工作日的即为第 1 日，早一个工作日期满（常见做法）",
            "From the day itself: if it is worked it is day one, and the period ends a working day earlier (common)",
        ),
    ),
)


class ScreenedForm(PayloadForm):
    """What stands behind anything the public is told: the incidents were searched once more (Article 13(一))."""

    screened = ticked(
        T(
            "公示前已再次核查入围集群及其企业近三年有无{A13.1}所列情形",
            "Before this notice the clusters and their firms were searched again for what {A13.1} names",
        ),
        T(
            "请在再次核查后勾选：公示前须再次核查{A13.1}所列情形。",
            "Tick this after searching again: {A13.1} is checked once more before the notice.",
        ),
    )
    screened_on = day(T("再次核查日期", "Searched again on"))

    def clean_screened_on(self) -> date:
        """A search cannot have been made on a day to come."""
        found: date = self.cleaned_data["screened_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(
                T("再次核查日期不能晚于今天。", "The search cannot have been made on a day to come.")
            )
        return found


class NoticeForm(LookedThroughForm, ScreenedForm):
    """The text of a notice; the list is added from what is on record, the days are counted from the planned day."""

    title = line(T("标题", "Title"), limit=200)
    body = text(T("正文", "Text"), rows=9)
    contact = text(
        T("联系方式", "Contact"),
        limit=200,
        rows=2,
        help_text=T(
            "受理异议的部门、办公电话、地址、公务邮箱；将对外公开，请勿填写个人手机号。",
            "Office, office telephone, address and mail for objections; this is published, so no private number.",
        ),
    )
    attachment = EvidenceField(
        label=T("附件（可不附）", "Attachment (optional)"),
        required=False,
        help_text=T(
            "随公示公开的文件（PDF、DOCX、XLSX）；提交时逐字查找个人信息。名单由系统附上，不必另传。",
            "A file published with the notice; it is looked through for personal data. The list itself is added.",
        ),
    )
    planned_on = day(
        T("拟在官方网站发布的日期", "To stand on the official website on"),
        help_text=T("公示文本按此日期载明公示期及所计各日。", "The paper names the period and its days from this day."),
    )
    start_mode = forms.ChoiceField(
        label=T("公示期起算方式", "How the period begins"),
        choices=START_MODES,
        widget=forms.RadioSelect,
        initial=DAY_AFTER,
        error_messages={"required": T("请选择起算方式。", "Choose how the period begins.")},
    )

    looked_at = ("title", "body")
    files_looked_at = ("attachment",)
    open_fields = ("contact",)
    field_order: tuple[str, ...] = (
        "title",
        "body",
        "contact",
        "attachment",
        "planned_on",
        "start_mode",
        "screened",
        "screened_on",
    )

    def required_days(self) -> int:
        """The working days the notice has to stand."""
        raise NotImplementedError

    def items(self) -> list[dict[str, Any]]:
        """The list as it will be published."""
        return []

    def also_looked_at(self) -> Iterator[tuple[Text, str]]:
        """The list, line by line."""
        for item in self.items():
            said = "\x1f".join((item["name"], item["place"], *item["industries"], item["applicant"]))
            yield T(f"名单“{item['name']}”", f"The list, “{item['name']}”"), said

    def previews(self) -> list[tuple[Any, periods.Period]]:
        """The period by each mode from the planned day: what the choice means; nothing where it cannot be counted."""
        try:
            given = self["planned_on"].value()
            planned = given if isinstance(given, date) else date.fromisoformat(str(given))
            return [(title, self.planned(planned, mode)) for mode, title in START_MODES]
        except (ValueError, CalendarUnknown):
            return []

    def planned(self, on: date, mode: str) -> periods.Period:
        """The period of a notice that stands on a day. Raises `CalendarUnknown`."""
        start = publishing.start_of(on, mode)
        counted = periods.first_period(start, self.required_days(), first_day_counts=True)
        return periods.Period(counted.start, counted.end, counted.days)

    def clean(self) -> dict[str, Any]:
        """The days can be counted; the plan does not lie behind."""
        data = super().clean()
        planned, mode = data.get("planned_on"), data.get("start_mode")
        if planned is None or not mode or self.doing is None:
            return data
        if planned < self.doing.today and not self.doing.claimed and not self.doing.prepared_by:
            self.add_error("planned_on", T("拟发布日期不能早于今天。", "It cannot stand there on a day gone by."))
        try:
            self.planned(planned, mode)
        except CalendarUnknown as unknown:
            self.add_error("planned_on", T(unknown.text.zh, unknown.text.en))
        return data

"""A notice, its publication on the official website, an interruption (Article 14(三))."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.notices import periods
from jiqun.notices.forms.fields import moment, ticked
from jiqun.notices.models import Notice
from jiqun.standards.workdays import CalendarUnknown
from jiqun.web.fields import T, day, line, text

MODES = (
    ("extend", T("顺延：中断前的公示日照计，其余自恢复之日起续算", "Extend: the days before it stay counted")),
    ("restart", T("重新计算：自恢复之日起重新公示满规定天数", "Restart: the whole period once more")),
)


class ScreenedForm(PayloadForm):
    """What stands behind anything the public is told: the incidents were searched once more (Article 13(一))."""

    screened = ticked(
        T(
            "公示前已再次核查入围集群及其企业近三年有无第十三条（一）所列情形",
            "Before this notice the clusters and their firms were searched again for what Article 13(1) names",
        ),
        T(
            "请在再次核查后勾选：公示前须再次核查第十三条（一）所列情形。",
            "Tick this after searching again: Article 13(1) is checked once more before the notice.",
        ),
    )
    screened_on = day(T("再次核查日期", "Searched again on"))

    def clean_screened_on(self) -> date:
        """A search cannot have been made on a day to come."""
        found: date = self.cleaned_data["screened_on"]
        if self.doing is not None and found > self.doing.now.astimezone(ZONE).date():
            raise forms.ValidationError(
                T("再次核查日期不能晚于今天。", "The search cannot have been made on a day to come.")
            )
        return found


class NoticeForm(ScreenedForm):
    """The text of a notice; the list and the dates are added from what is on record."""

    title = line(T("标题", "Title"), limit=200)
    body = text(T("正文", "Text"), rows=7)
    contact = text(
        T("联系方式", "Contact"),
        limit=200,
        rows=2,
        help_text=T(
            "受理异议的部门、电话、地址；将对外公开，请勿填写个人手机号。",
            "Office, telephone and address for objections; this is published, so no private number.",
        ),
    )
    first_day_counts = forms.BooleanField(
        label=T("公示起始日计入公示期", "The first day counts"),
        required=False,
        initial=True,
        help_text=T(
            "不勾选时自次日起算（民法典第二百零一条）。",
            "Unticked, counting begins with the next day (Civil Code, Article 201).",
        ),
    )

    field_order: tuple[str, ...] = ("title", "body", "contact", "first_day_counts", "screened", "screened_on")


class OfNotice(PayloadForm):
    """About one notice of the round; where there is only one, it is the one meant."""

    notice = forms.ChoiceField(label=T("公示", "Notice"))
    none: Any = T("没有可选的公示。", "There is no notice to choose.")

    def candidates(self) -> list[Notice]:
        """The notices the act can be about."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Offers the candidates."""
        self.found: dict[str, Notice] = {}
        if self.doing is not None and self.doing.subject is not None:
            self.found = {str(notice.pk): notice for notice in self.candidates()}
        field = self.fields["notice"]
        field.choices = [(pk, notice.title) for pk, notice in self.found.items()]  # type: ignore[attr-defined]
        said = T("请选择公示。", "Choose the notice.") if self.found else self.none
        field.error_messages = {"required": said, "invalid_choice": said}
        if len(self.found) == 1:
            field.initial = next(iter(self.found))
            field.required = False
            field.widget = forms.HiddenInput()

    def clean_notice(self) -> str:
        """The notice meant."""
        given: str = self.cleaned_data["notice"]
        return given or next(iter(self.found))

    def today(self) -> date:
        """The office's day."""
        assert self.doing is not None
        return self.doing.now.astimezone(ZONE).date()


class PublicationForm(OfNotice):
    """Where and since when a notice stands on the official website; the period runs only from such a record."""

    url = forms.URLField(
        label=T("官方网站网址", "Address on the official website"),
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": T("请填写公示在官方网站上的网址。", "Give the address on the official website."),
            "invalid": T("网址须以 http:// 或 https:// 开头。", "An address begins with http:// or https://."),
        },
    )
    stood_at = moment(T("在官方网站发布的时间", "Stood on the official website since"))
    image = EvidenceField(
        label=T("网页截图", "Image of the page"),
        help_text=T("发布后官方网站页面的截图或打印件。", "A picture or print of the page as it stood there."),
        error_messages={"required": T("请上传官方网站页面的截图。", "Upload a picture of the page.")},
    )
    starts_on = day(
        T("公示起始日", "The period begins on"),
        required=False,
        help_text=T("不填则为发布次日；不得早于发布之日。", "The day after, unless given; never before that day."),
    )

    none = T("本批次的公示都已登记发布。", "The publication of every notice is on record.")

    def candidates(self) -> list[Notice]:
        """Those not yet on record as published."""
        assert self.doing is not None
        return list(Notice.objects.filter(round=self.doing.subject, starts_on__isnull=True).order_by("number"))

    def clean_stood_at(self) -> datetime:
        """It stood there already, and not before it was signed."""
        stood: datetime = self.cleaned_data["stood_at"]
        assert self.doing is not None
        if stood > self.doing.now:
            raise forms.ValidationError(
                T("发布时间不能晚于现在；请在官方网站发布后登记。", "Publish it first and record it afterwards.")
            )
        return stood

    def clean(self) -> dict[str, Any]:
        """The start, counted; an unknown calendar year is said with the notice that is missing."""
        data = super().clean() or {}
        stood, notice = data.get("stood_at"), self.found.get(data.get("notice", ""))
        if stood is None or notice is None or "starts_on" not in data:
            return data
        stood_on = stood.astimezone(ZONE).date()
        if stood < notice.made_at:
            self.add_error(
                "stood_at",
                T("发布时间早于公示签批时间，请核对。", "That is before the notice was signed; check the time."),
            )
        start = data["starts_on"] or periods.day_after(stood_on)
        if start < stood_on:
            self.add_error(
                "starts_on",
                T(
                    f"公示起始日不得早于在官方网站发布之日（{stood_on:%Y-%m-%d}）。",
                    f"The period cannot begin before the notice stood on the official website ({stood_on:%Y-%m-%d}).",
                ),
            )
        try:
            periods.first_period(start, notice.required_days, first_day_counts=notice.first_day_counts)
        except CalendarUnknown as unknown:
            self.add_error("starts_on", T(unknown.text.zh, unknown.text.en))
        data["starts_on"] = start
        return data


class InterruptionForm(OfNotice):
    """A notice did not stand there for a while: since when, from when again, and what follows for the period."""

    interrupted_at = moment(T("中断时间", "Interrupted since"))
    resumed_on = day(T("恢复公示之日", "Stood again from"))
    mode = forms.ChoiceField(label=T("公示期如何计算", "What follows for the period"), choices=MODES)
    remark = line(T("情况说明", "What happened"), limit=300, widget=forms.Textarea(attrs={"rows": 3}))

    none = T("公示尚未登记发布，没有可登记的中断。", "No notice is on record as published, so none was interrupted.")

    def candidates(self) -> list[Notice]:
        """Those on record as published."""
        assert self.doing is not None
        return list(Notice.objects.filter(round=self.doing.subject, starts_on__isnull=False).order_by("number"))

    def clean(self) -> dict[str, Any]:
        """The interruption lies within the period; it can be counted anew."""
        data = super().clean() or {}
        since, resumed = data.get("interrupted_at"), data.get("resumed_on")
        notice = self.found.get(data.get("notice", ""))
        if since is None or resumed is None or notice is None or notice.starts_on is None or notice.ends_on is None:
            return data
        on = since.astimezone(ZONE).date()
        if not notice.starts_on <= on <= notice.ends_on:
            self.add_error(
                "interrupted_at",
                T(
                    f"中断时间不在公示期内（{notice.starts_on:%Y-%m-%d} 至 {notice.ends_on:%Y-%m-%d}）。",
                    f"That is outside the period ({notice.starts_on:%Y-%m-%d} to {notice.ends_on:%Y-%m-%d}).",
                ),
            )
        if resumed < on:
            self.add_error("resumed_on", T("恢复之日不能早于中断之日。", "It cannot stand again before it fell."))
            return data
        try:
            periods.restarted(on, resumed, notice.required_days, first_day_counts=notice.first_day_counts)
        except CalendarUnknown as unknown:
            self.add_error("resumed_on", T(unknown.text.zh, unknown.text.en))
        return data

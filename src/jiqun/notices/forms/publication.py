"""Where an edition of a notice stands; interruptions; a calendar that was corrected (Article 14(三))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import day_of
from jiqun.casework.procedure import PayloadForm
from jiqun.notices import periods, publishing
from jiqun.notices.forms.fields import moment
from jiqun.notices.forms.official_page import OfficialPageForm
from jiqun.notices.models import Edition, Notice
from jiqun.standards.workdays import CalendarUnknown
from jiqun.web.fields import T, day, line, text

MODES = (
    ("extend", T("顺延：中断前的公示日照计，其余自恢复之日起续算", "Extend: the days before it stay counted")),
    (
        "restart",
        T("重新计算：自恢复之日起重新公示满已公告的工作日数", "Restart: as many days once more as were announced"),
    ),
)


class OfNotice(PayloadForm):
    """About one notice of the round; where there is only one, it is the one meant."""

    notice = forms.ChoiceField(label=T("公示", "Notice"))
    none: Any = T("没有可选的公示。", "There is no notice to choose.")

    def fits(self, notice: Notice) -> bool:
        """Whether the act can be about this notice."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Offers the notices that fit."""
        super().prepare()
        self.found: dict[str, Notice] = {}
        if self.doing is not None and self.doing.subject is not None:
            rows = Notice.objects.filter(round=self.doing.subject).order_by("number")
            self.found = {str(notice.pk): notice for notice in rows if self.fits(notice)}
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


class PublicationForm(OfNotice, OfficialPageForm):
    """Where and since when an edition stands on the official website; the period runs only from such a record."""

    starts_on = day(
        T("公示起始日", "The period begins on"),
        required=False,
        help_text=T(
            "不填则按公示所定方式（次日或当日）起算；更正不重新计算、延长公示期的，不填。",
            "Left blank, as the notice says (the day after, or the day itself); leave it blank for a correction that "
            "does not restart the period, and for an extension.",
        ),
    )
    remark = line(
        T("情况说明", "Remark"),
        limit=300,
        required=False,
        help_text=T(
            "实际公示期与公示文本载明的日期不一致时必填。", "Needed where the period differs from the one printed."
        ),
    )

    field_order = ("notice", "url", "stood_at", "image", "starts_on", "remark")
    none = T("本批次的公示都已登记发布。", "The publication of every notice is on record.")

    def fits(self, notice: Notice) -> bool:
        """An edition of it was signed and is not yet on record as published."""
        return notice.awaits_publication

    def clean(self) -> dict[str, Any]:
        """The period that follows; an unknown calendar year is said with the notice that is missing."""
        data = super().clean() or {}
        stood, notice = data.get("stood_at"), self.found.get(data.get("notice", ""))
        if stood is None or notice is None or "starts_on" not in data:
            return data
        edition = Edition.objects.get(notice=notice, number=notice.editions_made)
        if stood < edition.made_at:
            self.add_error(
                "stood_at",
                T("发布时间早于公示签批时间，请核对。", "That is before the notice was signed; check the time."),
            )
        self.check_start(data, notice, edition, day_of(stood))
        return data

    def check_start(self, data: dict[str, Any], notice: Notice, edition: Edition, stood_on: date) -> None:
        """Counts the period from the day it stood, and holds it against what the notice printed."""
        earliest = publishing.start_of(stood_on, notice.start_mode)
        data["starts_on"] = start = data["starts_on"] or earliest
        if start < earliest:
            self.add_error(
                "starts_on",
                T(
                    f"公示起始日不得早于 {earliest:%Y-%m-%d}（{stood_on:%Y-%m-%d} 在官方网站发布，"
                    f"{notice.get_start_mode_display()}）。",
                    f"The period cannot begin before {earliest:%Y-%m-%d}: it stood from {stood_on:%Y-%m-%d}.",
                ),
            )
        if edition.kind == "extension" and notice.ends_on is not None and stood_on > notice.ends_on:
            self.add_error(
                "stood_at",
                T(
                    f"公示期已于 {notice.ends_on:%Y-%m-%d} 期满，此后发布的不能延长原公示期；请更正公示并重新计算。",
                    f"The period ended on {notice.ends_on:%Y-%m-%d}; correct the notice and restart it instead.",
                ),
            )
        try:
            period = publishing.period_of(notice, edition, start)
        except CalendarUnknown as unknown:
            self.add_error("starts_on", T(unknown.text.zh, unknown.text.en))
            return
        if edition.kind == "first" and notice.planned_on is not None and not data["remark"]:
            self.compare(notice, period)

    def compare(self, notice: Notice, period: periods.Period) -> None:
        """What was printed and what follows from the record are the same, or it is said why not."""
        assert notice.planned_on is not None
        start = publishing.start_of(notice.planned_on, notice.start_mode)
        printed = periods.first_period(start, notice.required_days, first_day_counts=True)
        if printed.days != period.days:
            self.add_error(
                "remark",
                T(
                    f"按登记应公示至 {period.end:%Y-%m-%d}，公示文本载明至 {printed.end:%Y-%m-%d}，两者不一致："
                    "请核对发布时间；确属如此的，在此说明，并考虑发布更正公示。",
                    f"By this record the period ends {period.end:%Y-%m-%d}, the notice prints {printed.end:%Y-%m-%d}: "
                    "check the time, or say why here, and consider a correction notice.",
                ),
            )


class InterruptionForm(OfNotice):
    """A notice did not stand there for a while: since when, from when again, and what follows for the period."""

    interrupted_at = moment(T("中断时间", "Interrupted since"))
    resumed_on = day(T("恢复公示之日", "Stood again from"))
    mode = forms.ChoiceField(label=T("公示期如何计算", "What follows for the period"), choices=MODES)
    remark = line(T("情况说明", "What happened"), limit=300, widget=forms.Textarea(attrs={"rows": 3}))

    none = T("公示尚未登记发布，没有可登记的中断。", "No notice is on record as published, so none was interrupted.")

    def fits(self, notice: Notice) -> bool:
        """It is on record as published."""
        return notice.starts_on is not None

    def clean(self) -> dict[str, Any]:
        """The interruption lies within the period; it can be counted anew."""
        data = super().clean() or {}
        since, resumed = data.get("interrupted_at"), data.get("resumed_on")
        notice = self.found.get(data.get("notice", ""))
        if since is None or resumed is None or notice is None or notice.starts_on is None or notice.ends_on is None:
            return data
        on = day_of(since)
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
        if resumed > self.today:
            said = T("恢复之日不能晚于今天；请在恢复公示后登记。", "Record it once the notice stands there again.")
            self.add_error("resumed_on", said)
        try:
            publishing.after_interruption(notice, on, resumed, data.get("mode", "restart"))
        except CalendarUnknown as unknown:
            self.add_error("resumed_on", T(unknown.text.zh, unknown.text.en))
        return data


class CalendarForm(OfNotice):
    """The calendar was corrected after the period was announced: two persons decide whether it moves."""

    mode = forms.ChoiceField(
        label=T("处理", "What follows"),
        choices=(
            ("stay", T("维持已公告的公示期", "Keep the period as it was announced")),
            ("move", T("按更正后的日历调整公示期", "Move the period to the corrected calendar")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择如何处理。", "Choose what follows.")},
    )
    remark = text(T("理由", "Reason"), limit=500, rows=3, error_messages={"required": T("请写明理由。", "Say why.")})

    none = T(
        "现行日历与各项公示所计的公示日一致，无需处理。",
        "The calendar agrees with the days every notice counted; nothing to decide.",
    )

    def fits(self, notice: Notice) -> bool:
        """The calendar of today counts it otherwise."""
        return notice.drift is not None

    def clean(self) -> dict[str, Any]:
        """Moving needs a calendar that can be counted in."""
        data = super().clean() or {}
        notice = self.found.get(data.get("notice", ""))
        if notice is not None and data.get("mode") == "move" and (found := notice.drift) and found.period is None:
            self.add_error(
                "mode",
                T(
                    "按更正后的日历，公示期跨入尚无国务院放假安排的年份，无法计算；请待安排发布后办理。",
                    "By the corrected calendar the period runs into a year whose State Council notice is missing.",
                ),
            )
        return data

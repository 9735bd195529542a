"""Correcting what a published notice says, extending its period: always by a further notice (Article 14(三))."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.evidence.privacy.form import LookedThroughForm
from jiqun.notices import periods
from jiqun.notices.forms.publication import OfNotice
from jiqun.notices.models import Notice
from jiqun.standards.workdays import CalendarUnknown
from jiqun.web.fields import T, line, text

MOST_MORE = 30


class ExtensionForm(OfNotice):
    """How many more working days a running period gets, and why."""

    more_days = forms.IntegerField(
        label=T("延长的工作日数", "Working days added"),
        min_value=1,
        max_value=MOST_MORE,
        error_messages={
            "required": T("请填写延长几个工作日。", "Give the working days to be added."),
            "min_value": T("至少延长 1 个工作日。", "At least one working day."),
            "max_value": T(f"一次最多延长 {MOST_MORE} 个工作日。", f"At most {MOST_MORE} working days at a time."),
        },
    )
    reason = text(
        T("延长的理由", "Reason"),
        limit=500,
        rows=3,
        error_messages={
            "required": T("请写明延长的理由，将在延长公示中载明。", "Say why; the further notice says so.")
        },
    )

    none = T("没有正在公示的公示，不能延长。", "No notice is standing, so no period can be extended.")

    def fits(self, notice: Notice) -> bool:
        """It stands, its period is not over, and nothing of it waits to be published."""
        return notice.starts_on is not None and not notice.awaits_publication and not notice.over(self.today)

    def clean(self) -> dict[str, Any]:
        """The days can be counted."""
        data = super().clean() or {}
        notice = self.found.get(data.get("notice", ""))
        if notice is not None and notice.period is not None and data.get("more_days"):
            try:
                periods.prolonged(notice.period, data["more_days"])
            except CalendarUnknown as unknown:
                self.add_error("more_days", T(unknown.text.zh, unknown.text.en))
        return data


class CorrectionForm(LookedThroughForm, OfNotice):
    """What the notice is to say instead, and whether its period begins anew."""

    title = line(T("标题", "Title"), limit=200)
    body = text(T("正文", "Text"), rows=9)
    contact = text(T("联系方式", "Contact"), limit=200, rows=2)
    reason = text(
        T("更正的原因", "Reason"),
        limit=500,
        rows=3,
        error_messages={"required": T("请写明更正的原因，将在更正公示中载明。", "Say why; the correction says so.")},
    )
    restart = forms.ChoiceField(
        label=T("公示期", "The period"),
        choices=(
            ("no", T("不重新计算：更正不影响公众了解名单", "Goes on: the public knew the list all the same")),
            ("yes", T("重新计算：自更正公示发布后重新公示满规定天数", "Begins anew once the correction stands")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择公示期是否重新计算。", "Say whether the period begins anew.")},
    )

    none = T("没有已发布、可更正的公示。", "There is no published notice to correct.")
    looked_at = ("title", "body")
    open_fields = ("contact",)

    def fits(self, notice: Notice) -> bool:
        """It was published, and no other edition of it waits."""
        return notice.starts_on is not None and not notice.awaits_publication

    def prepare(self) -> None:
        """Begins with what the notice says now."""
        super().prepare()
        if len(self.found) >= 1 and not self.is_bound:
            shown = self.found.get(str(self.initial.get("notice"))) or next(iter(self.found.values()))
            for name in ("title", "body", "contact"):
                self.initial.setdefault(name, getattr(shown, name))

    def items(self, notice: Notice) -> list[dict[str, Any]]:
        """The list as it would be published now."""
        return list(notice.items)

    def clean(self) -> dict[str, Any]:
        """Something is said otherwise."""
        data = super().clean()
        notice = self.found.get(data.get("notice", ""))
        if notice is not None and not self.errors and not changes(notice, data, self.items(notice)):
            self.add_error(
                None,
                T("更正后的内容与已发布的公示相同，没有可更正的。", "It says the same as before; nothing to correct."),
            )
        return data


LABELS = {"title": "标题", "body": "正文", "contact": "联系方式"}


def changes(notice: Notice, told: dict[str, Any] | Any, items: list[dict[str, Any]]) -> list[dict[str, str]]:
    """What a correction says otherwise: {"label", "before", "after"}, line by line of the list."""
    found = [
        {"label": label, "before": getattr(notice, name), "after": told[name]}
        for name, label in LABELS.items()
        if told.get(name) is not None and lines(getattr(notice, name)) != lines(told[name])
    ]
    before = {item["case"]: listed(item) for item in notice.items}
    return found + [
        {"label": f"名单第 {number} 项", "before": before.get(item["case"], "—"), "after": listed(item)}
        for number, item in enumerate(items, 1)
        if before.get(item["case"]) != listed(item)
    ]


def lines(said: str) -> list[str]:
    """A text without what a browser does to its line ends."""
    return [each.rstrip() for each in said.strip().splitlines()]


def listed(item: dict[str, Any]) -> str:
    """One line of the list as words."""
    return "，".join((item["name"], item["place"], "、".join(item["industries"]), item["applicant"]))

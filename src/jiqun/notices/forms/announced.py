"""What is entered of an announcement (通告) on the official website."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE, day_of
from jiqun.notices import announced
from jiqun.notices.forms.official_page import OfficialPageForm
from jiqun.notices.models import Announcement
from jiqun.web.fields import T, line


class AnnouncementPublicationForm(OfficialPageForm):
    """Which announcement stands where since when; one recorded before may be recorded anew, with the reason."""

    document = forms.ChoiceField(
        label=T("通告", "Announcement"),
        error_messages={
            "required": T("请选择通告。", "Choose the announcement."),
            "invalid_choice": T("请选择本批次的通告。", "Choose an announcement of this round."),
        },
    )
    remark = line(
        T("情况说明", "Remark"),
        limit=300,
        required=False,
        help_text=T("更正已登记内容的，必须说明。", "Needed where an earlier record is corrected."),
    )
    field_order = ("document", "url", "stood_at", "image", "remark")

    def prepare(self) -> None:
        """Offers the announcements of the list, beginning with one that is not on record."""
        super().prepare()
        self.found: dict[str, announced.Announced] = {}
        if self.doing is not None and self.doing.subject is not None:
            of = Announcement.objects.filter(pk=self.doing.subject.pk).first()
            said = announced.announced(of, announced.records(of)) if of is not None else ()
            self.found = {each.document: each for each in said}
        self.fields["document"].choices = [  # type: ignore[attr-defined]
            (each.document, each.named) for each in self.found.values()
        ]
        waiting = (each.document for each in self.found.values() if each.latest is None)
        self.initial.setdefault("document", next(waiting, None))

    def clean(self) -> dict[str, Any]:
        """It does not stand there before its day; a second record of it has its reason."""
        data = super().clean() or {}
        chosen = self.found.get(data.get("document", ""))
        if chosen is None:
            return data
        stood = data.get("stood_at")
        if stood is not None and chosen.on is not None and day_of(stood) < chosen.on:
            self.add_error(
                "stood_at",
                T(
                    f"发布时间早于通告的公布日期（{chosen.on:%Y-%m-%d}），请核对。",
                    f"That is before the day of the announcement ({chosen.on:%Y-%m-%d}); check the time.",
                ),
            )
        if chosen.latest is not None and not data.get("remark"):
            before = chosen.latest.at.astimezone(ZONE)
            self.add_error(
                "remark",
                T(
                    f"该通告已登记于 {before:%Y-%m-%d %H:%M} 发布；确需更正登记的，请说明情况。",
                    f"It is on record as standing since {before:%Y-%m-%d %H:%M}; to correct that, say why.",
                ),
            )
        return data

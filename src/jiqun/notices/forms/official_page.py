"""What is entered of a page on the official website: address, time, image."""

from __future__ import annotations

from datetime import datetime

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.notices.forms.fields import moment
from jiqun.web.fields import T


class OfficialPageForm(PayloadForm):
    """Where and since when it stands on the official website, with an image of the page."""

    url = forms.URLField(
        label=T("官方网站网址", "Address on the official website"),
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": T("请填写在官方网站上的网址。", "Give the address on the official website."),
            "invalid": T("网址须以 http:// 或 https:// 开头。", "An address begins with http:// or https://."),
        },
    )
    stood_at = moment(T("在官方网站发布的时间", "Stood on the official website since"))
    image = EvidenceField(
        label=T("网页截图", "Image of the page"),
        help_text=T("发布后官方网站页面的截图或打印件。", "A picture or print of the page as it stood there."),
        error_messages={"required": T("请上传官方网站页面的截图。", "Upload a picture of the page.")},
    )

    def clean_stood_at(self) -> datetime:
        """It stood there already."""
        stood: datetime = self.cleaned_data["stood_at"]
        assert self.doing is not None
        if stood > self.doing.now:
            raise forms.ValidationError(
                T("发布时间不能晚于现在；请在官方网站发布后登记。", "Publish it first and record it afterwards.")
            )
        return stood

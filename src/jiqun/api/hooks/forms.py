"""What a subscription asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.api.hooks.addresses import NotAllowed, parsed
from jiqun.api.hooks.events import names
from jiqun.api.tokens.scopes import OWN
from jiqun.casework.procedure import PayloadForm, procedures
from jiqun.web.fields import T, line

NOTHING = T("请至少选择一类办件或填写一个环节。", "Choose one procedure or name one act at least.")


class HookForm(PayloadForm):
    """Where to, and about what."""

    address = line(
        T("接收地址", "Address"),
        limit=300,
        help_text=T("公网可达的 https 网址", "An https address that can be reached from the internet"),
    )
    procedures = forms.MultipleChoiceField(
        label=T("办件类型", "Procedures"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    acts = forms.CharField(
        label=T("只订阅个别环节", "Single acts only"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=T(
            "一行一个，如 application.submit；名称见接口说明。",
            "One a line, such as application.submit; see the guide.",
        ),
    )

    def prepare(self) -> None:
        """Offers every procedure; what the account does not see is never sent."""
        chosen: Any = self.fields["procedures"]
        chosen.choices = [(table.name, table.title) for table in procedures() if table.name not in OWN]

    def clean_address(self) -> str:
        """A public one. Raises `ValidationError`."""
        given: str = self.cleaned_data["address"]
        try:
            parsed(given)
        except NotAllowed as why:
            raise ValidationError(T(why.text.zh, why.text.en)) from why
        return given

    def clean_acts(self) -> list[str]:
        """The acts named. Raises `ValidationError` naming those there are not."""
        given = [each.strip() for each in self.cleaned_data["acts"].splitlines() if each.strip()]
        if unknown := [each for each in given if each not in names()]:
            said = "、".join(unknown)
            raise ValidationError(T(f"没有这些环节：{said}。", f"There are no such acts: {said}."))
        return given

    def clean(self) -> dict[str, Any]:
        """A subscription to nothing is a slip."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["procedures"] and not cleaned["acts"]:
            raise ValidationError({"procedures": NOTHING})
        return cleaned

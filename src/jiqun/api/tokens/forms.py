"""What making a token asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.api.tokens.scopes import READS, act_scopes
from jiqun.casework.procedure import PayloadForm
from jiqun.web.fields import T, line

DAYS = (30, 90, 180, 365)
ONE_AT_LEAST = T("请至少选择一项权限。", "Choose one permission at least.")


class TokenForm(PayloadForm):
    """A name, what it may do, how long."""

    name = line(
        T("用途", "What for"),
        limit=60,
        help_text=T("如“市数据平台每日取数”", "Such as “daily fetch of the city's data platform”"),
    )
    days = forms.TypedChoiceField(
        label=T("有效期", "Good for"), coerce=int, choices=[(n, T(f"{n} 天", f"{n} days")) for n in DAYS]
    )
    reads = forms.MultipleChoiceField(
        label=T("可以读取", "May read"), required=False, widget=forms.CheckboxSelectMultiple, choices=()
    )
    acts = forms.MultipleChoiceField(
        label=T("可以办理", "May act in"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(),
        help_text=T(
            "须签批的事项由接口提请，仍由审核岗在页面上签批。",
            "What needs a signature is laid before the approver, who signs on the page.",
        ),
    )

    def prepare(self) -> None:
        """Offers what the account itself may do."""
        chosen: Any = self.fields["reads"]
        chosen.choices = list(READS.items())
        chosen = self.fields["acts"]
        chosen.choices = list(act_scopes(self.doing.by).items()) if self.doing else []

    def clean(self) -> dict[str, Any]:
        """A token that may do nothing is a slip."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned["reads"] and not cleaned["acts"]:
            raise ValidationError({"reads": ONE_AT_LEAST})
        return cleaned

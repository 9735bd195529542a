"""What is entered for the letters of the result: the remedy told with each decision against an applicant."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.hearings.appeals import APPEALS
from jiqun.recognition.forms.words import T, required
from jiqun.recognition.models import Application
from jiqun.recognition.queries.letters import AGAINST, untold

ALIKE = ("", T("（同上，统一告知）", "(as for all)"))


class RemedyForm(PayloadForm):
    """One remedy for all of them, another one where it is chosen: `appeal`, and `appeal_<id>` for one application.

    `reason` is asked for wherever nothing is told.
    """

    appeal = forms.ChoiceField(
        label=T("统一告知的救济途径", "Remedy told to all"),
        choices=[(each.slug, each.title) for each in APPEALS],
        widget=forms.RadioSelect,
        error_messages=required("请选择统一告知的救济途径。", "Choose the remedy told to all."),
    )
    reason = forms.CharField(label=T("不告知救济途径的理由", "Why nothing is told"), required=False, max_length=300)

    def prepare(self) -> None:
        """A choice for each applicant that is to get a letter against it."""
        self.rows: list[Application] = []
        if self.doing is not None and self.doing.subject is not None:
            self.rows = untold(self.doing.subject, *AGAINST)
        for row in self.rows:
            name = f"{row.cluster.name}（{row.case.authority.body}）"
            self.fields[f"appeal_{row.pk}"] = forms.ChoiceField(
                label=T(f"{name}：另行选择", f"{name}: another one"),
                choices=[ALIKE, *((each.slug, each.title) for each in APPEALS)],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """Silence about remedies has its reason."""
        told = super().clean() or {}
        chosen = {value for name, value in told.items() if name.startswith("appeal")}
        if "none" in chosen and not (told.get("reason") or "").strip():
            self.add_error("reason", T("不告知救济途径的，须写明理由。", "Say why no remedy is told."))
        return told


class CertificateForm(PayloadForm):
    """Where the public finds this office's pages: printed on each certificate as the address that verifies it."""

    site = forms.URLField(
        label=T("公众访问本系统的网址", "Where the public reaches this system"),
        max_length=200,
        assume_scheme="https",
        help_text=T(
            "证书二维码指向该网址下的核验页，如 https://jq.example.gov.cn。",
            "The code on the certificate leads to the page of verification there, such as https://jq.example.gov.cn.",
        ),
        error_messages={
            "required": T("请填写公众访问本系统的网址。", "Give the address."),
            "invalid": T("网址应写作 https://jq.example.gov.cn。", "Write it like https://jq.example.gov.cn."),
        },
    )

    def clean_site(self) -> str:
        """Without the stroke at its end."""
        site: str = self.cleaned_data["site"]
        return site.rstrip("/")

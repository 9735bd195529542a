"""认定证书: an offer of the product, not of the measure; drawn without a seal, only in rounds that ask for it (A15)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.documents.official import Official, Para
from jiqun.outgoing.kinds import Kind, register
from jiqun.standards import province


def proposed_number(year: int, serial: int) -> str:
    """The number the product proposes: the round's year, and the place among that year's certificates, supplementary
    rounds included; the office gives the one that counts."""
    return f"{year}-{serial:03d}"


def compose(case: Case, context: Mapping[str, Any]) -> Official:
    """Context: `issuer`, `cluster`, `batch`, `document`, `valid_from` and `valid_to` (days in words), `verify` (the
    public address that says whether the recognition stands)."""
    ground = f"依据{context['document']}，" if context["document"] else "经审核公示，"
    return Official(
        layout="certificate",
        issuer=context["issuer"],
        title="认定证书",
        body=(
            Para(f"{context['cluster']}：", flush=True),
            Para(f"{ground}认定为{province.here().designation.zh}（{context['batch']}）。"),
            Para(f"有效期：{context['valid_from']}至{context['valid_to']}。"),
        ),
        extra={"verify": context["verify"]},
        invented=bool(context.get("invented")),
    )


CERTIFICATE = register(
    Kind("certificate", Text("认定证书", "Certificate"), "A15", compose, openness="主动公开", through=True)
)

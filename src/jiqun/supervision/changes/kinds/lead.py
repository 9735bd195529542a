"""A change of the lead industry (主导产业)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.forms.fields import split_codes
from jiqun.forms.widgets import IndustryInput
from jiqun.register.models import Cluster
from jiqun.standards import industries
from jiqun.supervision.changes.kinds.kind import SAME, Kind, Shown, plain
from jiqun.supervision.models import ChangeFiling
from jiqun.web.fields import REQUIRED, T, line


class Lead(Kind):
    """The codes of GB/T 4754-2017, and the sub-sector in words."""

    slug = "lead"
    title = Text("主导产业", "Lead industry")
    hint = Text(
        "变更主导产业的，各项占比、增速等会按新代码重新测算，测算结果供审核时参考。",
        "Shares and growth are computed anew under the new codes, for those who review it.",
    )

    def on_record(self, cluster: Cluster) -> dict[str, Any]:
        """Codes and sub-sector of the register."""
        return {"codes": cluster.lead_codes, "niche": cluster.niche}

    def fields(self, cluster: Cluster, before: Mapping[str, Any], today: date) -> dict[str, forms.Field]:
        """Both, filled in as they stand."""
        return {
            "lead_codes": forms.CharField(
                label=T("变更后的主导产业代码", "Lead industry codes now"),
                max_length=60,
                widget=IndustryInput,
                help_text=T(
                    "GB/T 4754-2017，2 至 4 位，多个用“、”隔开。", "GB/T 4754-2017, 2 to 4 digits, joined by 、."
                ),
                error_messages={"required": REQUIRED},
            ),
            "niche": line(T("变更后的细分领域", "Sub-sector now"), limit=60, required=False, initial=before["niche"]),
        }

    def after(self, form: forms.Form, cluster: Cluster, before: Mapping[str, Any]) -> dict[str, Any]:
        """The codes, each one of the standard."""
        codes = split_codes(form.cleaned_data.get("lead_codes", ""))
        for said in [said for code in codes for said in industries.problems(code)]:
            form.add_error("lead_codes", said)
        found = {"codes": "、".join(dict.fromkeys(codes)), "niche": form.cleaned_data.get("niche", "")}
        alike = set(codes) == set(split_codes(before["codes"])) and found["niche"] == before["niche"]
        if alike and "lead_codes" not in form.errors:
            form.add_error("lead_codes", str(SAME))
        return found

    def initial(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """As entered."""
        return {"lead_codes": after["codes"], "niche": after["niche"]}

    def shown(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Shown]:
        """Codes with their names, and the sub-sector where it changes."""
        rows = [Shown(Text("主导产业代码", "Lead industry codes"), named(before["codes"]), named(after["codes"]))]
        if before["niche"] != after["niche"]:
            rows.append(Shown(Text("细分领域", "Sub-sector"), plain(before["niche"]), plain(after["niche"])))
        return rows

    def put_on_record(self, doing: Doing, filing: ChangeFiling) -> None:
        """The cluster's codes and sub-sector."""
        Cluster.objects.filter(pk=filing.cluster_id).update(
            lead_codes=filing.after["codes"], niche=filing.after["niche"]
        )


def named(codes: str) -> str:
    """Codes with the names of the standard: 1952 皮鞋制造、1953 塑料鞋制造."""
    found = [(code, industries.find(code)) for code in split_codes(codes)]
    return "、".join(f"{code} {industry.name}" if industry else code for code, industry in found) or plain("")

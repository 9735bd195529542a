"""A change of the operating agency (运营管理机构)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.register.models import Cluster
from jiqun.standards import credit_code
from jiqun.supervision.changes import record
from jiqun.supervision.changes.kinds.kind import SAME, Kind, Shown, plain
from jiqun.web.fields import T, line


class Agency(Kind):
    """Name and credit code of who runs the cluster. On record is what was filed last, else what was applied with."""

    slug = "agency"
    title = Text("运营管理机构", "Operating agency")
    hint = Text("请上传新机构的设立文件或授权文件。", "Upload what the new agency was founded or authorised by.")

    def on_record(self, cluster: Cluster) -> dict[str, Any]:
        """The agency on record; blank where none is known."""
        found = record.agency(cluster)
        return {"name": found.name, "uscc": found.uscc}

    def fields(self, cluster: Cluster, before: Mapping[str, Any], today: date) -> dict[str, forms.Field]:
        """The new one."""
        return {
            "agency_name": line(T("变更后的运营管理机构", "Operating agency now"), limit=120),
            "agency_uscc": line(T("统一社会信用代码", "Its credit code"), limit=18),
        }

    def after(self, form: forms.Form, cluster: Cluster, before: Mapping[str, Any]) -> dict[str, Any]:
        """Name and a right code; a code that did not change with the name is a change of the name."""
        data = form.cleaned_data
        found = {"name": data.get("agency_name", ""), "uscc": credit_code.tidy(data.get("agency_uscc", ""))}
        if "agency_uscc" not in form.errors:
            for said in credit_code.problems(found["uscc"]):
                form.add_error("agency_uscc", said)
        if not form.errors and found == dict(before):
            form.add_error("agency_name", str(SAME))
        return found

    def initial(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """As entered."""
        return {"agency_name": after["name"], "agency_uscc": after["uscc"]}

    def shown(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Shown]:
        """Name and code."""
        return [
            Shown(self.title, plain(before["name"]), plain(after["name"])),
            Shown(Text("统一社会信用代码", "Credit code"), plain(before["uscc"]), plain(after["uscc"])),
        ]

"""A change of another kind that weighs as much (等重大变动)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.register.models import Cluster
from jiqun.supervision.changes.kinds.kind import SAME, Kind, Shown, plain
from jiqun.supervision.models import ChangeFiling
from jiqun.web.fields import T, line, text


class Other(Kind):
    """In words: what it is about, how it was, how it is now. Nothing of the register changes by it."""

    slug = "other"
    title = Text("其他重大变动", "Another major change")
    hint = Text(
        "如龙头企业迁出、园区调整、行政区划调整等。备案后留存备查，不改动登记内容。",
        "Such as a leading firm that left. It is kept on record; no entry of the register changes.",
    )

    def on_record(self, cluster: Cluster) -> dict[str, Any]:
        """Nothing the register knows."""
        return {}

    def fields(self, cluster: Cluster, before: Mapping[str, Any], today: date) -> dict[str, forms.Field]:
        """Three texts."""
        return {
            "what": line(T("变动事项", "What changed"), limit=80),
            "was": text(T("变动前", "How it was"), limit=1000, rows=3),
            "is_now": text(T("变动后", "How it is now"), limit=1000, rows=3),
        }

    def after(self, form: forms.Form, cluster: Cluster, before: Mapping[str, Any]) -> dict[str, Any]:
        """As entered."""
        found = {name: form.cleaned_data.get(name, "") for name in ("what", "was", "is_now")}
        if found["is_now"] and found["was"] == found["is_now"]:
            form.add_error("is_now", str(SAME))
        return found

    def initial(self, after: Mapping[str, Any]) -> dict[str, Any]:
        """As entered."""
        return dict(after)

    def shown(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Shown]:
        """What was written."""
        return [Shown(Text(after["what"], after["what"]), plain(after["was"]), plain(after["is_now"]))]

    def wrong_now(self, filing: ChangeFiling) -> Text | None:
        """Nothing of the register is touched."""
        return None

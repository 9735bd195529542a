"""What is entered for a change: by its county, by the prefecture that checks it, by the province (Article 17(四))."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.register.models import Cluster
from jiqun.supervision.changes import record
from jiqun.supervision.changes.kinds import KINDS, Kind
from jiqun.supervision.models import ChangeFiling
from jiqun.web.fields import T, day, text

FUTURE = T(
    "变动日期不能晚于今天；尚未发生的变动发生后再报备。", "It cannot be a day to come; file it once it happened."
)
BEFORE = Text(
    "变动日期早于认定之日（{day}）；认定前的情况以认定材料为准，不作为变动报备。",
    "That is before the recognition ({day}); what was so before stands in its application.",
)
NOT_OWN = T("请选择本单位的集群。", "Choose a cluster of your own.")
NO_KIND = T("请选择变动事项。", "Choose what changed.")


class ChangeForm(PayloadForm):
    """A change: `cluster`, `kind`, `changed_on`, the fields of its kind, `reason`, and a document as proof.

    Cleaned, `before` and `after` are what stood and what stands, as plain values.
    """

    cluster = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": NOT_OWN, "invalid": NOT_OWN})
    kind = forms.ChoiceField(
        widget=forms.HiddenInput,
        choices=[(name, each.title) for name, each in KINDS.items()],
        error_messages={"required": NO_KIND, "invalid_choice": NO_KIND},
    )
    changed_on = day(T("变动发生日期", "Changed on"))
    reason = text(T("变动原因和情况说明", "Why, and what it means"), limit=2000, rows=5)
    file = EvidenceField(
        label=T("证明材料", "Proof"),
        required=False,
        help_text=T("如批复、工商变更通知、会议纪要的扫描件。", "Such as an approval, a notice of change, minutes."),
    )

    of: Cluster | None = None
    spec: Kind | None = None
    before: dict[str, Any]

    def prepare(self) -> None:
        """The fields of the kind chosen, filled in with what was entered before."""
        self.before = {}
        if self.doing is None:
            return
        filing = of_subject(self.doing.subject)
        if filing is not None:
            self.of, self.spec = filing.cluster, KINDS[filing.kind]
            for name in ("cluster", "kind"):
                del self.fields[name]
            self.initial = {
                "changed_on": filing.changed_on,
                "reason": filing.reason,
                **self.spec.initial(filing.after),
                **self.initial,
            }
        else:
            self.spec = KINDS.get(str(self.given("kind")))
            self.of = own(self.doing.by, self.given("cluster"))
        if self.of is None or self.spec is None:
            return
        self.before = self.spec.on_record(self.of)
        asked = self.spec.fields(self.of, self.before, self.today)
        for name, field in asked.items():
            self.fields[name] = field
            if filing is None and not self.is_bound:
                self.initial.setdefault(name, field.initial)
        self.fields["changed_on"].initial = None
        self.order_fields(["cluster", "kind", "changed_on", *asked, "reason", "file"])

    def given(self, name: str) -> object:
        """What the page carried."""
        return self.data.get(name) if self.is_bound else self.initial.get(name)

    def clean_changed_on(self) -> date:
        """It happened, and after the recognition."""
        found: date = self.cleaned_data["changed_on"]
        if self.doing is None:
            return found
        if found > self.today:
            raise forms.ValidationError(FUTURE)
        recognised = record.recognition(self.of) if self.of is not None else None
        first = None if recognised is None else record.since(recognised)
        if first is not None and found < first:
            raise forms.ValidationError(str(BEFORE.format(day=first)))
        return found

    def clean(self) -> dict[str, Any]:
        """What stood and what stands; every fault at once."""
        data: dict[str, Any] = self.cleaned_data
        if self.doing is None:
            return data
        if self.of is None and "cluster" in self.fields and "cluster" not in self.errors:
            self.add_error("cluster", NOT_OWN)
        if self.of is not None and self.spec is not None:
            after = self.spec.after(self, self.of, self.before)
            data["before"], data["after"] = self.before, after
        return data


def of_subject(subject: Any) -> ChangeFiling | None:
    """The filing of a matter; `None` for none."""
    return None if subject is None else ChangeFiling.objects.select_related("cluster__authority").get(pk=subject.pk)


def own(by: Any, key: object) -> Cluster | None:
    """The cluster of that key, when it is one of the officer's own county."""
    try:
        pk = UUID(str(key))
    except ValueError:
        return None
    return Cluster.objects.select_related("authority").filter(pk=pk, authority=by.authority_id).first()


class OpinionForm(PayloadForm):
    """The prefecture's opinion: `opinion`."""

    opinion = text(
        T("审核意见", "Opinion"),
        limit=2000,
        help_text=T(
            "写明核对了什么、变动是否属实、是否建议备案。", "What was compared, whether it is so, what is proposed."
        ),
    )


class ReasonForm(PayloadForm):
    """Why something is returned, declined or withdrawn: `reason`."""

    reason = text(T("理由", "Reason"), limit=2000, error_messages={"required": T("请写明理由。", "Say why.")})


class ReturnForm(ReasonForm):
    """Everything that has to be mended, at once: `reason`."""

    reason = text(
        T("需要补正的内容", "What has to be mended"),
        limit=2000,
        help_text=T("一次写全，逐项列明。", "All of it at once, point by point."),
        error_messages={"required": T("请写明需要补正的内容。", "Say what has to be mended.")},
    )


class RecordForm(PayloadForm):
    """Putting it on record: `note`, what the letter adds."""

    note = text(T("函中补充意见", "Remark in the letter"), limit=1000, rows=3, required=False)

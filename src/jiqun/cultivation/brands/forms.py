"""What is entered for brands: one with its proof, corrections, many pasted, the reason of an end (Article 11)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.brands import pasting
from jiqun.cultivation.brands.fields import amiss, fields_of, values_of
from jiqun.cultivation.models import Brand
from jiqun.evidence.fields import EvidenceField
from jiqun.evidence.privacy.form import LookedThroughForm
from jiqun.register.models import Cluster
from jiqun.web.fields import T, text

PROOF = T("证明材料", "Proof")
SAME = T("内容没有变化，无需更正。", "Nothing was changed; there is nothing to correct.")


class FieldsForm(PayloadForm):
    """The fields of a brand, and `proof`."""

    def prepare(self) -> None:
        """Fields that a page and pasted lines share, then the proof."""
        self.fields |= fields_of()
        self.fields["proof"] = EvidenceField(
            label=PROOF,
            required=False,
            help_text=T("注册证、公告或授权文件。", "The certificate, announcement or licence."),
        )

    @property
    def of(self) -> Brand | None:
        """The brand that is there already."""
        subject = getattr(self.doing, "subject", None)
        return subject if isinstance(subject, Brand) else None

    def clean(self) -> dict[str, Any]:
        """What holds between the fields, each said at its own."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for name, said in amiss(data, but=self.of).items():
            if name not in self.errors:
                self.add_error(name, T(said.zh, said.en))
        return data


class EnterForm(FieldsForm):
    """A brand of a cluster: `cluster` and the fields."""

    cluster = forms.ModelChoiceField(
        label=T("集群", "Cluster"),
        queryset=Cluster.objects.none(),
        error_messages={
            "required": T("请选择集群。", "Choose the cluster."),
            "invalid_choice": T("请选择本单位的集群。", "Choose a cluster of your own."),
        },
    )

    def prepare(self) -> None:
        """The county's own clusters."""
        super().prepare()
        if self.doing is not None:
            cluster: Any = self.fields["cluster"]
            cluster.queryset = Cluster.objects.filter(authority=self.doing.clerk.authority_id).order_by("name")

    def clean_cluster(self) -> str:
        """Its key as text."""
        return str(self.cleaned_data["cluster"].pk)


class CorrectForm(FieldsForm):
    """A correction: the fields as they are to be, and `reason`."""

    reason = text(
        T("更正理由", "Reason"), limit=500, rows=3, error_messages={"required": T("请写明更正理由。", "Say why.")}
    )
    field_order = ("kind", "name", "number", "holder", "scope", "valid_from", "valid_to", "url", "proof", "reason")

    def prepare(self) -> None:
        """The fields as they stand."""
        super().prepare()
        self.order_fields(self.field_order)
        if self.of is not None and not self.is_bound:
            self.initial = {**values_of(self.of), **self.initial}

    def clean(self) -> dict[str, Any]:
        """Something is said otherwise."""
        data = super().clean()
        before = values_of(self.of) if self.of is not None else {}
        if not self.errors and not data.get("proof") and all(data[name] == before[name] for name in before):
            self.add_error(None, SAME)
        return data


class PasteForm(PayloadForm):
    """Brands pasted from a spreadsheet: `lines`; cleaned, `brands` holds the values line by line."""

    lines = text(
        T("粘贴内容（第一行为表头）", "Pasted lines, the header first"), limit=pasting.MOST_CHARACTERS, rows=12
    )

    def clean(self) -> dict[str, Any]:
        """Reads the lines; every fault at its line, at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("lines"):
            read = pasting.read(data["lines"])
            for said in read.faults:
                self.add_error("lines", ValidationError(str(said)))
            data["brands"] = read.lines
        return data


class EndForm(PayloadForm):
    """Ending: `reason`."""

    reason = text(
        T("终止理由", "Why it ends"),
        limit=500,
        rows=3,
        help_text=T("如：注册到期未续展、被撤销、登记有误。", "Such as: not renewed, revoked, entered by mistake."),
        error_messages={"required": T("请写明终止理由。", "Say why.")},
    )


class ShowForm(LookedThroughForm):
    """Showing a brand to the public: what it says is looked through for personal data."""

    def also_looked_at(self) -> Iterator[tuple[Text, str]]:
        """What the public would read."""
        of = getattr(self.doing, "subject", None)
        if isinstance(of, Brand):
            yield Text("品牌信息", "What is said of it"), "\n".join((of.name, of.holder, of.scope))

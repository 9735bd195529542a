"""What the county enters for the acts of its ledgers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.ledgers import pasting
from jiqun.ledgers.fields import amiss, fields_of
from jiqun.ledgers.kinds import Kind, kind, kinds
from jiqun.ledgers.models import Entry
from jiqun.ledgers.proofs import ProofsField
from jiqun.ledgers.queries import alike, same, values_of
from jiqun.register.models import Cluster
from jiqun.web.fields import T, text

NOT_YOURS = Text("没有这个集群，或不属于本单位。", "There is no such cluster, or it is not yours.")
NO_KIND = Text("没有这类台账。", "There is no such ledger.")
THERE = Text(
    "台账中已有“{title}”（分类、文号、企业和日期都相同），请修改原有一条，不必重复登记。",
    "“{title}” is there already (same sub-kind, document, firm and date); amend that entry instead.",
)
TWICE = Text("第 {line} 行与第 {other} 行是同一项“{title}”。", "Lines {line} and {other} are the same: “{title}”.")
ANOTHER = Text(
    "台账中已另有一条相同的“{title}”，不能恢复。",
    "The same “{title}” stands in the ledger already; it is not restored.",
)
THERE_AT = Text("第 {line} 行：{said}", "Line {line}: {said}")


def proofs(asked: Text, **more: Any) -> ProofsField:
    """The field for what proves an entry, several files at once."""
    hint = T(
        f"{asked.zh}。可拖入或一次选多个；单个不超过 50 MB。",
        f"{asked.en}. Drop files here or choose several; up to 50 MB each.",
    )
    return ProofsField(label=T("佐证材料", "Proof"), help_text=hint, **more)


class FieldsForm(PayloadForm):
    """The fields of one kind of entry; what does not hold between them is said at its field."""

    of: Kind | None = None

    def take_on(self, of: Kind) -> None:
        """Makes this the form of a kind."""
        self.of = of
        self.fields.update(fields_of(of))
        self.fields["proofs"] = proofs(of.proof, required=False)

    def clean(self) -> dict[str, Any]:
        """What does not hold between the fields, and the same entry twice."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.of is None or self.doing is None:
            return found
        today = self.doing.today
        for name, said in amiss(self.of, found, today=today).items():
            self.add_error(name, str(said))
        cluster = self.owner()
        if cluster is not None and not self.errors and same(cluster, self.of.name, found, but=self.doing.subject):
            self.add_error("title", str(THERE.format(title=found["title"])))
        return found

    def owner(self) -> Cluster | None:
        """Whose ledger it is."""
        raise NotImplementedError


class EntryForm(FieldsForm):
    """A new entry: `cluster` (id) and `kind`, then the fields of the kind and `proofs`."""

    cluster = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.CharField(widget=forms.HiddenInput, required=False)

    def prepare(self) -> None:
        """Takes on the kind that was chosen; the hidden inputs carry it and the cluster."""
        chosen = str((self.data if self.is_bound else self.initial).get("kind") or "")
        if chosen in kinds():
            self.take_on(kind(chosen))

    def clean_cluster(self) -> str:
        """One of the applicant's own."""
        given = str(self.cleaned_data.get("cluster") or "")
        if self.doing is None or self.doing.by.authority is None:
            raise ValidationError(str(NOT_YOURS))
        try:
            found = Cluster.objects.filter(pk=given, authority=self.doing.by.authority).first()
        except ValidationError:  # not even an identifier
            found = None
        if found is None:
            raise ValidationError(str(NOT_YOURS))
        self.found = found
        return str(found.pk)

    def clean_kind(self) -> str:
        """One there is."""
        if self.of is None:
            raise ValidationError(str(NO_KIND))
        return self.of.name

    def owner(self) -> Cluster | None:
        """The one that was chosen."""
        return getattr(self, "found", None)


class AmendForm(FieldsForm):
    """An entry's fields as they are to stand, `proofs` to add, and `drop`: the ids of files to take away."""

    def prepare(self) -> None:
        """The fields of the entry's kind, filled in with what stands."""
        if self.doing is None or self.doing.subject is None:
            return
        entry: Entry = self.doing.subject
        self.take_on(entry.of)
        self.initial = {**values_of(entry), **self.initial}
        files = [(str(pk), name) for pk, name in entry.files.current().order_by("at", "id").values_list("pk", "name")]
        if files:
            self.fields["drop"] = forms.MultipleChoiceField(
                label=T("移除已附材料", "Take files away"),
                required=False,
                choices=files,
                widget=forms.CheckboxSelectMultiple,
                error_messages={
                    "invalid_choice": T("这份材料不在，或已被移除。", "This file is not there or was taken away."),
                },
            )

    def owner(self) -> Cluster | None:
        """The entry's."""
        return self.doing.subject.cluster if self.doing is not None and self.doing.subject is not None else None


class ProveForm(PayloadForm):
    """Proof for an entry: `proofs`."""

    def prepare(self) -> None:
        """Says what proves an entry of this kind."""
        subject = self.doing.subject if self.doing is not None else None
        if subject is not None:
            self.fields["proofs"] = proofs(subject.of.proof)


class StrikeForm(PayloadForm):
    """Why an entry is struck off: `reason`."""

    reason = text(T("作废理由", "Reason"), limit=500, rows=3)


class RestoreForm(PayloadForm):
    """Asks for nothing; says why an entry cannot come back before the database would."""

    def clean(self) -> dict[str, Any]:
        """Refuses what stands in the ledger already."""
        entry = self.doing.subject if self.doing is not None else None
        if entry is not None and same(entry.cluster, entry.kind, values_of(entry), but=entry):
            raise ValidationError(str(ANOTHER.format(title=entry.title)))
        return self.cleaned_data


class PasteForm(PayloadForm):
    """Entries pasted from a spreadsheet: `kind` and `lines`; cleaned, `entries` holds the values line by line."""

    kind = forms.CharField(widget=forms.HiddenInput, required=False)
    lines = text(
        T("粘贴内容（第一行为表头）", "Pasted lines, the header first"), limit=pasting.MOST_CHARACTERS, rows=14
    )

    def clean_kind(self) -> str:
        """One there is."""
        given = str(self.cleaned_data.get("kind") or "")
        if given not in kinds():
            raise ValidationError(str(NO_KIND))
        return given

    def clean(self) -> dict[str, Any]:
        """Reads the lines; every fault at its line, at once."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" not in found or not found.get("lines") or self.doing is None:
            return found
        today = self.doing.today
        read = pasting.read(kind(found["kind"]), found["lines"], today=today)
        faults = list(read.faults) or self.repeated(found["kind"], read)
        for said in faults:
            self.add_error("lines", str(said))
        found["entries"] = [values for _, values in read.lines]
        return found

    def repeated(self, name: str, read: pasting.Pasted) -> list[Text]:
        """Lines that say the same as another one or as an entry that is there."""
        assert self.doing is not None
        there = alike(self.doing.subject, name)
        first: dict[tuple[str, ...], int] = {}
        faults: list[Text] = []
        for line, values in read.lines:
            mark = pasting.mark(values)
            if mark in there:
                faults.append(THERE_AT.format(line=line, said=THERE.format(title=values["title"])))
            elif mark in first:
                faults.append(TWICE.format(line=line, other=first[mark], title=values["title"]))
            first.setdefault(mark, line)
        return faults

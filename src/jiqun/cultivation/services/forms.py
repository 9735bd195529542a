"""What is entered for providers and events: one, many, a correction, why one ends (Article 10)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.models import ServiceEvent, ServiceProvider
from jiqun.cultivation.of_cluster import OfClusterForm
from jiqun.cultivation.services.fields import amiss_event, amiss_provider, event_fields, provider_fields
from jiqun.cultivation.support.fields import roster_codes, strangers
from jiqun.ledgers import pasting
from jiqun.register.models import Cluster
from jiqun.web.fields import T, line, text

NO_PROVIDER = Text(
    "没有这家服务机构，或已终止服务。请先登记服务机构。", "There is no such provider at work; enter it first."
)
BEFORE = Text("服务日期早于该机构的有效期起。", "It lies before the provider's certificate.")
AFTER = Text("服务日期晚于该机构的有效期止；续期的请先更正机构。", "It lies after the provider's certificate.")
TWICE = Text("本单位已登记同类同名的机构。", "Your unit has entered one of this kind and name already.")
SAME = T("内容没有变化，无需更正。", "Nothing was changed; there is nothing to correct.")
REASON = {"required": T("请写明理由。", "Say why.")}


class ProviderForm(PayloadForm):
    """A provider of the own territory."""

    def prepare(self) -> None:
        """The fields."""
        self.fields |= provider_fields()

    @property
    def of(self) -> ServiceProvider | None:
        """The one that is there already."""
        subject = getattr(self.doing, "subject", None)
        return subject if isinstance(subject, ServiceProvider) else None

    def clean(self) -> dict[str, Any]:
        """What does not hold between the fields; the same one twice."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        for name, said in amiss_provider(found).items():
            if name not in self.errors:
                self.add_error(name, str(said))
        if self.doing is not None and found.get("name") and found.get("kind"):
            same = ServiceProvider.objects.in_force().filter(
                authority=self.doing.clerk.authority_id, kind=found["kind"], name=found["name"]
            )
            if (same.exclude(pk=self.of.pk) if self.of else same).exists():
                self.add_error("name", str(TWICE))
        return found


class CorrectProviderForm(ProviderForm):
    """A provider as it is to stand, and `reason`."""

    def prepare(self) -> None:
        """What stands, to be changed."""
        super().prepare()
        if self.of is not None and not self.is_bound:
            self.initial = {**{name: getattr(self.of, name) for name in provider_fields()}, **self.initial}
        self.fields["reason"] = text(T("更正理由", "Why it is corrected"), limit=500, rows=2, error_messages=REASON)

    def clean(self) -> dict[str, Any]:
        """Something is said otherwise."""
        found = super().clean()
        if self.of is not None and not self.errors:
            stands = {name: getattr(self.of, name) for name in provider_fields()}
            if all(found[name] == stands[name] for name in stands):
                self.add_error(None, SAME)
        return found


class EndForm(PayloadForm):
    """Why a provider ends or an event is withdrawn: `reason`."""

    reason = text(T("理由", "Reason"), limit=500, rows=3, error_messages=REASON)


class EventForm(OfClusterForm):
    """One event: `cluster`, `provider` (its key), the fields of `event_fields`."""

    def lay(self) -> None:
        """The fields, and the providers that may have done it."""
        rows = ServiceProvider.objects.visible_to(self.doing.by).in_force() if self.doing is not None else ()
        self.providers = {str(each.pk): each for each in rows}
        self.fields["provider"] = forms.ChoiceField(
            label=T("服务机构", "Provider"),
            choices=[("", T("请选择", "Choose")), *((key, each.name) for key, each in self.providers.items())],
            error_messages={
                "required": T("请选择服务机构。", "Choose the provider."),
                "invalid_choice": T(NO_PROVIDER.zh, NO_PROVIDER.en),
            },
        )
        self.fields.update(event_fields())

    def clean(self) -> dict[str, Any]:
        """What does not hold between the fields, with the provider and with the roster."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.doing is None or self.place is None:
            return found
        faults = amiss_event(found, today=self.doing.today)
        if (said := dated(self.providers.get(found.get("provider", "")), found)) is not None:
            faults.setdefault("on", said)
        if found.get("firms") and (strange := strangers(found["firms"], roster_codes(self.place))):
            faults.setdefault("firms", strange)
        for name, said in faults.items():
            if name not in self.errors:
                self.add_error(name, str(said))
        return found


def dated(provider: ServiceProvider | None, values: dict[str, Any]) -> Text | None:
    """What is wrong with the day of an event beside its provider's certificate."""
    on = values.get("on")
    if provider is None or on is None or provider.valid_on(on):
        return None
    return BEFORE if provider.valid_from is not None and on < provider.valid_from else AFTER


class CorrectEventForm(EventForm):
    """An event as it is to stand, and `reason`."""

    def prepare(self) -> None:
        """What stands, to be changed."""
        del self.fields["cluster"]
        row: ServiceEvent | None = self.doing.subject if self.doing is not None else None
        if row is None:
            return
        self.place = row.cluster
        if not self.is_bound:
            kept = {name: getattr(row, name) for name in event_fields() if name != "firms"}
            firms = sorted(row.firms.values_list("pk", flat=True))
            self.initial = {**kept, "firms": firms, "provider": str(row.provider_id), **self.initial}
        self.lay()
        self.fields["reason"] = text(T("更正理由", "Why it is corrected"), limit=500, rows=2, error_messages=REASON)


class PasteForm(PayloadForm):
    """Events pasted from a spreadsheet: `lines`; cleaned, `rows` holds the values line by line."""

    lines = text(
        T("粘贴内容（第一行为表头）", "Pasted lines, the header first"), limit=pasting.MOST_CHARACTERS, rows=14
    )

    def clean(self) -> dict[str, Any]:
        """Reads the lines; every fault at its line and column, at once."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not found.get("lines") or self.doing is None or self.doing.subject is None:
            return found
        cluster: Cluster = self.doing.subject
        today = self.doing.today
        providers = {
            each.name: each for each in ServiceProvider.objects.visible_to(self.doing.by).in_force().order_by("at")
        }
        known = roster_codes(cluster)

        def amiss(values: Any) -> dict[str, Text]:
            faults = amiss_event(values, today=today)
            provider = providers.get(values.get("provider") or "")
            if values.get("provider") and provider is None:
                faults["provider"] = NO_PROVIDER
            elif (said := dated(provider, values)) is not None:
                faults.setdefault("on", said)
            if values.get("firms") and (strange := strangers(values["firms"], known)):
                faults.setdefault("firms", strange)
            return faults

        read = pasting.read_columns(pasted_fields(), found["lines"], amiss)
        for said in read.faults:
            self.add_error("lines", ValidationError(str(said)))
        found["rows"] = [
            {**values, "provider": str(providers[values["provider"]].pk)}
            for _, values in read.lines
            if values.get("provider") in providers
        ]
        return found


def pasted_fields() -> dict[str, forms.Field]:
    """The columns of pasted events: the provider by its name, then the fields."""
    return {"provider": line(T("服务机构", "Provider"), limit=120), **event_fields(long=False)}

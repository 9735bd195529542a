"""What is entered for links of the chain (Article 7(八))."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.models import ChainLink
from jiqun.cultivation.models.chain import DIRECTIONS
from jiqun.cultivation.of_cluster import OfClusterForm
from jiqun.cultivation.services.fields import Code
from jiqun.cultivation.support.fields import WAN_PLACES, roster_codes, strangers
from jiqun.ledgers.fields import Chosen, Scaled
from jiqun.register.models import Cluster
from jiqun.web.fields import REQUIRED, T, line, text

EARLIEST = 2000
ONE = Text("伙伴集群和伙伴单位填一项，不能都填或都空。", "Name a partner cluster or another partner: one of the two.")
ITSELF = Text("集群不能与自己建立上下游关系。", "A cluster is no link with itself.")
TWICE = Text("这条关系已登记，请在原记录上更正。", "This link is entered already; correct that entry.")
NO_YEAR = Text("填了金额的，须填年度。", "An amount asks for its year.")
FUTURE = Text("年度不能晚于今年（{year}）。", "The year cannot lie after this one ({year}).")


def common() -> dict[str, forms.Field]:
    """What is entered anew and corrected alike."""
    return {
        "direction": Chosen(DIRECTIONS, label=T("方向", "Direction")),
        "product": line(T("产品或服务", "Product or service"), limit=120),
        "firm": Code(
            label=T("本集群企业信用代码", "Firm of this cluster"),
            required=False,
            max_length=40,
            help_text=T("属于整个集群的留空。", "Blank for the cluster as a whole."),
        ),
        "partner": forms.ChoiceField(
            label=T("伙伴集群", "Partner cluster"),
            required=False,
            error_messages={"invalid_choice": T("没有这个集群。", "There is no such cluster.")},
        ),
        "party": line(T("伙伴单位或地区", "Another partner or place"), required=False, limit=120),
        "amount": Scaled(
            WAN_PLACES,
            label=T("年度金额（万元）", "Amount a year (10,000 yuan)"),
            required=False,
            help_text=T("单位为万元，不是元。", "In 10,000 yuan, not in yuan."),
        ),
        "year": forms.IntegerField(
            label=T("年度", "Year"),
            required=False,
            min_value=EARLIEST,
            error_messages={
                "invalid": T("请填四位年份。", "A year of four digits."),
                "min_value": T("请填四位年份。", "A year of four digits."),
            },
        ),
        "source": line(T("来源", "Source"), required=False, limit=200),
    }


class LinkForm(OfClusterForm):
    """A link of a cluster of the territory: `cluster` and the common fields."""

    def lay(self) -> None:
        """The fields; partners are clusters the public may name and those of the territory."""
        self.fields.update(common())
        self.partners: dict[str, Cluster] = {}
        if self.doing is not None:
            seen = Cluster.objects.visible_to(self.doing.by).values("pk")
            public = Cluster.objects.filter(recognitions__isnull=False).values("pk")
            rows = Cluster.objects.filter(pk__in=seen) | Cluster.objects.filter(pk__in=public)
            self.partners = {str(each.pk): each for each in rows.select_related("authority").order_by("path", "name")}
        field: Any = self.fields["partner"]
        choices = [(key, f"{each.name}（{each.authority.name}）") for key, each in self.partners.items()]
        field.choices = [("", T("不是集群", "No cluster")), *choices]

    @property
    def of(self) -> ChainLink | None:
        """The one that is there already."""
        subject = getattr(self.doing, "subject", None)
        return subject if isinstance(subject, ChainLink) else None

    def clean(self) -> dict[str, Any]:
        """One partner that is not the cluster itself, once; a year for an amount; a firm of the roster."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.doing is None or self.place is None:
            return found
        partner, party = found.get("partner"), found.get("party")
        if "partner" not in self.errors and bool(partner) == bool(party):
            self.add_error("partner", str(ONE))
        if partner == str(self.place.pk):
            self.add_error("partner", str(ITSELF))
        if found.get("amount") is not None and not found.get("year") and "year" not in self.errors:
            self.add_error("year", str(NO_YEAR))
        if (year := found.get("year")) and year > self.doing.today.year:
            self.add_error("year", str(FUTURE.format(year=self.doing.today.year)))
        if found.get("firm") and (strange := strangers([found["firm"]], roster_codes(self.place))) is not None:
            self.add_error("firm", str(strange))
        if not self.errors:
            same = ChainLink.objects.in_force().filter(
                cluster=self.place,
                direction=found["direction"],
                product=found["product"],
                partner=partner or None,
                party=party,
                firm=found["firm"] or None,
            )
            if (same.exclude(pk=self.of.pk) if self.of else same).exists():
                self.add_error("product", str(TWICE))
        return found


class CorrectForm(LinkForm):
    """A link as it is to stand, and `reason`."""

    def prepare(self) -> None:
        """What stands, to be changed."""
        del self.fields["cluster"]
        row = self.of
        if row is None:
            return
        self.place = row.cluster
        if not self.is_bound:
            kept = {name: getattr(row, name) for name in common() if name not in ("firm", "partner")}
            self.initial = {**kept, "firm": row.firm_id or "", "partner": str(row.partner_id or ""), **self.initial}
        self.lay()
        self.fields["reason"] = text(
            T("更正理由", "Why it is corrected"),
            limit=500,
            rows=2,
            error_messages={"required": T("请写明更正理由。", "Say why.")},
        )


class EndForm(PayloadForm):
    """Why a link ends: `reason`."""

    reason = text(T("终止理由", "Why it ends"), limit=500, rows=3, error_messages={"required": REQUIRED})

"""What experts are experts of: the strategic clusters of the province (Article 4), and disciplines that the aspects
of Article 13 ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiqun.bilingual import Text
from jiqun.standards import industries, strategic

if TYPE_CHECKING:  # the command line checks a draw without a database
    from jiqun.register.models import Cluster

UNSORTED = Text("未归类产业", "industry not sorted")
DISCIPLINES = {
    "technology": Text("技术创新", "Technology and innovation"),
    "finance": Text("财务金融", "Finance"),
    "management": Text("经营管理", "Management"),
    "economics": Text("产业经济", "Industrial economics"),
    "digital": Text("数字化转型", "Digital transformation"),
    "green": Text("绿色低碳", "Green and low carbon"),
    "quality": Text("质量品牌", "Quality and brands"),
    "cooperation": Text("开放合作", "Open cooperation"),
}


def field_name(key: str) -> Text:
    """What a field is called; an unknown one, kept from before there was a list, speaks for itself."""
    if key in DISCIPLINES:
        return DISCIPLINES[key]
    industry = strategic.find(key)
    return Text(key, key) if industry is None else industry.name


def field_key(name: str) -> str | None:
    """The key of a field by key or Chinese name, industries with or without 产业集群 at the end; `None` if unknown."""
    said = name.strip()
    if said in DISCIPLINES or strategic.find(said) is not None:
        return said
    for key, title in DISCIPLINES.items():
        if title.zh == said:
            return key
    industry = strategic.named(said)
    return None if industry is None else industry.key


def choices() -> list[tuple[Text, list[tuple[str, Text]]]]:
    """For a form: disciplines, then industries by kind."""
    groups = [(Text("专业方向", "Disciplines"), list(DISCIPLINES.items()))]
    groups += [(title, [(s.key, s.name) for s in strategic.of_kind(kind)]) for kind, title in strategic.KINDS.items()]
    return groups


def field_of(cluster: Cluster | None) -> Text:
    """The industry field of a cluster: its strategic cluster, or else the division of its first lead industry."""
    if cluster is None:
        return UNSORTED
    found = strategic.find(cluster.strategic) or strategic.named(cluster.strategic)
    if found is not None:
        return found.name
    codes = [code for code in cluster.lead_codes.split("、") if code]
    known = industries.find(codes[0][:2]) if codes else None
    return UNSORTED if known is None else Text(known.name, known.name)

"""What is added up for each cluster and year, and nothing else: the contract between data and law.

A `Sum` comes with a second number, `<name>__na`: how many of its rows gave no figure. With one of them missing the
sum is only a lower bound, and the law room treats it so. A `Count` with `unsure` comes with the number of rows (or
titles) that may also belong: there the upper bound is known.

Conditions are plain SQL over the columns of `columns`, the same on every engine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from jiqun.bilingual import Text, listing
from jiqun.facts.errors import FactError

_UNKNOWN = Text(
    "没有名为 {names} 的事实；可用的名称见 jiqun.facts.declarations.FACTS（也可执行 jiqun facts --list）。",
    "There is no fact called {names}; the names are those of jiqun.facts.declarations.FACTS (or: jiqun facts --list).",
)
_NONE = Text("没有指明要汇总哪些事实；请至少给出一个名称。", "No fact was asked for; name at least one.")


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure added over the rows that meet `where`. `unit` is the whole unit it is kept in."""

    name: str
    column: str
    unit: str
    title: Text
    where: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of firms, lines or titles: `each` is added for every row that meets `where`.

    `unsure` is added to `<name>__na`: what may also belong, as nobody can yet say.
    """

    name: str
    unit: str
    title: Text
    where: str
    each: str = "1"
    unsure: str = ""


Fact = Sum | Count

FIRM = "aggregate = 0"
"""Firms' own lines. Patents, carbon and software are asked of them only; the stamped lines have no such figure."""

_CLASSES = (
    ("sme", "sme = 1", Text("中小企业", "SMEs'")),
    ("large", "sme = 0", Text("大型企业", "large firms'")),
    ("unsized", "sme IS NULL", Text("划型未定企业", "unclassified firms'")),
    ("sme_last", "sme_last = 1", Text("中小企业", "SMEs'")),
    ("large_last", "sme_last = 0", Text("大型企业", "large firms'")),
    ("unsized_last", "sme_last IS NULL", Text("划型未定企业", "unclassified firms'")),
)
_LISTED = "title_hightech + title_specialised + title_innovative + title_chain + title_champion_provincial"
_CHAMPIONS = {"any_level": f"{_LISTED} + title_champion", "provincial": _LISTED}
_SCOPES = {"all": FIRM, "lead_industry": f"{FIRM} AND lead = 1"}
_TOP = "title_champion + title_giant"
_TITLED = Text("第（三）项所列称号企业", "firms with a title listed in item (3)")
_CORE = "title_hightech + title_specialised + title_innovative"
_CORE_TITLED = Text("国家级高新、专精特新、创新型企业", "high-tech, specialised and innovative firms")
_LEADING = Text(
    "主导产业的国家级单项冠军或专精特新“小巨人”企业", "national champions or little giants of the lead industry"
)


def _figures() -> Iterator[Fact]:
    yield Count("lines", "家", Text("名册企业", "firms on the roster"), FIRM)
    yield Count("below_lines", "行", Text("规下汇总行", "lines of firms below size"), "aggregate = 1")
    yield Sum("firms", "firms", "家", Text("企业数", "firms"))
    yield Sum("employees", "employees", "人", Text("从业人员", "employees"))
    yield Sum("output", "output", "分", Text("产值", "output"))
    yield Sum("output_lead", "output", "分", Text("主导产业产值", "output of the lead industry"), "lead = 1")
    yield Sum("output_other", "output", "分", Text("其他行业产值", "output of other industries"), "lead = 0")
    yield Sum("output_roster", "output", "分", Text("名册企业产值", "output of firms on the roster"), FIRM)
    yield Sum("value_added", "value_added", "分", Text("增加值", "value added"), FIRM)
    yield Sum("revenue", "revenue", "分", Text("营业收入", "revenue"), FIRM)
    yield Sum("patents", "patents", "件", Text("有效发明专利", "valid invention patents"), FIRM)
    yield Sum("energy", "energy", "千克标准煤", Text("综合能源消费量", "energy used"), FIRM)
    yield Sum("co2", "co2", "千克", Text("二氧化碳排放量", "carbon dioxide emitted"), FIRM)
    yield Sum("exports", "exports", "分", Text("出口额", "exports"), FIRM)


def _by_size() -> Iterator[Fact]:
    for name, where, whose in _CLASSES:
        yield Count(f"firms_{name}", "家", Text(f"{whose.zh}数", f"{whose.en} number"), f"{FIRM} AND {where}")
        yield Sum(f"output_{name}", "output", "分", Text(f"{whose.zh}产值", f"{whose.en} output"), where)
        yield Sum(f"rd_{name}", "rd", "分", Text(f"{whose.zh}研发经费", f"{whose.en} R&D spending"), where)


def _digital() -> Iterator[Fact]:
    for name, zh, en in (("platform", "工业互联网平台", "a platform"), ("software", "工业软件", "industrial software")):
        users = Text(f"应用{zh}的企业", f"firms using {en}")
        answered = Text(f"填报{zh}应用情况的企业", f"firms that answered whether they use {en}")
        yield Count(f"{name}_users", "家", users, f"{FIRM} AND {name} = 1")
        yield Count(f"{name}_answered", "家", answered, f"{FIRM} AND {name} IS NOT NULL")
    unused = Text("未应用工业互联网平台的企业", "firms without a platform")
    yield Count("platform_unused", "家", unused, f"{FIRM} AND platform = 0")
    silent = Text("未答复是否应用工业互联网平台的企业", "firms that did not answer about a platform")
    yield Sum("platform_silent", "firms", "家", silent, "platform IS NULL")


def _titles() -> Iterator[Fact]:
    lead = _SCOPES["lead_industry"]
    yield Count("top_firms", "家", _LEADING, f"{lead} AND {_TOP} > 0")
    yield Count("top_titles", "家", _LEADING, lead, each=_TOP)
    yield Count("core_firms", "家", _CORE_TITLED, f"{FIRM} AND {_CORE} > 0")
    yield Count("core_titles", "家", _CORE_TITLED, FIRM, each=_CORE)
    for champion, titles in _CHAMPIONS.items():
        for scope, where in _SCOPES.items():
            maybe = f"{where} AND title_chain_unsure = 1"
            name = f"{scope}_{champion}"
            yield Count(
                f"listed_firms_{name}", "家", _TITLED, f"{where} AND {titles} > 0", "1", f"{maybe} AND {titles} = 0"
            )
            yield Count(f"listed_titles_{name}", "家", _TITLED, where, titles, maybe)


FACTS: tuple[Fact, ...] = (*_figures(), *_by_size(), *_digital(), *_titles())
BY_NAME = MappingProxyType({fact.name: fact for fact in FACTS})


def keys(facts: Iterable[Fact] = FACTS) -> tuple[str, ...]:
    """The names of all numbers kept for a cluster and year, each sum followed by its `__na`."""
    found: list[str] = []
    for fact in facts:
        found.append(fact.name)
        if isinstance(fact, Sum) or fact.unsure:
            found.append(f"{fact.name}__na")
    return tuple(found)


def chosen(names: Iterable[str] | None) -> tuple[Fact, ...]:
    """The facts of these names in the order of their declaration, all for None; `FactError` for another name."""
    if names is None:
        return FACTS
    wanted = frozenset(names)
    if unknown := wanted.difference(BY_NAME):
        raise FactError(_UNKNOWN.format(names=listing(sorted(unknown))))
    if not wanted:
        raise FactError(_NONE)
    return tuple(fact for fact in FACTS if fact.name in wanted)

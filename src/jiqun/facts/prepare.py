"""From a roster to flat rows: everything that looks at a date, a code or a firm's other lines happens here.

After this step a row stands alone, so that adding up is all that is left for the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from jiqun.bilingual import Text
from jiqun.facts.columns import FIGURES, FLAGS, NAMES, FlatRow
from jiqun.facts.errors import FactError
from jiqun.facts.rows import BelowSize, FirmYear, Honour, Roster
from jiqun.standards import enterprise_size

LARGEST = 2**63

_TITLE_FLAGS = {
    "国家级制造业单项冠军企业": "title_champion",
    "专精特新“小巨人”企业": "title_giant",
    "国家级高新技术企业": "title_hightech",
    "省级专精特新中小企业": "title_specialised",
    "创新型中小企业": "title_innovative",
    "链主企业": "title_chain",
    "省级制造业单项冠军企业": "title_champion_provincial",
}
_NO_TITLES = {flag.name: 0 for flag in FLAGS if flag.name.startswith("title_")}
_FIRM_FIGURES = ("employees", "revenue", "output", "value_added", "rd", "patents", "energy", "co2", "exports")

_TWICE = Text(
    "企业 {uscc} 的 {year} 年数据出现两次；同一企业同一年度只能有一行，请删去一行。",
    "Firm {uscc} has two rows for {year}; a firm has one row a year: delete one of them.",
)
_NOT_WHOLE = Text(
    "{year} 年 {column} 的数值 {found!r} 不是非负整数；请按最小单位（分、千克、件）给出整数。",
    "{column} of {year} is {found!r}, not a whole number of at least 0; give it in whole units (fen, kg, pieces).",
)
_TOO_LARGE = Text(
    "{year} 年 {column} 合计达到 2^63，超出整数范围；请检查单位是否填错（是否把元当成了万元）。",
    "{column} of {year} adds up to 2^63 or more, which no integer column holds; check the unit of the figures.",
)


def flat_rows(roster: Roster, *, on: date, cluster: str = "", reported: bool | None = None) -> list[FlatRow]:
    """The flat rows (see `columns`) of one roster under the key `cluster`; titles count when valid on the day `on`.

    One row a line, first those of 企业年度数据, then those of 规下汇总, in their order. When the roster holds only some
    of the firms, `reported` says whether any firm of the whole has a line in the base year: without one nobody's last
    class is known.

    Raises `FactError` when a firm has two rows for a year, or a figure is not a whole number, or a sum would reach
    2^63.
    """
    _refuse_doubles(roster.firm_years)
    titles = _titles(roster.honours, on)
    last = _last_classes(roster, reported)
    rows = [_firm_row(firm, roster, cluster, titles, last) for firm in roster.firm_years]
    rows.extend(_summary_row(line, cluster) for line in roster.below_size)
    check(rows)
    return rows


def check(rows: Iterable[FlatRow]) -> None:
    """Refuses figures that are not whole numbers of at least 0, and sums that would reach 2^63: `FactError`."""
    sums: dict[tuple[object, object, str], int] = {}
    for row in rows:
        for column in FIGURES:
            found = row[column.name]
            if found is None:
                continue
            if type(found) is not int or found < 0:
                raise FactError(_NOT_WHOLE.format(year=row["year"], column=column.title, found=found))
            key = (row["cluster"], row["year"], column.name)
            sums[key] = sums.get(key, 0) + found
            if sums[key] >= LARGEST:
                raise FactError(_TOO_LARGE.format(year=row["year"], column=column.title))


def in_order(rows: Iterable[FlatRow]) -> Iterator[tuple[str | int | None, ...]]:
    """The rows as tuples in the order of `columns.NAMES`, ready for an INSERT."""
    for row in rows:
        yield tuple(row[name] for name in NAMES)


def is_lead(industry: str, lead_codes: Iterable[str]) -> bool:
    """Whether a firm belongs to the lead industry: its code starts with one of the lead codes."""
    return industry.startswith(tuple(lead_codes))


def is_valid(honour: Honour, on: date) -> bool:
    """Whether a title is valid on a day; no end means open."""
    return honour.valid_from <= on and (honour.valid_to is None or on <= honour.valid_to)


def _firm_row(
    firm: FirmYear,
    roster: Roster,
    cluster: str,
    titles: dict[str, dict[str, int]],
    last: dict[str, int | None],
) -> FlatRow:
    row: FlatRow = {"cluster": cluster, "year": firm.year, "firms": 1}
    row.update((name, getattr(firm, name)) for name in _FIRM_FIGURES)
    row["platform"] = _flag(firm.platform)
    row["software"] = _flag(firm.software)
    row["sme"] = _sme(firm)
    row["sme_last"] = last[firm.uscc]
    row["aggregate"] = 0
    row["lead"] = int(is_lead(firm.industry, roster.cluster.lead_codes))
    row.update(titles.get(firm.uscc, _NO_TITLES))
    return row


def _summary_row(line: BelowSize, cluster: str) -> FlatRow:
    """A line of firms below size: all of them are SMEs (中型, 小型, 微型), and none is known by name."""
    row: FlatRow = dict.fromkeys(NAMES)
    row.update(_NO_TITLES)
    row.update(cluster=cluster, year=line.year, firms=line.firms, output=line.output, rd=line.rd)
    row.update(employees=line.employees, sme=1, sme_last=1, aggregate=1, lead=int(line.lead))
    return row


def _titles(honours: Iterable[Honour], on: date) -> dict[str, dict[str, int]]:
    """The title flags of each firm on a day. A chain leader (链主) needs issuer and level, else it is only unsure."""
    found: dict[str, dict[str, int]] = {}
    for honour in honours:
        if is_valid(honour, on):
            flags = found.setdefault(honour.uscc, dict(_NO_TITLES))
            flag = _TITLE_FLAGS[honour.title]
            if flag == "title_chain" and not (honour.issuer.strip() and honour.level.strip()):
                flag = "title_chain_unsure"
            flags[flag] = 1
    for flags in found.values():
        if flags["title_chain"]:
            flags["title_chain_unsure"] = 0
    return found


def _last_classes(roster: Roster, reported: bool | None) -> dict[str, int | None]:
    """Each firm's class in the base year; one that has left the roster by then keeps the class of its own last year.

    Where the base year is missing altogether nobody's last class is known.
    """
    base = roster.cluster.base_year
    if reported is None:
        reported = any(firm.year == base for firm in roster.firm_years)
    last: dict[str, FirmYear] = {}
    for firm in sorted(roster.firm_years, key=lambda firm: firm.year):
        if firm.year <= base or firm.uscc not in last:
            last[firm.uscc] = firm
    return {uscc: _sme(firm) if reported else None for uscc, firm in last.items()}


def _sme(firm: FirmYear) -> int | None:
    answer = enterprise_size.sme(firm.industry, employees=firm.employees, revenue=firm.revenue, assets=firm.assets)
    return _flag(answer)


def _flag(answer: bool | None) -> int | None:
    return None if answer is None else int(answer)


def _refuse_doubles(firms: Iterable[FirmYear]) -> None:
    seen: set[tuple[str, int]] = set()
    for firm in firms:
        if (firm.uscc, firm.year) in seen:
            raise FactError(_TWICE.format(uscc=firm.uscc, year=firm.year))
        seen.add((firm.uscc, firm.year))

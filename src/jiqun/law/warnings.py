"""What a reader of an assessment should know beside the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from jiqun.bilingual import Text, listing
from jiqun.facts import Facts
from jiqun.law.interpretations import Interpretation
from jiqun.law.readings import Reading

_OTHERWISE = Text(
    "口径“{phrase}”取“{value}”，不是默认的“{default}”；未经认定工作通知或省厅解释确定的，仅为模拟测算。",
    "“{phrase}” is read as “{value}”, not as the default “{default}”: a simulation, unless the call of a round or an "
    "interpretation of the province fixed it.",
)
_FIXED = Text("口径“{phrase}”取“{value}”，由解释{source}确定。", "“{phrase}” is read as “{value}”: fixed by {source}.")
_DEPARTS = Text(
    "口径“{phrase}”取“{value}”，而解释{source}确定为“{fixed}”；认定工作通知未另行确定的，仅为模拟测算。",
    "“{phrase}” is read as “{value}”, while {source} fixed it as “{fixed}”: a simulation, unless the call of a round "
    "fixed it otherwise.",
)
_BASE_YEAR = Text(
    "基准年为 {base} 年，不是 {on} 的上一年度；近三年按基准年起算。",
    "The base year is {base}, not the year before {on}; the last three years count from the base year.",
)
_NO_SUMMARY = Text(
    "名册无规下汇总，产值等合计只含逐户填报的企业。",
    "The roster has no lines of firms below size; totals hold only the firms reported one by one.",
)
_SUMMARY_GAP = Text(
    "{years} 年无规下汇总而其他年度有，年度之间口径不一，增速可能失真；请补充。",
    "There are no lines of firms below size for {years}, but for other years: the years are not alike, and growth may "
    "be wrong; add them.",
)
_NOT_ASKED = Text(
    "规下汇总不含专利、二氧化碳和数字化应用，相关指标只按名册企业计算。",
    "Firms below size report no patents, carbon or software: those indicators count only firms on the roster.",
)
_STRAYS = Text(
    "{codes} 持有有效称号但基准年不在名册，其称号未计入；如属集群企业，请补入名册。",
    "{codes} hold a valid title but are not on the roster of the base year: not counted; add them if they belong.",
)
_OUTSIDE_DATE = Text(
    "称号和重大事项按 {facts} 计算，与适用日期 {on} 不同。",
    "Titles and incidents are counted for {facts}, which is not the legal date {on}.",
)


def of(
    facts: Facts,
    on: date,
    readings: Mapping[str, str],
    known: Mapping[str, Reading],
    fixed: Mapping[str, Interpretation],
) -> tuple[Text, ...]:
    """The warnings of one assessment, in a fixed order. Typed totals have no roster to warn of (`Facts.partial`).

    `fixed` are the interpretations in effect, by reading.
    """
    roster = () if facts.partial else (*_summaries(facts), *_titles(facts))
    return (*_otherwise(readings, known, fixed), *_dates(facts, on), *roster)


def _otherwise(
    readings: Mapping[str, str], known: Mapping[str, Reading], fixed: Mapping[str, Interpretation]
) -> Iterator[Text]:
    for key, value in readings.items():
        reading = known[key]
        if key in fixed:
            said = {"phrase": reading.phrase, "value": reading.values[value], "source": fixed[key].source}
            if value != fixed[key].value:
                yield _DEPARTS.format(fixed=reading.values[fixed[key].value], **said)
            elif value != reading.default:
                yield _FIXED.format(**said)
        elif value != reading.default:
            yield _OTHERWISE.format(
                phrase=reading.phrase, value=reading.values[value], default=reading.values[reading.default]
            )


def _dates(facts: Facts, on: date) -> Iterator[Text]:
    if facts.base_year != on.year - 1:
        yield _BASE_YEAR.format(base=facts.base_year, on=on)
    if facts.on != on:
        yield _OUTSIDE_DATE.format(facts=facts.on, on=on)


def _summaries(facts: Facts) -> Iterator[Text]:
    observed = range(facts.base_year - 3, facts.base_year + 1)
    lines = {year: facts.years[year]["below_lines"] for year in observed if year in facts.years}
    if not any(lines.values()):
        yield _NO_SUMMARY
        return
    if without := [str(year) for year, n in lines.items() if not n]:
        yield _SUMMARY_GAP.format(years=listing(without))
    yield _NOT_ASKED


def _titles(facts: Facts) -> Iterator[Text]:
    if facts.strays:
        yield _STRAYS.format(codes=listing(facts.strays))

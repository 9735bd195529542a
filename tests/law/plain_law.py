"""What Article 13 and its sisters demand, written down a second time and plainly: whole numbers, fractions, no formula
of the product. The demand is read from the quoted words themselves, so that a slip in a measure file has no echo here.

A verdict holds when every completion of what is missing gives it: a blank row may hold nothing, a little or a lot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise, product

from jiqun.facts import Facts

MET, NOT_MET, OPEN, NOT_ASKED = "met", "not_met", "undetermined", "not_applicable"
HUGE = 10**40
ON_LIST: dict[str, dict[str, bool | None]] = {
    "高耗能": {"31": True, "32": True, "17": False, "44": True, "33": False},
    "高用水": {"31": True, "32": False, "17": True, "44": None, "33": False},
}
"""A few industries: steel 31, metals 32, textiles 17, power 44 (only 441 uses much water), metal goods 33."""

Key = tuple[str, int | None]
Outcomes = list[frozenset[int | None]]
Reading = Callable[[str], str]
At = Callable[..., int]
Slack = Callable[[At], Fraction | int]
"""How far a figure lies above what it is compared with, in one complete state of affairs."""


@dataclass(frozen=True)
class Subject:
    """What a demand speaks of: the words it is known by, the readings it depends on, and how it is reckoned."""

    name: str
    words: str
    readings: tuple[str, ...]
    slacks: Callable[[Fraction, Reading, int], list[Slack]]


@dataclass(frozen=True)
class Demand:
    """`subject` is to be `word` `limit`, the limit in units of the facts."""

    subject: Subject
    word: str
    limit: Fraction

    @property
    def readings(self) -> tuple[str, ...]:
        """Every reading that can matter, that of the comparing word included."""
        return (*self.subject.readings, *([self.word] if self.word in ("以上", "高于") else []))


class NotUnderstood(Exception):
    """A quote in words this file has no reckoning for yet: add a `Subject`, then its cases in `boundaries_of`."""


# ── the words ──

_UNITS = {"亿元": 10**10, "万元": 10**6, "%": Fraction(1, 100), "平方公里": 10**6, "家": 1, "个": 1, "件": 1}
_NUMBER = rf"(\d+(?:\.\d+)?)\s*({'|'.join(_UNITS)})"


def demands(quote: str) -> tuple[Demand, ...]:
    """The demands of a quote, any one of which is enough (或者). Raises `NotUnderstood`."""
    return tuple(_demand(part) for part in re.split("，或者", quote))


def _demand(quote: str) -> Demand:
    subject = next((s for s in SUBJECTS if re.search(s.words, quote)), None)
    if subject is None:
        raise NotUnderstood(quote)
    for word in ("持续下降", "稳步提升", "未发生"):
        if word in quote:
            return Demand(subject, word, Fraction(0))
    if "高于行业基准值" in quote:
        return Demand(subject, "高于", Fraction(1))
    if found := re.search(rf"(不低于|不少于|不超过|高于)\s*{_NUMBER}", quote):
        word, number, unit = found.groups()
    elif found := re.search(rf"{_NUMBER}(?:（含）)?(以上)", quote):
        number, unit, word = found.groups()
    else:
        raise NotUnderstood(quote)
    people = 10_000 if "每万人" in quote else 1
    return Demand(subject, word, Fraction(number) * _UNITS[unit] / people)


def holds(word: str, slack: int, reading: Reading) -> bool:
    """Whether a figure that lies `slack` above the limit meets the word."""
    if word in ("不低于", "不少于"):
        return slack >= 0
    if word in ("不超过", "未发生"):
        return slack <= 0
    if word == "持续下降":
        return slack < 0
    if word == "稳步提升":
        return slack >= 0 if reading("稳步提升") == "not_below" else slack > 0
    return slack > 0 if reading(word) == "strict" else slack >= 0


# ── verdicts ──


def verdict(quote: str, facts: Facts, reading: Reading, known: dict[object, Outcomes] | None = None) -> str:
    """What a quote's norm comes to. `known` keeps what was reckoned for the same facts under other readings."""
    applies = [_applies(quote, code) for code in facts.lead_codes]
    if True not in applies:
        return OPEN if None in applies else NOT_ASKED
    known = {} if known is None else known
    answers = {_answer(demand, facts, reading, known) for demand in demands(quote)}
    return MET if MET in answers else OPEN if OPEN in answers else NOT_MET


def _applies(quote: str, code: str) -> bool | None:
    found = re.match("属于(.+?)行业的集群", quote)
    return ON_LIST[found[1]][code] if found else True


def _answer(demand: Demand, facts: Facts, reading: Reading, known: dict[object, Outcomes]) -> str:
    if demand.subject.name == "safety":
        return _incidents(facts, reading)
    if demand.subject.name in ("energy", "water"):
        answers = set(_efficiency(demand, facts, reading))
    else:
        key = (demand, *map(reading, demand.subject.readings))
        if key not in known:
            slacks = demand.subject.slacks(demand.limit, reading, facts.base_year)
            known[key] = [_outcomes(slack, facts) for slack in slacks]
        answers = {_compared(demand.word, outcomes, reading) for outcomes in known[key]}
    return NOT_MET if NOT_MET in answers else OPEN if OPEN in answers else MET


def _compared(word: str, outcomes: frozenset[int | None], reading: Reading) -> str:
    """One comparison over every completion; where nothing can be divided there is no answer."""
    found = {sign is not None and holds(word, sign, reading) for sign in outcomes}
    if None in outcomes:
        return OPEN
    return {(True,): MET, (False,): NOT_MET}.get(tuple(found), OPEN)


def _outcomes(slack: Slack, facts: Facts) -> frozenset[int | None]:
    """Whether a figure lies below (-1), at (0) or above (1) the limit, over every completion; None is no figure."""
    keys: dict[Key, None] = {}
    _sign(slack, lambda name, year=None: keys.setdefault((name, year)) or 1)
    found: set[int | None] = set()
    for filled in product(*(_completions(facts, key) for key in keys)):
        state = dict(zip(keys, filled, strict=True))
        found.add(_sign(slack, lambda name, year=None, state=state: state[name, year]))
        if {-1, 1} <= found:  # open, whatever the word
            break
    return frozenset(found)


def _sign(slack: Slack, at: At) -> int | None:
    try:
        number = slack(at)
    except ZeroDivisionError:
        return None
    return (number > 0) - (number < 0)


def _completions(facts: Facts, key: Key) -> Sequence[int]:
    """What a figure may be: itself when given; from what is known upwards when rows are blank or the year is not there.

    A name with `/n` is one use of the figure: in a sum of rates a missing year is bounded for each rate by itself.
    `?name` is the part of it that belongs, where nobody can say: nothing, or all.
    """
    name, year = key
    name = name.partition("/")[0]
    if name.startswith("?"):
        return tuple(dict.fromkeys((0, *_completions(facts, (name[1:], year)))))
    if year is None:
        known = getattr(facts, name)
        return (0, 1, HUGE) if known is None else (known,)
    sums = facts.years.get(year, {})
    known, missing = sums.get(name, 0), sums.get(f"{name}__na", 0)
    if sums.get("lines") and name.startswith("listed_"):
        return (known, known + missing)
    if sums.get("lines") and not missing:
        return (known,)
    return (known, HUGE) if known else (0, 1, HUGE)


# ── the figures ──


def _over(above: int, below: int) -> Fraction:
    return Fraction(above, below)


def _three(last: int) -> tuple[int, int, int]:
    return (last - 2, last - 1, last)


def _area(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    return [lambda at: at("area_m2") - limit]


def _output(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    if reading("均在") == "mean":
        return [lambda at: _over(sum(at("output", year) for year in _three(last)), 3) - limit]
    return [lambda at, year=year: at("output", year) - limit for year in _three(last)]


def _share(part: str, rest: str, unsized: str, limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    def slack(at: At, years: Sequence[int]) -> Fraction:
        inside = sum(at(part, year) for year in years)
        outside = sum(at(rest, year) for year in years)
        if unsized:
            belonging = [at(f"?{unsized}", year) for year in years]
            inside += sum(belonging)
            # Of what is known to be there, the part that does not belong stands on the other side.
            outside += sum(max(at(unsized, year) - part, 0) for year, part in zip(years, belonging, strict=True))
        return _over(inside, inside + outside) - limit

    basis = reading("占比基准")
    if basis == "each_year":
        return [lambda at, year=year: slack(at, (year,)) for year in _three(last)]
    return [lambda at: slack(at, _three(last) if basis == "pooled" else (last,))]


def _cohort(reading: Reading) -> str:
    return {"each_year": "", "last_year": "_last"}[reading("中小企业")]


def _sme_share(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    c = _cohort(reading)
    return _share(f"output_sme{c}", f"output_large{c}", f"output_unsized{c}", limit, reading, last)


def _lead_share(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    return _share("output_lead", "output_other", "", limit, reading, last)


def _growth(figure: Callable[[At, int, str], int], limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    n = {"three": 3, "two": 2}[reading("年均期数")]
    years = range(last - n, last + 1)
    way = reading("年均")
    if way == "compound":
        return [lambda at: _over(figure(at, last, ""), figure(at, last - n, "")) - (1 + limit) ** n]
    if way == "every_year":
        return [
            lambda at, a=a, b=b: _over(figure(at, b, ""), figure(at, a, "")) - 1 - limit for a, b in pairwise(years)
        ]

    def mean(at: At) -> Fraction:
        rates = [_over(figure(at, b, f"/{b}b"), figure(at, a, f"/{b}a")) - 1 for a, b in pairwise(years)]
        return sum(rates, Fraction(0)) / n - limit

    return [mean]


def _output_growth(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    return _growth(lambda at, year, use: at(f"output{use}", year), limit, reading, last)


def _rd_growth(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    c = _cohort(reading)

    def rd(at: At, year: int, use: str) -> int:
        return at(f"rd_sme{c}{use}", year) + at(f"?rd_unsized{c}{use}", year)

    return _growth(rd, limit, reading, last)


def _patent_growth(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    return _growth(lambda at, year, use: at(f"patents{use}", year), limit, reading, last)


def _top(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    return [lambda at: at(f"top_{reading('家数')}", last) - limit]


def _core(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    return [lambda at: at(f"core_{reading('家数')}", last) - limit]


def _listed(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    return [lambda at: at(f"listed_{reading('家数')}_{reading('称号范围')}_{reading('单项冠军')}", last) - limit]


def _density(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    people: Key = ("employees", last) if reading("每万人") == "employees" else ("population", None)
    return [lambda at: _over(at("patents", last), at(*people)) - limit]


def _platform(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    if reading("普及率分母") == "answered":
        return [lambda at: _over(at("platform_users", last), at("platform_answered", last)) - limit]

    def of_all(at: At) -> Fraction:
        users, unused, silent = (at(f"platform_{name}", last) for name in ("users", "unused", "silent"))
        belonging = at("?platform_silent", last)
        return _over(users + belonging, users + belonging + unused + max(silent - belonging, 0)) - limit

    return [of_all]


def _steps(above: str, below: str, years: Sequence[int]) -> list[Slack]:
    def step(at: At, a: int, b: int) -> Fraction:
        return _over(at(above, b), at(below, b)) - _over(at(above, a), at(below, a))

    return [lambda at, a=a, b=b: step(at, a, b) for a, b in pairwise(years)]


def _software(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    years = (last - 2, last) if reading("稳步提升") == "ends" else _three(last)
    return _steps("software_users", "software_answered", years)


def _carbon(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    years = {"two_falls": _three(last), "three_falls": (last - 3, *_three(last)), "ends": (last - 2, last)}
    below = {"output": "output_roster", "value_added": "value_added"}[reading("强度分母")]
    return _steps("co2", below, years[reading("持续下降")])


def _no_figure(limit: Fraction, reading: Reading, last: int) -> list[Slack]:
    raise AssertionError("incidents and efficiency are looked at line by line")


# ── what is looked at line by line ──


def _efficiency(demand: Demand, facts: Facts, reading: Reading) -> Iterator[str]:
    kind = {"energy": "能效", "water": "水效"}[demand.subject.name]
    lines = [line for line in facts.efficiency if line.kind == kind and line.year == facts.base_year]
    if not lines:
        yield OPEN
    for line in lines:
        if Fraction(line.used) == 0:
            yield OPEN
        else:
            # Less used is better: "above the benchmark" is consumption below it.
            slack = Fraction(line.benchmark) - Fraction(line.used)
            yield MET if holds(demand.word, (slack > 0) - (slack < 0), reading) else NOT_MET


def _incidents(facts: Facts, reading: Reading) -> str:
    least = {"安全事故": 2, "质量事故": 2, "环境污染事故": 2, "网络安全事件": 3, "数据安全事件": 3}
    least |= {"税收违法": 3, "严重失信": 3, "其他重大问题": 3}
    kinds = set(least)
    if reading("税收违法") == "any":
        least["税收违法"] = 0
    since, until = date(facts.base_year - 2, 1, 1), date(facts.base_year, 12, 31)
    if reading("事项窗口") == "rolling_36":
        since, until = facts.on.replace(year=facts.on.year - 3), facts.on
    doubt = False
    for line in facts.incidents:
        if since <= line.on <= until:
            if line.rank is None and least[line.kind]:
                doubt = True
            elif (line.rank or 0) >= least[line.kind]:
                if line.member:
                    return NOT_MET
                doubt = True
    searched = {kind for search in facts.searches if search.on >= since for kind in search.kinds}
    return OPEN if doubt or searched != kinds else MET


_AVERAGE = ("年均", "年均期数")
SUBJECTS = (
    Subject("safety", "未发生", ("事项窗口", "税收违法"), _no_figure),
    Subject("area", "占地面积", (), _area),
    Subject("sme_share", "中小企业产值占", ("占比基准", "中小企业"), _sme_share),
    Subject("lead_share", "主导产业(产值)?占", ("占比基准",), _lead_share),
    Subject("output_growth", "产值年均增", _AVERAGE, _output_growth),
    Subject("output", "产值均在|每年产值在", ("均在",), _output),
    Subject("top", "主导产业的(国家级)?(制造业)?单项冠军", ("家数",), _top),
    Subject("listed", "高新技术企业、省级专精特新", ("家数", "称号范围", "单项冠军"), _listed),
    Subject("core", "专精特新(中小企业)?、创新型", ("家数",), _core),
    Subject("rd_growth", "中小企业研发经费年均增", (*_AVERAGE, "中小企业"), _rd_growth),
    Subject("patent_growth", "有效发明专利年均增", _AVERAGE, _patent_growth),
    Subject("density", "每万人有效发明专利", ("每万人",), _density),
    Subject("platform", "工业互联网平台应用普及率", ("普及率分母",), _platform),
    Subject("software", "工业软件应用率", ("稳步提升",), _software),
    Subject("carbon", "二氧化碳排放量?强度", ("持续下降", "强度分母"), _carbon),
    Subject("energy", "能效水平", (), _no_figure),
    Subject("water", "水效水平", (), _no_figure),
)

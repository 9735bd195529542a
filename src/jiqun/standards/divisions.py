"""Administrative divisions of the province (GB/T 2260) and the units that apply like a county.

A division is a typed node, not a six-digit code: 东莞 and 中山 have towns where others have counties, and functional
zones apply for themselves. `supervised_by` is the superior (仲恺高新区 → 惠州市); where a zone lies is `within`
(肇庆高新区 in 四会市, 深汕合作区 in former 海丰县), which need not be below its superior.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from jiqun.bilingual import Text
from jiqun.standards import province

KINDS = {
    "province": Text("省", "Province"),
    "prefecture": Text("地级以上市", "Prefecture"),
    "county": Text("县（市、区）", "County"),
    "town": Text("镇街", "Town"),
    "zone": Text("功能区", "Zone"),
}
_APPLICANTS = ("county", "town", "zone")
# What a spoken name drops; the longer ending first.
_ENDINGS = ("特别合作区", "自治州", "自治县", "自治旗", "地区", "街道", "省", "市", "区", "县", "镇", "盟", "旗")
_SEPARATORS = str.maketrans("", "", " \t\n\u3000/-—·>，,")


class UnknownDivision(LookupError):
    """A code that is not in the table of divisions."""


_UNKNOWN = Text(
    "没有代码为“{code}”的行政区划或功能区；请用名称查找，或核对代码（GB/T 2260）。",
    "There is no division or zone with the code “{code}”; search by name, or check the code (GB/T 2260).",
)


@dataclass(frozen=True, slots=True)
class Division:
    """One node. `kind` is a key of `KINDS`; `within` is "" where the place is that of the superior or not settled."""

    code: str
    name: str
    kind: str
    supervised_by: str
    within: str
    also_called: tuple[str, ...]

    @property
    def short_name(self) -> str:
        """The name notices use: 仲恺高新区 for 仲恺高新技术产业开发区; else the name."""
        return self.also_called[0] if self.also_called else self.name

    @property
    def spoken(self) -> str:
        """The name a tile has room for: 佛山, 大理州."""
        return self.short_name.removesuffix("市")


@lru_cache(maxsize=1)
def _all() -> dict[str, Division]:
    return {
        r["code"]: Division(
            code=r["code"],
            name=r["name"],
            kind=r["kind"],
            supervised_by=r["supervised_by"],
            within=r["within"],
            also_called=tuple(filter(None, r["also_called"].split("、"))),
        )
        for r in province.here().rows(province.DIVISIONS)
    }


def everything() -> tuple[Division, ...]:
    """All divisions and zones, a superior before those it supervises."""
    return tuple(_all().values())


def applicants() -> tuple[Division, ...]:
    """The units that may apply (Article 14.1): counties, towns of 东莞 and 中山, zones."""
    return tuple(d for d in everything() if d.kind in _APPLICANTS)


def find(code: str) -> Division | None:
    """The division of a code: 6 digits, 9 for a town, a zone's slug; statistical codes padded with zeros to 12 too."""
    code = code.strip()
    if len(code) == 12 and code.isdigit():
        code = code[:6] if code.endswith("000000") else code[:9] if code.endswith("000") else code
    return _all().get(code)


def _known(code: str) -> Division:
    division = find(code)
    if division is None:
        raise UnknownDivision(str(_UNKNOWN.format(code=code)))
    return division


def children(code: str) -> tuple[Division, ...]:
    """The divisions a division supervises, in the order of the table; `UnknownDivision` for an unknown code."""
    superior = _known(code)
    return tuple(d for d in everything() if d.supervised_by == superior.code)


def _line(division: Division) -> tuple[Division, ...]:
    above = _line(_all()[division.supervised_by]) if division.supervised_by else ()
    return (*above, division)


def path(code: str) -> str:
    """The codes from the province down, by supervision: `440000/440600/440605`; `UnknownDivision` when unknown."""
    return "/".join(d.code for d in _line(_known(code)))


def full_name(code: str) -> str:
    """The name with its prefecture's, 佛山市南海区; a zone by its short name, 惠州市仲恺高新区.

    A zone already named after its prefecture is not prefixed again (肇庆高新区). `UnknownDivision` when unknown.
    """
    division = _known(code)
    if division.kind in ("province", "prefecture"):
        return division.name
    superior = _all()[division.supervised_by]
    if division.kind == "zone" and division.short_name.startswith(_stem(superior.name)):
        return division.short_name
    return superior.name + division.short_name


def spoken(code: str) -> str:
    """The name of a division as a tile has room for; `UnknownDivision` when unknown."""
    return _known(code).spoken


def _stem(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name.removesuffix(ending)
    return name


@lru_cache(maxsize=1)
def _index() -> tuple[dict[str, tuple[Division, ...]], dict[str, tuple[Division, ...]]]:
    """Names in full, and names without their ending (南海), each with and without what stands above."""
    in_full: dict[str, dict[Division, None]] = {}
    shortened: dict[str, dict[Division, None]] = {}
    for division in everything():
        names = (division.name, *division.also_called)
        own = [_stem(_all()[division.supervised_by].name)] if division.kind == "zone" else []
        prefixes = {""}
        for superior in _line(division)[:-1]:
            prefixes |= {p + s for p in prefixes for s in (superior.name, _stem(superior.name))}
        for prefix in prefixes:
            # A zone named after its prefecture is also called without it, but only behind it: 肇庆市高新区.
            bare = [n.removeprefix(p) for n in names for p in own if prefix and n.startswith(p)]
            for name in (*names, *bare):
                in_full.setdefault(prefix + name, {})[division] = None
                shortened.setdefault(prefix + _stem(name), {})[division] = None
    return {k: tuple(v) for k, v in in_full.items()}, {k: tuple(v) for k, v in shortened.items()}


def named(name: str) -> tuple[Division, ...]:
    """The divisions a name or code may mean, empty when none; several when the name is not unique.

    Takes names (南海区), full paths with or without endings and separators (广东省佛山市南海区, 佛山南海,
    佛山市/南海区), the short names of zones (仲恺高新区, 肇庆市高新区) and codes. A name in full wins over one without
    its ending.
    """
    if division := find(name):
        return (division,)
    wanted = name.translate(_SEPARATORS)
    in_full, shortened = _index()
    return in_full.get(wanted) or shortened.get(wanted) or ()

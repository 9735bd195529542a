"""The lists of the state that the product reckons with, each with where it is from and how it is brought up to date."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import divisions, province, strategic, tables

_CODE, _NAME, _SOURCE = Text("代码", "Code"), Text("名称", "Name"), Text("来源", "Source")
_KIND, _INDUSTRY = Text("类别", "Kind"), Text("行业", "Industry")
_WITH_RELEASE = Text(
    "随版本更新；旧批次仍按发布时的办法和测算口径",
    "With a release; rounds on their way keep their measure and readings",
)
_BY_FOLDER = Text(
    "由运维在省份目录中修改，jiqun province check 通过后重启生效",
    "In the province's folder by the operator; after jiqun province check, with the next start",
)


@dataclass(frozen=True, slots=True)
class Listing:
    """One list: `path` its csv file with a header line, `columns` the headings of those shown, `renewed` how it is
    brought up to date."""

    key: str
    title: Text
    path: Path
    source: Text
    renewed: Text
    columns: Mapping[str, Text]
    kinds: Mapping[str, Text] = field(default_factory=dict)
    """What the values of a column `kind` are called, where they are words of the product."""

    def rows(self) -> tuple[dict[str, str], ...]:
        """All rows in file order; none where a province has no such list."""
        return tables.read(self.path) if self.path.is_file() else ()

    def sha256(self) -> str:
        """The digest of the file, hexadecimal; "" where there is none."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest() if self.path.is_file() else ""


@lru_cache(maxsize=1)
def everything() -> tuple[Listing, ...]:
    """Every list, those of the province first."""
    here = province.here()
    return (
        Listing(
            "divisions",
            Text("行政区划与申报单位", "Divisions and zones that apply"),
            here.folder / province.DIVISIONS,
            Text("GB/T 2260 与公告，逐行注明", "GB/T 2260 and public notices, named in each row"),
            _BY_FOLDER,
            {
                "code": _CODE,
                "name": _NAME,
                "kind": _KIND,
                "supervised_by": Text("上级", "Superior"),
                "also_called": Text("又称", "Also called"),
                "within": Text("所在地", "Lies in"),
                "source": _SOURCE,
            },
            divisions.KINDS,
        ),
        Listing(
            "strategic",
            Text("战略性产业集群与未来产业", "Strategic clusters and future industries"),
            here.folder / province.STRATEGIC,
            Text("省政府文件，逐行注明", "Documents of the province, named in each row"),
            _BY_FOLDER,
            {
                "key": Text("标识", "Key"),
                "kind": _KIND,
                "name": _NAME,
                "name_en": Text("英文名称", "In English"),
                "source": _SOURCE,
            },
            strategic.KINDS,
        ),
        Listing(
            "industries",
            Text("国民经济行业分类", "Industrial classification"),
            tables.DATA / "gbt4754_2017.csv",
            Text("GB/T 4754—2017（含第1号修改单，2019年）", "GB/T 4754-2017 with amendment 1 (2019)"),
            _WITH_RELEASE,
            {
                "code": _CODE,
                "name": _NAME,
                "level": Text("层级", "Level"),
                "section": Text("门类", "Section"),
                "parent": Text("上级", "Superior"),
            },
        ),
        Listing(
            "sizes",
            Text("中小企业划型标准", "Size standard"),
            tables.DATA / "sme_classification.csv",
            Text("工信部联企业〔2011〕300号第四条", "工信部联企业〔2011〕300号, Article 4"),
            _WITH_RELEASE,
            {
                "no": Text("序号", "No."),
                "industry": _INDUSTRY,
                "indicator": Text("指标", "Indicator"),
                "unit": Text("单位", "Unit"),
                "large_min": Text("大型下限", "Large from"),
                "medium_min": Text("中型下限", "Medium from"),
                "small_min": Text("小型下限", "Small from"),
                "rule": Text("规则", "Rule"),
            },
        ),
        Listing(
            "size-industries",
            Text("划型行业对应关系", "Industries of the size standard"),
            tables.DATA / "industry_to_size_row.csv",
            Text(
                "统计上大中小微型企业划分办法（2017）（国统字〔2017〕213号）附表说明",
                "国统字〔2017〕213号, the note under its table",
            ),
            _WITH_RELEASE,
            {"gbt4754_codes": _CODE, "industry": _INDUSTRY, "source": _SOURCE},
        ),
        Listing(
            "intensive",
            Text("高耗能、高耗水行业", "Industries that take much energy or water"),
            tables.DATA / "energy_water_industries.csv",
            Text("国家统计公报；重点工业行业用水效率指南（2013）", "Statistical communiqué; guide of 2013"),
            _WITH_RELEASE,
            {
                "kind": _KIND,
                "gbt4754_code": _CODE,
                "name": _NAME,
                "valid_from": Text("自", "From"),
                "valid_until": Text("至", "Until"),
                "source": _SOURCE,
            },
        ),
    )


def find(key: str) -> Listing | None:
    """The one of a key, None when there is none."""
    return next((each for each in everything() if each.key == key), None)
